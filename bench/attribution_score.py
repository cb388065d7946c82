#!/usr/bin/env python3
"""Scores who is said to have said what, against attributions that people marked.

    bench/attribution_score.py GOLD ARTICLES (--predictions FILE | --url URL [--token T]) [--genre news] [--show misses|extra|pairs]

GOLD       JSON lines: doc, source, cueWords, attributionClause, content, as in gum/attributions.jsonl. Instead of these texts each of
           sourceSpans, cueSpans and contentSpans may give [[from, to], ...] in UTF-16 units of the body, as of corpora with offsets.
ARTICLES   JSON lines: doc, genre, body.
--predictions  JSON lines: doc, attributions, as POST /readings answers them.
--url      the service's /readings, which is sent each body: {"text": ..., "language": "en"}, with --token where it wants one.

How it counts
  - Texts are taken apart into words and single signs; signs do not count. What people marked is found again in the body:
    the words of the clause and of the content in their order, where they stand closest together. What is not found is told and
    left out.
  - A predicted attribution and a marked one are paired, one to one, those first of which the words of cue, content and source
    have most in common (Dice of each, summed); a pair must share a word of the cue, or half of the words of the content.
  - Exact: the same words. By overlap, as usual for such spans (PARC, PolNeAR): of each predicted span the share of its
    words that its partner has, summed, by the number predicted, is the precision; of each marked span the share of its words
    found, summed, by the number marked, is the recall. What has no partner counts nought. Marked attributions without a
    source are left out of the source's recall, and predicted ones without a source out of its precision.
"""
import argparse
import json
import re
import sys
import urllib.request

WORD = re.compile(r"\w+", re.UNICODE)


def words(text):
    return [(m.start(), m.end(), m.group().lower()) for m in WORD.finditer(text)]


def units(text):
    """From UTF-16 units to characters; None where these are the same."""
    if all(ord(c) < 0x10000 for c in text):
        return None
    at, table = 0, {}
    for i, c in enumerate(text):
        table[at] = i
        at += 2 if ord(c) > 0xFFFF else 1
    table[at] = len(text)
    return table


def span(value):
    if value is None:
        return None
    if isinstance(value, list):
        return value[0], value[1]
    if "span" in value:
        return span(value["span"])
    for first, last in (("from", "to"), ("start", "end")):
        if value.get(first) is not None:
            return value[first], value[last]
    return None


def spans(value):
    if value is None:
        return []
    if isinstance(value, list) and not (value and isinstance(value[0], int)):
        return [s for s in map(span, value) if s]
    one = span(value)
    return [one] if one else []


def within(body, value, table):
    found = set()
    for first, last in value:
        if table:
            first, last = table[first], table[last]
        for i, (start, end, _) in enumerate(body):
            if start < last and end > first:
                found.add(i)
    return found


def subsequence(body, wanted, start, limit):
    """The places of the wanted words in their order, from start on; None where one is not there."""
    places, i = [], start
    for word in wanted:
        while i < limit and body[i][2] != word:
            i += 1
        if i >= limit:
            return None
        places.append(i)
        i += 1
    return places


def align(body, index, content, clause, source, cue):
    best = None
    for start in index.get(content[0], []) if content else []:
        places = subsequence(body, content, start, min(len(body), start + 2 * len(content) + 60))
        if places is None:
            continue
        low = max(0, places[0] - len(clause) - 60)
        for first in (i for i in index.get(clause[0], []) if low <= i <= places[-1] + 40) if clause else []:
            other = subsequence(body, clause, first, min(len(body), first + len(clause) + 40))
            if other is None:
                continue
            gap = len(set(places) & set(other))
            cost = (places[-1] - places[0]) + (other[-1] - other[0]) * 2 + min(
                abs(other[0] - places[-1]), abs(places[0] - other[-1]), abs(other[0] - places[0])) + 5 * gap
            if best is None or cost < best[0]:
                best = cost, places, other
    if best is None:
        return None
    _, content_places, clause_places = best
    cue_places = []
    for word in cue:
        near = [i for i in clause_places if body[i][2] == word and i not in cue_places]
        near = near or [i for i in index.get(word, []) if abs(i - clause_places[0]) < 40]
        if near:
            cue_places.append(near[-1])
    source_places = subsequence(body, source, clause_places[0], clause_places[-1] + 1) if source else []
    if source_places is None:
        centre = clause_places[0]
        options = []
        for start in index.get(source[0], []):
            if abs(start - centre) > 80:
                continue
            places = subsequence(body, source, start, min(len(body), start + len(source) + 25))
            if places:
                options.append((abs(start - centre) + (places[-1] - places[0]), places))
        source_places = min(options)[1] if options else []
    return set(source_places), set(cue_places), set(content_places)


def dice(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0


def pair(gold, predicted):
    options = []
    for g, marked in enumerate(gold):
        for p, given in enumerate(predicted):
            cue = marked[1] & given[1]
            content = len(marked[2] & given[2])
            if cue or content and content * 2 >= min(len(marked[2]), len(given[2])):
                options.append((sum(dice(a, b) for a, b in zip(marked, given)) + (1 if cue else 0), g, p))
    pairs, used_g, used_p = [], set(), set()
    for _, g, p in sorted(options, key=lambda o: (-o[0], o[1], o[2])):
        if g not in used_g and p not in used_p:
            used_g.add(g)
            used_p.add(p)
            pairs.append((g, p))
    return pairs


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gold")
    parser.add_argument("articles")
    parser.add_argument("--predictions")
    parser.add_argument("--url")
    parser.add_argument("--token")
    parser.add_argument("--genre")
    parser.add_argument("--show", choices=["misses", "extra", "pairs"])
    args = parser.parse_args()
    articles = {}
    for line in open(args.articles, encoding="utf-8"):
        article = json.loads(line)
        if not args.genre or article.get("genre") == args.genre:
            articles[article["doc"]] = article
    predictions = {}
    if args.url:
        for doc, article in articles.items():
            request = urllib.request.Request(
                args.url, json.dumps({"text": article["body"], "language": "en"}).encode(), 
                {"Content-Type": "application/json", **({"Authorization": "Bearer " + args.token} if args.token else {})})
            predictions[doc] = json.load(urllib.request.urlopen(request))["attributions"]
    else:
        for line in open(args.predictions, encoding="utf-8"):
            answer = json.loads(line)
            predictions[answer["doc"]] = answer["attributions"]
    names = ("source", "cue", "content")
    exact = dict.fromkeys(names, 0)
    precise = dict.fromkeys(names, 0.0)
    recalled = dict.fromkeys(names, 0.0)
    marked_count = dict.fromkeys(names, 0)
    given_count = dict.fromkeys(names, 0)
    lost = paired = 0
    gold = {doc: [] for doc in articles}
    for line in open(args.gold, encoding="utf-8"):
        record = json.loads(line)
        if record["doc"] in gold:
            gold[record["doc"]].append(record)
    for doc, article in articles.items():
        text = article["body"]
        body = words(text)
        table = units(text)
        index = {}
        for i, (_, _, word) in enumerate(body):
            index.setdefault(word, []).append(i)
        marked = []
        for record in gold[doc]:
            if "cueSpans" in record:
                marked.append(tuple(within(body, record.get(key) or [], table) for key in ("sourceSpans", "cueSpans", "contentSpans")))
                continue
            wanted = [[w for _, _, w in words(record.get(key) or "")] for key in ("content", "attributionClause", "source")]
            cue = [w for one in record["cueWords"] for _, _, w in words(one)]
            found = align(body, index, *wanted, cue)
            if found is None or not found[1]:
                lost += 1
                continue
            marked.append(found)
        given = [
            (within(body, spans(one.get("source")), table), within(body, spans(one.get("cue")), table),
             within(body, spans(one.get("content")), table))
            for one in predictions.get(doc, [])]
        pairs = pair(marked, given)
        paired += len(pairs)
        for k, name in enumerate(names):
            marked_count[name] += sum(1 for one in marked if one[k])
            given_count[name] += sum(1 for one in given if one[k])
        for g, p in pairs:
            for k, name in enumerate(names):
                a, b = marked[g][k], given[p][k]
                if a and a == b:
                    exact[name] += 1
                if a and b:
                    precise[name] += len(a & b) / len(b)
                    recalled[name] += len(a & b) / len(a)
        if args.show:
            def told(one):
                return " | ".join(" ".join(body[i][2] for i in sorted(part)) for part in one)
            if args.show == "pairs":
                for g, p in pairs:
                    if marked[g] != given[p]:
                        print(doc, "\n  M", told(marked[g]), "\n  P", told(given[p]))
            elif args.show == "misses":
                for g in set(range(len(marked))) - {g for g, _ in pairs}:
                    print(doc, "M", told(marked[g]))
            else:
                for p in set(range(len(given))) - {p for _, p in pairs}:
                    print(doc, "P", told(given[p]))
    print(f"{sum(map(len, gold.values()))} marked, {lost} not found again in their text, "
          f"{sum(len(predictions.get(d, [])) for d in articles)} predicted, {paired} paired")
    print(f"{'':9}{'exact':^24}{'by overlap':^24}")
    print(f"{'':9}" + f"{'P':>8}{'R':>8}{'F1':>8}" * 2)
    for name in names:
        row = f"{name:9}"
        for hits in ((exact[name], exact[name]), (precise[name], recalled[name])):
            p = hits[0] / given_count[name] if given_count[name] else 0
            r = hits[1] / marked_count[name] if marked_count[name] else 0
            row += f"{p:8.3f}{r:8.3f}{2 * p * r / (p + r) if p + r else 0:8.3f}"
        print(row)


if __name__ == "__main__":
    sys.exit(main())
