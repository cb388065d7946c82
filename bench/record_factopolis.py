#!/usr/bin/env python3
"""Records a folder of Factopolis data through the REST API, reads it back and compares field by field.

    python3 bench/record_factopolis.py FOLDER [--url http://localhost:8080] [--token T]

Every POST carries an Idempotency-Key made of the ids in the data, so that a second run changes nothing.
"""

import argparse
import collections
import decimal
import http.client
import json
import pathlib
import re
import sys
import time
import unicodedata
import urllib.parse

REPUBLICANS = "Republican Party (United States)"
DEMOCRATS = "Democratic Party (United States)"
SENATE = "United States Senate"
HOUSE = "United States House of Representatives"
BODIES = [
    {"name": REPUBLICANS, "kind": "ORGANIZATION", "country": "US"},
    {"name": DEMOCRATS, "kind": "ORGANIZATION", "country": "US"},
    {"name": SENATE, "kind": "ORGANIZATION", "country": "US"},
    {"name": HOUSE, "kind": "ORGANIZATION", "country": "US"},
]
GROUPS = {"gop": REPUBLICANS, "democratic-party": DEMOCRATS}

# Subjects that are no person of the data: a topic in the wrong field, and a name spelt wrong.
TOPICS_AMONG_SUBJECTS = {"terrorism"}
RESPELT = {"niel-gorsuch": "Neil Gorsuch"}

# Checkers that are organizations made for checking, rather than publications that check among other things.
CHECKING_ORGANIZATIONS = {"factcheck-org", "fiscal-fact-check", "politifact", "snopes"}

LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")

# Fields of an answer that no request sets.
SET_BY_SERVICE = {
    "id", "number", "status", "stage", "gaps", "createdAt", "updatedAt", "version", "excerptGone", "sha256",
    "canonicalUrl", "withinArticle", "direction", "from",
}


class Refused(Exception):
    """The service did not take a request."""


class Service:
    """A running service, over one connection."""

    def __init__(self, url, token):
        address = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(address.hostname, address.port, timeout=120)
        self.base = address.path.rstrip("/") + "/api/v1"
        self.token = token
        self.requests = 0
        self.replayed = 0

    def ask(self, method, path, body=None, key=None):
        headers = {"Accept": "application/json"}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        if key:
            headers["Idempotency-Key"] = urllib.parse.quote(key, safe="/:.-_#")
        data = None
        if body is not None:
            headers["Content-Type"] = "application/json"
            data = json.dumps(body, ensure_ascii=False).encode()
        self.connection.request(method, self.base + path, data, headers)
        response = self.connection.getresponse()
        answer = response.read()
        self.requests += 1
        self.replayed += response.getheader("Idempotency-Replayed") == "true"
        if response.status >= 300:
            request = "" if data is None else "\n  sent " + data.decode()
            raise Refused(f"{method} {path} was answered {response.status}: {answer.decode()}{request}")
        return json.loads(answer, parse_float=decimal.Decimal) if answer else None

    def post(self, path, body, key):
        return self.ask("POST", path, body, "factopolis:" + key)

    def all(self, path):
        items, cursor = [], None
        while True:
            page = self.ask("GET", f"{path}?limit=200" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items


def read(folder, name):
    with open(f"{folder}/{name}.jsonl", encoding="utf-8") as lines:
        return [json.loads(line, parse_float=decimal.Decimal) for line in lines]


def without_empty(fields):
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


# --- Sources ---------------------------------------------------------------------------------------------------------


def accounts_of(entry):
    """Whatever else the data knows a person or a checker by, for the description."""
    told = {"id", "title", "web", "offices", "groups", "ratings"}
    return "; ".join(f"{name} {value}" for name, value in entry.items() if name not in told and value is not None)


def person(entry):
    """Every office is told in the description; those in a body that is known are memberships besides."""
    memberships = [{"source": {"name": GROUPS[group]}} for group in entry.get("groups", [])]
    told = []
    for office in entry.get("offices", []):
        told.append(f"{office['title']}, {office['from']} to {office.get('thru', 'now')}")
        body = body_of(office["title"])
        if body:
            memberships.append(
                without_empty({"source": {"name": body}, "from": office["from"], "until": office.get("thru")}))
    told.append("Known as: " + accounts_of(entry))
    return without_empty({
        "name": entry["title"],
        "kind": "PERSON",
        "description": "\n".join(told),
        "homepage": entry.get("web"),
        "partOf": memberships,
    })


def body_of(office):
    if office.startswith("United States Senator"):
        return SENATE
    if re.match(r"(Member of the U\.S\. House of Representatives?|United States House of Representatives)\b", office):
        return HOUSE
    return None


def checker(entry):
    return without_empty({
        "name": entry["title"],
        "kind": "ORGANIZATION" if entry["id"] in CHECKING_ORGANIZATIONS else "PUBLICATION",
        "description": "Known as: " + accounts_of(entry),
        "homepage": entry["web"],
    })


def named(ident, people):
    """A subject or an issuer by its id."""
    if ident in people:
        return {"name": people[ident]["title"]}
    return {"name": RESPELT.get(ident, ident.replace("-", " ").title()), "kind": "PERSON"}


# --- Articles --------------------------------------------------------------------------------------------------------


def article(source, said, account):
    """What a source of an assertion is: an address, the medium, and what else is known of it."""
    kind, ident = source["type"], source.get("id")
    if kind == "archive-org | youtube | c-span | fox | abc":
        kind = "youtube"  # A template that was never filled in; the id is one of YouTube.
    page, media = source.get("source"), source.get("url")
    built = {
        "abc": (f"https://abcnews.go.com/video/embed?id={ident}", "VIDEO", "ABC News"),
        "archive-org": (f"https://archive.org/details/{ident}", "BROADCAST", None),
        "audioboom": (f"https://audioboom.com/posts/{ident}", "AUDIO", None),
        "c-span": (f"https://www.c-span.org/video/?{ident}", "VIDEO", "C-SPAN"),
        "fox": (f"https://video.foxnews.com/v/{ident}", "VIDEO", "Fox News"),
        "fox-business": (f"https://video.foxbusiness.com/v/{ident}", "VIDEO", "Fox Business"),
        "msnbc": (page or f"https://www.msnbc.com/embedded-video/{ident}", "VIDEO", "MSNBC"),
        "soundcloud": (f"https://soundcloud.com/{ident}", "AUDIO", None),
        "youtube": (f"https://www.youtube.com/watch?v={ident}", "VIDEO", None),
        "audio": (media, "AUDIO", None),
        "video": (media or page, "VIDEO", source.get("name")),
        "web": (media, "WEB", None),
        "prepared": (media, "DOCUMENT", None),
        "transcript": (media or page, "DOCUMENT", None),
        "transcipt": (media, "DOCUMENT", None),
        "twitter": (tweet(source), "SOCIAL", None),
    }
    url, medium, publisher = built[kind]
    found = {"url": urllib.parse.urldefrag(url).url if url else None, "medium": medium}
    if url is None:
        found["citation"] = f"{kind.capitalize()} of {said}"
    if publisher:
        found["publisher"] = {"name": publisher, "kind": "PUBLICATION"}
    if kind == "twitter":
        found["publisher"] = {"name": account}
    aside = [
        f"in {page}" if page and page != url else None,
        f"id {ident}" if kind == "msnbc" and page else None,
        f"embedded id {source['eid']}" if "eid" in source else None,
        f"player {source['iframe']}" if "iframe" in source else None,
        "deleted" if source.get("deleted") else None,
    ]
    if any(aside):
        found["citation"] = "; ".join(filter(None, aside))
    return without_empty(found)


def tweet(source):
    if source["type"] != "twitter":
        return None
    if "timeline" in source:
        return f"https://twitter.com/{source['user']}/timelines/{source['timeline']}"
    return f"https://twitter.com/{source['user']}/status/{source['id']}"


def fragment(source):
    """A part of the medium, or the part of a page that its address points to."""
    if "start" not in source:
        return urllib.parse.urldefrag(source.get("url") or source.get("source") or "").fragment or None
    start = decimal.Decimal(source["start"])
    if "duration" not in source:
        return f"t={start}"
    return f"t={start},{start + decimal.Decimal(source['duration'])}"


# --- Claims ----------------------------------------------------------------------------------------------------------


def quote(assertion):
    """The words as they were said, without the addresses of Markdown links: those become evidence."""
    return LINK.sub(lambda link: link[1].strip(), assertion["quote"])


def links(assertion):
    return [(link[1].strip(), link[2]) for link in LINK.finditer(assertion["quote"])]


class Plan:
    """Everything that is to be recorded, as the bodies of requests."""

    def __init__(self, folder):
        self.people = {entry["id"]: entry for entry in read(folder, "people")}
        self.checkers = {entry["id"]: entry for entry in read(folder, "checkers")}
        self.articles = {}
        self.sources = {}
        self.claims = {}
        self.assessments = []
        self.evidence = []
        self.retractions = []
        self.speakers = set()
        claims = read(folder, "claims")
        assertions = read(folder, "assertions")
        self.titles = {claim["id"]: claim["title"] for claim in claims}
        self.makers = collections.Counter(ident for assertion in assertions for ident in assertion["claims"])
        self.plan_sources(assertions)
        for claim in claims:
            self.plan_claim(claim, [assertion for assertion in assertions if claim["id"] in assertion["claims"]])
        for assertion in assertions:
            self.plan_checks(assertion)
            self.plan_links(assertion)
            if "retraction" in assertion:
                self.plan_retraction(assertion)

    def plan_sources(self, assertions):
        for body in BODIES:
            self.sources["body/" + body["name"].replace(" ", "-")] = body
        for ident, entry in self.people.items():
            self.sources["person/" + ident] = person(entry)
        for ident, entry in self.checkers.items():
            self.sources["checker/" + ident] = checker(entry)
        holders = {entry["twitter"].casefold(): entry["title"] for entry in self.checkers.values()}
        holders.update(
            {entry["twitter"].casefold(): entry["title"] for entry in self.people.values() if "twitter" in entry})
        for assertion in assertions:
            for source in assertion["sources"]:
                if source["type"] == "twitter":
                    user = source["user"]
                    holder = holders.get(user.casefold())
                    self.sources.setdefault("account/" + user.casefold(), without_empty({
                        "name": "@" + user,
                        "kind": "ACCOUNT",
                        "homepage": "https://twitter.com/" + user,
                        "partOf": [{"source": {"name": holder}}] if holder else [],
                    }))

    def plan_claim(self, claim, assertions):
        subjects = claim.get("subjects", []) + claim.get("subject", [])
        topics = claim.get("topics", []) + [ident for ident in subjects if ident in TOPICS_AMONG_SUBJECTS]
        self.claims[claim["id"]] = without_empty({
            "text": claim["title"],
            "kind": "FACT",
            "language": "en",
            "topics": topics,
            "about": [named(ident, self.people) for ident in subjects if ident not in TOPICS_AMONG_SUBJECTS],
            "appearances": [
                appearance for assertion in assertions for appearance in self.appearances(assertion)],
        })
        self.assessments.append((claim["id"], f"summary:{claim['id']}", {
            "reviewer": {"name": "Factopolis", "kind": "PUBLICATION"},
            "summary": "\n\n".join(filter(None, [claim.get("negative"), claim["summary"]])),
        }))

    def appearances(self, assertion):
        speaker = self.people[assertion["speaker"]]["title"]
        self.speakers.add(speaker)
        said = f"what {speaker} said on {assertion['date']}"
        if assertion.get("where"):
            said += ", " + assertion["where"]
        for source in assertion["sources"]:
            at = fragment(source)
            yield without_empty({
                "article": self.known(article(source, said, self.account(source))),
                "locator": {"fragment": at} if at else None,
                "attribution": [without_empty({
                    "sources": [{"name": speaker}],
                    "mode": "DIRECT",
                    "quote": quote(assertion),
                    "quoteLanguage": "en",
                    "saidOn": assertion["date"],
                    "venue": assertion.get("where"),
                })],
            })

    def account(self, source):
        """The account of a tweet, under the spelling that came first."""
        return self.sources["account/" + source["user"].casefold()]["name"] if source["type"] == "twitter" else None

    def known(self, found):
        """One description of an article, however often it is named and whether by http or https.

        The first spelling counts, and what comes later adds to it.
        """
        address = found.get("url", found.get("citation"))
        parts = urllib.parse.urlsplit(address)
        key = address.replace(parts.netloc, parts.netloc.casefold(), 1)
        known = self.articles.setdefault(key.removeprefix("https://").removeprefix("http://"), {})
        for name, value in found.items():
            known.setdefault(name, value)
        return known

    def plan_checks(self, assertion):
        for place, check in enumerate(assertion.get("checks", [])):
            entry = self.checkers[check["checker"]]
            body = without_empty({
                "reviewer": {"name": entry["title"]},
                "summary": "\n\n".join(filter(None, [check.get("short"), check.get("quote")])),
                "url": check["source"],
            })
            if check.get("rating"):
                body.update(rated(entry, check["rating"]))
            for claim in check.get("claims", assertion["claims"]):
                self.assessments.append((claim, f"check:{assertion['id']}#{place}:{claim}", body))

    def plan_links(self, assertion):
        speaker = self.people[assertion["speaker"]]["title"]
        for place, (text, url) in enumerate(links(assertion)):
            for claim in assertion["claims"]:
                self.evidence.append((claim, f"link:{assertion['id']}#{place}:{claim}", {
                    "title": f"Linked as \"{text}\" by {speaker} on {assertion['date']}",
                    "url": url,
                    "kind": "DOCUMENT",
                    "stance": "CONTEXT",
                }))

    def plan_retraction(self, assertion):
        retraction = assertion["retraction"]
        speaker = self.people[assertion["speaker"]]["title"]
        act = "CLARIFICATION" if retraction.get("type") == "clarification" else "RETRACTION"
        verb = "clarified" if act == "CLARIFICATION" else "taken back"
        issuer, role = self.issuer(retraction.get("issuer", {}), speaker)
        if "source" in retraction:
            place = self.known({"url": urllib.parse.urldefrag(retraction["source"]).url})
        else:
            place = self.known({
                "citation": f"Deletion of what {speaker} said on {assertion['date']}",
                "medium": "SOCIAL",
            })
        words = retraction.get("quote")
        for claim in assertion["claims"]:
            alone = self.makers[claim] == 1
            body = {
                "text": f"What {speaker} said on {assertion['date']} is {verb}: {self.titles[claim]}",
                "kind": "QUOTE" if words else "FACT",
                "language": "en",
                "about": [{"name": speaker}],
                "appearances": [{
                    "article": place,
                    "attribution": [without_empty({
                        "sources": [issuer],
                        "roleAsStated": role,
                        "mode": "DIRECT" if words else None,
                        "basis": "UNNAMED" if issuer.get("kind") == "UNNAMED" else None,
                        "quote": words,
                        "quoteLanguage": "en" if words else None,
                        "saidOn": retraction.get("date"),
                    })],
                }],
            }
            relation = without_empty({
                "type": "RETRACTS",
                "act": act,
                "scope": "FULL" if alone else "PARTIAL",
                "note": "; ".join(filter(None, [
                    retraction["type"] if retraction.get("type") not in (None, "clarification") else None,
                    None if alone else f"Only what {speaker} said on {assertion['date']}; it was said elsewhere as well.",
                ])),
            })
            self.retractions.append((claim, f"{assertion['id']}:{claim}", body, relation))

    def issuer(self, issuer, speaker):
        role = issuer.get("position")
        if "id" in issuer:
            return named(issuer["id"], self.people), role
        if "name" in issuer:
            kind = "PERSON" if role else "ORGANIZATION"
            return {"name": issuer["name"], "kind": kind}, role
        if role:
            return {"name": f"{role} of {speaker}", "kind": "UNNAMED"}, role
        return {"name": speaker}, None


def rated(entry, rating):
    """The rating on the checker's own scale. Its values count from the best upwards, where it has values."""
    ratings = entry.get("ratings", [])
    values = [known["value"] for known in ratings if "value" in known]
    scale = {"name": entry["title"] + " ratings"}
    if values:
        scale.update(worst=max(values), best=min(values))
    for known in ratings:
        if rating.casefold() in (known["id"].casefold(), known["name"].casefold()):
            return {"scale": scale, "rating": without_empty({"label": known["name"], "value": known.get("value")})}
    return {"scale": scale, "rating": {"label": rating}}


# --- Comparison ------------------------------------------------------------------------------------------------------


class Comparison:
    """What was sent against what is answered."""

    def __init__(self):
        self.fields = 0
        self.differences = []
        self.named = {}

    def differ(self, at, sent, answered):
        self.differences.append(f"{at}: sent {sent!r}, answered {answered!r}")

    def compare(self, at, sent, answered, aside=()):
        if isinstance(sent, dict) and isinstance(answered, dict):
            if "kind" in aside and "kind" in sent:
                self.named[answered.get("id")] = sent
            for name in sent:
                if name not in aside:
                    self.compare(f"{at}/{name}", sent[name], answered.get(name), self.references(name))
            for name, value in answered.items():
                expected = name in sent or name in SET_BY_SERVICE or name in aside
                if not expected and value not in (None, [], {}):
                    self.differ(f"{at}/{name}", None, value)
        elif isinstance(sent, list) and isinstance(answered, list):
            if len(sent) != len(answered):
                self.differ(at, f"{len(sent)} elements", f"{len(answered)} elements")
            for place, (one, other) in enumerate(zip(sent, answered)):
                self.compare(f"{at}/{place}", one, other, aside)
        else:
            self.fields += 1
            if isinstance(sent, str):
                sent = unicodedata.normalize("NFC", sent)
            if isinstance(sent, bool) != isinstance(answered, bool) or sent != answered:
                self.differ(at, sent, answered)

    @staticmethod
    def references(name):
        """What a reference tells when it creates, and its answer does not repeat: the thing itself is compared."""
        return {
            "article": ("medium", "url", "publisher", "citation", "title", "publishedOn"),
        }.get(name, ("kind",) if name in ("about", "sources", "reviewer", "publisher", "source") else ())


def first_token():
    """What the embedded default leaves for whoever runs it; None elsewhere."""
    file = pathlib.Path(__file__).parent.parent / "data" / "admin-token"
    return file.read_text().strip() if file.exists() else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--url", default="http://localhost:8080")
    parser.add_argument("--token", help="an API token; by default that of the first administrator, in data/admin-token")
    arguments = parser.parse_args()
    plan = Plan(arguments.folder)
    service = Service(arguments.url, arguments.token or first_token())
    try:
        return run(plan, service)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1


def run(plan, service):
    started = time.monotonic()
    ids = record(plan, service)
    recorded = time.monotonic()
    replayed = service.replayed
    sent = service.requests
    comparison = compare(plan, service, ids)
    done = time.monotonic()
    counts = {
        "claims": len(plan.claims),
        "appearances": sum(len(claim["appearances"]) for claim in plan.claims.values()),
        "articles": len(plan.articles),
        "speakers": len(plan.speakers),
        "sources": len(plan.sources),
        "assessments": len(plan.assessments),
        "evidence": len(plan.evidence),
        "retractions": len(plan.retractions),
    }
    for name, count in counts.items():
        print(f"{count:6} {name}")
    print(f"{sent} requests recorded it in {recorded - started:.1f} s, {replayed} of them answered from a former run;")
    print(f"{service.requests - sent} read it back in {done - recorded:.1f} s; {comparison.fields} fields compared")
    for difference in comparison.differences:
        print(difference)
    print(f"{len(comparison.differences)} differences" if comparison.differences else "equal")
    return 1 if comparison.differences else 0


def record(plan, service):
    """Records everything; tells the ids."""
    ids = collections.defaultdict(dict)
    for key, body in plan.sources.items():
        ids["sources"][key] = service.post("/sources", body, "source:" + key)["id"]
    for key, body in plan.claims.items():
        ids["claims"][key] = service.post("/claims", body, "claim:" + key)["id"]
    for claim, key, body in plan.assessments:
        path = f"/claims/{ids['claims'][claim]}/assessments"
        ids["assessments"][key] = service.post(path, body, key)["id"]
    for claim, key, body in plan.evidence:
        ids["evidence"][key] = service.post(f"/claims/{ids['claims'][claim]}/evidence", body, key)["id"]
    for claim, key, body, relation in plan.retractions:
        retraction = service.post("/claims", body, "retraction:" + key)["id"]
        ids["retractions"][key] = retraction
        relation["to"] = {"id": ids["claims"][claim]}
        ids["relations"][key] = service.post(f"/claims/{retraction}/relations", relation, "retracts:" + key)["id"]
    return ids


def compare(plan, service, ids):
    comparison = Comparison()
    seen = {}
    for key, body in plan.sources.items():
        comparison.compare("source " + key, body, service.ask("GET", "/sources/" + ids["sources"][key]))
    for key, body in plan.claims.items():
        compare_claim(comparison, "claim " + key, body, ids["claims"][key], service, seen)
    for part, planned in (("assessments", plan.assessments), ("evidence", plan.evidence)):
        by_claim = collections.defaultdict(dict)
        for claim, key, body in planned:
            by_claim[claim][ids[part][key]] = (key, body)
        for claim, bodies in by_claim.items():
            answered = {item["id"]: item for item in service.all(f"/claims/{ids['claims'][claim]}/{part}")}
            if answered.keys() != bodies.keys():
                comparison.differ(f"{part} of {claim}", f"{len(bodies)} items", f"{len(answered)} items")
            for ident, (key, body) in bodies.items():
                comparison.compare(key, body, answered.get(ident, {}))
    for claim, key, body, relation in plan.retractions:
        compare_claim(comparison, "retraction " + key, body, ids["retractions"][key], service, seen)
        path = f"/claims/{ids['retractions'][key]}/relations/{ids['relations'][key]}"
        answered = service.ask("GET", path)
        target = answered.pop("to")
        comparison.compare("relation " + key, {k: v for k, v in relation.items() if k != "to"}, answered)
        if target["id"] != relation["to"]["id"]:
            comparison.differ(f"relation {key}/to", relation["to"]["id"], target["id"])
    for ident in comparison.named.keys() - ids["sources"].values():
        body = comparison.named[ident]
        comparison.compare("source " + body["name"], body, service.ask("GET", f"/sources/{ident}"))
    return comparison


def compare_claim(comparison, at, body, ident, service, articles):
    """The claim, and every article that it names, in full."""
    answered = service.ask("GET", "/claims/" + ident)
    comparison.compare(at, body, answered)
    for place, (sent, back) in enumerate(zip(body["appearances"], answered["appearances"])):
        if back["article"]["id"] not in articles:
            articles[back["article"]["id"]] = service.ask("GET", "/articles/" + back["article"]["id"])
        expected = {"medium": "WEB", **sent["article"]}
        comparison.compare(f"{at}/appearances/{place}/article", expected, articles[back["article"]["id"]])


if __name__ == "__main__":
    sys.exit(main())
