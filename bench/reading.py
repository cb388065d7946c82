#!/usr/bin/env python3
"""Measures how well figures and dates are read: the share of the cases of a suite that are read exactly.

    python3 bench/reading.py CASES.jsonl [--url http://localhost:8080] [--token T] [--language English] [--failures N]
    python3 bench/reading.py CASES.jsonl --texts OUT.jsonl
    python3 bench/reading.py CASES.jsonl --readings IN.jsonl

CASES are a file of one case a line, in one of four forms, which are told apart by their fields: of Recognizers-Text (`spec`,
`input`, `results`), of quantulum3 (`text`, `quantities`), of Duckling (`dimension`, `text`, `kind`) and dates of sentences
(`expression`, `sentence`, `docDate`). What the service makes of each text is asked of `/api/v1/readings`; or the texts are
written to a file, and read from one that holds an answer for each of its lines.

A case is right if the values that are expected are those that are read, in whatever order, with their units where the case has
some, and nothing else of that kind. What the suites hold otherwise than a newspaper does is mapped here, not in the reader:

- Recognizers leaves the upper end of "1000-5000" out, and tells a number with its unit as a number, too, unless they are
  written as one word (180ml). Units without a number (mcg) are no figures, and are left out.
- A share ("barrels a day") counts as its numerator where a suite knows no shares. A ton is a tonne, a pound sterling a pound.
- What units and currencies are called in other languages than English is not compared, only that there is one.
- A date of Recognizers is right if it is that of the past or that of the future; a range ends before its end,
  at it, or with the month or year that begins there ("from 2014 to 2018").
- Of Duckling, a duration or length in several units is not counted together.
"""

import argparse
import collections
import datetime
import http.client
import json
import re
import sys
import urllib.parse

LANGUAGES = {"English": "en", "German": "de", "French": "fr", "Spanish": "es", "Portuguese": "pt", "Italian": "it", "Dutch": "nl"}
DUCKLING_DAY = "2013-02-12"
NO_DIMENSION = {"time", "temperature", "factor"}


class Service:
    """A running service, over one connection."""

    def __init__(self, url, token):
        address = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port or 80)
        self.headers = {"Content-Type": "application/json"}
        if token:
            self.headers["Authorization"] = "Bearer " + token

    def read(self, asked):
        self.connection.request("POST", "/api/v1/readings", json.dumps(asked), self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{answer.status}: {body.decode()}")
        return json.loads(body)


def number(text):
    return float(str(text).replace(",", ".").rstrip("%"))


def near(one, other):
    return abs(one - other) <= 1e-9 * max(1, abs(one), abs(other))


def same(expected, found):
    """Whether two lists hold the same, whatever the order."""
    rest = list(found)
    for want in expected:
        for at, have in enumerate(rest):
            if equal(want, have):
                del rest[at]
                break
        else:
            return False
    return not rest


def equal(want, have):
    if isinstance(want, (tuple, list)):
        return len(want) == len(have) and all(equal(*pair) for pair in zip(want, have))
    if isinstance(want, float) and isinstance(have, float):
        return near(want, have)
    return want == have


# ---- what was read

def values(figure):
    if figure.get("amount") is not None:
        return [float(figure["amount"])]
    return [float(figure[bound]) for bound in ("lowerBound", "upperBound") if figure.get(bound) is not None]


def folded(unit):
    unit = re.sub(r"(?<=met|lit)er", "re", unit.lower().replace("-", " ")).strip()
    unit = re.sub(r"^(metric ton|tonne|kilotonne)$", "ton", unit)
    unit = {"pound mass": "pound", "count per week": "times per week", "cubic centimetre": "millilitre", "centilitre": "centilitre",
            "penny": "penny", "pence": "pence"}.get(unit, unit)
    return unit


def unit_of(figure, shares):
    unit = figure.get("unit") or ""
    return folded(unit if shares else unit.split(" per ")[0])


def money_of(figure, expected_iso):
    return figure.get("currency") or ""


def is_glued(figure, text):
    at = text.find(figure["number"], figure["start"])
    end = at + len(figure["number"])
    return figure["kind"] == "MEASURE" and end < len(text) and text[end].isalpha()


# ---- Recognizers

def bounds(figure):
    qualifier = figure["qualifier"]
    lower, upper = figure.get("lowerBound"), figure.get("upperBound")
    if qualifier == "BETWEEN":
        return ("between", float(lower), float(upper))
    if qualifier in ("AT_LEAST", "MORE_THAN"):
        return (qualifier, float(lower), None)
    if qualifier in ("AT_MOST", "LESS_THAN"):
        return (qualifier, None, float(upper))
    if qualifier == "EXACT" and re.search(r"equal|igua|égal|gleich|=", figure["asStated"].lower()):
        return ("between", float(figure["amount"]), float(figure["amount"]))
    return None


def expected_bounds(value):
    match = re.fullmatch(r"([\[(])([^;]*?),([^,]*?)([\])])", value.replace(" ", "")) if value.count(",") == 1 else None
    if match is None:
        match = re.fullmatch(r"([\[(])(.*?);?,?(-?[\d.]*)([\])])", value)
    start, lower, upper, end = match.groups()
    if lower and upper:
        return ("between", number(lower), number(upper))
    if lower:
        return ("AT_LEAST" if start == "[" else "MORE_THAN", number(lower), None)
    return ("AT_MOST" if end == "]" else "LESS_THAN", None, number(upper))


def recognizers(case):
    """The name of the measure, what is asked, and how to tell whether an answer is right; None where it is no case of ours."""
    _, language, model = case["spec"].split("/")
    text = case["input"]
    asked = {"text": text, "language": LANGUAGES[language]}
    results = case["results"]

    def figures(kinds):
        return lambda answer: [figure for figure in answer["figures"] if figure["kind"] in kinds]

    if model == "NumberModel":
        expected = [number(result["Resolution"]["value"]) for result in results]
        return language + " number", asked, lambda answer: same(expected, [
            value for figure in answer["figures"] if figure["kind"] != "ORDINAL" and not is_glued(figure, text)
            for value in values(figure)])
    if model == "NumberRangeModel":
        expected = [expected_bounds(result["Resolution"]["value"]) for result in results]
        return language + " range", asked, lambda answer: same(expected, [
            found for found in map(bounds, answer["figures"]) if found])
    if model == "PercentModel":
        expected = [number(result["Resolution"]["value"]) for result in results if result["Resolution"]["value"] not in (None, "null")
                    and not isinstance(result["Resolution"]["value"], list)]
        return language + " percent", asked, lambda answer: same(expected, [
            value for figure in figures(["PERCENT"])(answer) for value in values(figure)])
    if model == "OrdinalModel":
        if any(result["TypeName"] != "ordinal" for result in results):
            return None
        expected = [number(result["Resolution"]["value"]) for result in results]
        return language + " ordinal", asked, lambda answer: same(expected, [
            value for figure in figures(["ORDINAL"])(answer) for value in values(figure)])
    if model == "AgeModel":
        expected = [(number(result["Resolution"]["value"]), result["Resolution"]["unit"].lower() if language == "English" else "")
                    for result in results if result["Resolution"]["value"] is not None]
        return language + " age", asked, lambda answer: same(expected, [
            (value, figure["unit"] if language == "English" else "") for figure in figures(["AGE"])(answer) for value in values(figure)])
    if model == "CurrencyModel":
        expected = [(number(result["Resolution"]["value"]), folded(result["Resolution"]["unit"]), result["Resolution"].get("isoCurrency"))
                    for result in results if result["Resolution"]["value"] is not None]

        def right(answer):
            found = [(value, figure) for figure in figures(["MONEY"])(answer) for value in values(figure)]
            if len(found) != len(expected):
                return False
            for want in expected:
                hit = next((have for have in found if near(want[0], have[0]) and is_money(want, have[1], language == "English")), None)
                if hit is None:
                    return False
                found.remove(hit)
            return True
        return language + " currency", asked, right
    if model == "DimensionModel":
        expected = [(number(result["Resolution"]["value"]), folded(result["Resolution"]["unit"])) for result in results
                    if result["Resolution"]["value"] is not None]

        def measured(answer):
            shares = any(" per " in unit for _, unit in expected)
            if language != "English":
                return same([value for value, _ in expected], [
                    value for figure in figures(["MEASURE"])(answer) if figure.get("dimension") not in NO_DIMENSION
                    and figure["unit"].split(" ")[0] not in TIMES for value in values(figure)])
            return same(expected, [(value, unit_of(figure, shares)) for figure in figures(["MEASURE"])(answer)
                                   if figure.get("dimension") not in NO_DIMENSION
                                   and not (figure["unit"].split(" ")[0] in TIMES) for value in values(figure)])
        return language + " unit", asked, measured
    if model in ("DateParser", "DatePeriodParser", "DateTimeModel"):
        return recognized_dates(case, language, asked, results)
    return None


TIMES = {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century", "times", "night", "quarter", "fortnight"}
NAMES = {"british pound": "GBP", "united states dollar": "USD", "finnish markka": "FIM", "british pence": "pence", "franc": "franc"}


def is_money(want, figure, english):
    _, unit, iso = want
    if not english:
        return True
    currency = figure.get("currency")
    if iso:
        return currency == iso
    if currency and NAMES.get(unit) == currency or currency == "GBP" and unit == "pound":
        return True
    return currency is None and figure["unit"].split(" per ")[0] in (unit, "penny" if unit == "pence" else unit)


def recognized_dates(case, language, asked, results):
    reference = case.get("context", {}).get("ReferenceDateTime")
    if reference:
        asked = dict(asked, publishedOn=reference[:10])
    expected = []
    for result in results:
        if result.get("TypeName", result.get("Type", "")).split(".")[-1] not in ("date", "daterange"):
            return None
        choices = set()
        if result.get("Value"):
            for key in ("FutureResolution", "PastResolution"):
                resolution = result["Value"].get(key) or {}
                choices.update(spans(resolution.get("date") or resolution.get("startDate"), resolution.get("date"), resolution.get("endDate")))
        for value in (result.get("Resolution") or {}).get("values", []):
            choices.update(spans(value.get("value") or value.get("start"), value.get("value"), value.get("end")))
        if not choices:
            return None
        expected.append(choices)
    if not expected:
        return language + " date", asked, lambda answer: not answer["dates"]

    def right(answer):
        found = [(date.get("earliest"), date.get("latest")) for date in answer["dates"]]
        return len(found) == len(expected) and all(any(have in choices for have in found) for choices in expected)
    return language + " date", asked, right


def spans(first, day, end):
    """The days of a result, whose end may be the day behind it, or the beginning of the last period that was named."""
    if not first or first.startswith("0001") or "T" in first or not re.fullmatch(r"\d{4}-\d\d-\d\d", first):
        return []
    if day:
        return [(day, day)]
    if not end or not re.fullmatch(r"\d{4}-\d\d-\d\d", end):
        return []
    lasts = [(datetime.date.fromisoformat(end) - datetime.timedelta(days=1)).isoformat(), end]
    if end.endswith("-01"):
        lasts.append(last_day(end, "month"))
    if end.endswith("-01-01"):
        lasts.append(last_day(end, "year"))
    return [(first, last) for last in lasts]


# ---- quantulum3

def quantulum(case):
    expected = [(float(quantity["value"]), folded(quantity["unit"])) for quantity in case["quantities"]]

    def right(answer, units):
        found = []
        for figure in answer["figures"]:
            if figure["kind"] == "ORDINAL" or not values(figure):
                continue
            value = sum(values(figure)) / len(values(figure))
            unit = {"%": "percentage", "GBP": "pound sterling", "EUR": "euro", "JPY": "yen"}.get(figure.get("unit"), folded(figure.get("unit") or ""))
            found.append((value, "dimensionless" if figure["kind"] in ("NUMBER", "COUNT") else unit))
        return same(expected, found) if units else same([value for value, _ in expected], [value for value, _ in found])
    asked = {"text": case["text"], "language": "en"}
    yield "quantulum3 value", asked, lambda answer: right(answer, False)
    yield "quantulum3 value and unit", asked, lambda answer: right(answer, True)


# ---- Duckling

def duckling(case):
    asked = {"text": case["text"], "language": case["language"]}
    dimension = case["dimension"]
    if dimension == "Time":
        if case.get("grain") not in ("day", "week", "month", "quarter", "year") or case["kind"] not in ("instant", "interval"):
            return None
        asked["publishedOn"] = DUCKLING_DAY
        first = case["start"][:10]
        if not is_day(first):
            return None
        end = case.get("endExclusive")
        if case["kind"] == "interval" and not end:
            return None
        last = last_day(first, case["grain"]) if not end else (
            datetime.date.fromisoformat(end[:10]) - datetime.timedelta(days=1)).isoformat()
        return "Duckling " + case["language"] + " date", asked, lambda answer: [
            (date.get("earliest"), date.get("latest")) for date in answer["dates"]] == [(first, last)]
    if dimension in ("Numeral", "AmountOfMoney", "Quantity", "Distance"):
        kind = case["kind"]
        if kind in ("number", "quantity"):
            expected = [float(case["value"])]
        elif kind == "between":
            expected = [float(case["min"]), float(case["max"])]
        elif kind in ("under", "above"):
            expected = [float(case.get("min") if case.get("min") is not None else case.get("max") if case.get("max") is not None else case["value"])]
        else:
            return None

        def right(answer):
            figures = [figure for figure in answer["figures"] if figure["kind"] != "ORDINAL"]
            return same(expected, [value for figure in figures for value in values(figure)])
        return "Duckling " + case["language"] + " " + dimension.lower() + " (value)", asked, right
    return None


def is_day(text):
    """What stands in the suite is not always one: 2013-02-31."""
    try:
        datetime.date.fromisoformat(text)
        return True
    except ValueError:
        return False


def last_day(first, grain):
    day = datetime.date.fromisoformat(first)
    months = {"month": 1, "quarter": 3, "year": 12}.get(grain)
    if months is None:
        return (day + datetime.timedelta(days=6 if grain == "week" else 0)).isoformat()
    month = day.month - 1 + months
    return (datetime.date(day.year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).isoformat()


# ---- dates of sentences

def day_span(text):
    if re.fullmatch(r"\d{4}", text):
        return (text + "-01-01", text + "-12-31")
    if re.fullmatch(r"\d{4}-\d\d", text):
        return (text + "-01", last_day(text + "-01", "month"))
    return (text, text)


def sentence_date(case):
    asked = {"text": case["sentence"], "language": "en", "publishedOn": case["docDate"]}
    if "when" in case:
        want = day_span(case["when"])
    elif "from" in case and "to" in case:
        want = (day_span(case["from"])[0], day_span(case["to"])[1])
    else:
        return None
    return "dates of sentences", asked, lambda answer: any(
        (date.get("earliest"), date.get("latest")) == want for date in answer["dates"])


def measures(case):
    if "spec" in case:
        found = recognizers(case)
    elif "quantities" in case:
        yield from quantulum(case)
        return
    elif "dimension" in case:
        found = duckling(case)
    elif "expression" in case:
        found = sentence_date(case)
    else:
        sys.exit("This is no case: " + json.dumps(case))
    if found:
        yield found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases")
    parser.add_argument("--url", default="http://localhost:8080")
    parser.add_argument("--token")
    parser.add_argument("--language", help="only cases of this language, as the suite names it")
    parser.add_argument("--measure", help="only measures that this regular expression finds")
    parser.add_argument("--failures", type=int, default=0, help="how many of the wrong ones to show of each measure")
    parser.add_argument("--texts", help="writes what would be asked, and stops")
    parser.add_argument("--readings", help="reads the answers, a line for each that would be asked")
    options = parser.parse_args()

    with open(options.cases, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines if line.strip()]
    wanted = [(name, asked, right, case) for case in cases
              if not options.language or options.language == case.get("language", options.language)
              for name, asked, right in measures(case) if not options.measure or re.search(options.measure, name)]
    if options.texts:
        with open(options.texts, "w", encoding="utf-8") as out:
            for _, asked, _, _ in wanted:
                print(json.dumps(asked), file=out)
        return
    if options.readings:
        with open(options.readings, encoding="utf-8") as lines:
            answers = [json.loads(line) for line in lines]
    else:
        service = Service(options.url, options.token)
        answers = [service.read(asked) for _, asked, _, _ in wanted]
    right_ones, all_ones, wrong = collections.Counter(), collections.Counter(), collections.defaultdict(list)
    for (name, asked, right, case), answer in zip(wanted, answers):
        all_ones[name] += 1
        if right(answer):
            right_ones[name] += 1
        else:
            wrong[name].append((case, answer))
    for name in sorted(all_ones):
        print(f"{name:45} {right_ones[name]:5} of {all_ones[name]:5}  {right_ones[name] / all_ones[name]:6.1%}")
    for name in sorted(wrong):
        for case, answer in wrong[name][:options.failures]:
            print(f"\n{name}: {case.get('input') or case.get('text') or case.get('sentence')}")
            print("  expected", json.dumps(case.get("results") or {key: value for key, value in case.items() if key not in (
                "text", "sentence", "doc", "licence")}, ensure_ascii=False)[:500])
            for figure in answer["figures"] + answer["dates"]:
                print("  read    ", json.dumps({key: value for key, value in figure.items() if value is not None}, ensure_ascii=False)[:400])


if __name__ == "__main__":
    main()
