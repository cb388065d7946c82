#!/usr/bin/env python3
"""Measures how well claims are found by likeness.

    python3 bench/likeness.py QUERIES CLAIMS QRELS [--url http://localhost:8080] [--token T]
        [--database CONNINFO | --recorded] [--language en]
    python3 bench/likeness.py --factopolis FOLDER OUT

Besides how well claims are found, it measures rules for what is told as a probable repeat. Recall is how many of the queries
are told a right claim among the first three; precision is how many of those that are told any are.

QUERIES and CLAIMS have a line for each: its id, a tab, and the text. QRELS is as TREC has it: `query 0 claim relevance`,
of which what is above 0 is right. The claims are recorded through the API; with --database, by psql in one transaction;
with --recorded, they are there already. The record should hold nothing else.

The second form makes the three files of a folder of Factopolis data: claims.tsv, queries.tsv and qrels.
"""

import argparse
import collections
import http.client
import json
import pathlib
import re
import statistics
import subprocess
import sys
import time
import urllib.parse

LIMIT = 50
CUT = 5


def table(path):
    rows = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            ident, tab, text = line.rstrip("\r\n").partition("\t")
            if tab and text.strip():
                rows[ident] = text
    return rows


def relevant(path):
    right = collections.defaultdict(set)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                query, _, claim, relevance = line.split()
                if int(relevance) > 0:
                    right[query].add(claim)
    return right


class Service:
    """A running service, over one connection."""

    def __init__(self, url, token):
        address = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(address.hostname, address.port, timeout=120)
        self.base = address.path.rstrip("/") + "/api/v1"
        self.headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}

    def post(self, path, body):
        while True:
            self.connection.request("POST", self.base + path, json.dumps(body).encode(), self.headers)
            response = self.connection.getresponse()
            answer = response.read()
            if response.status == 429:
                time.sleep(float(response.getheader("Retry-After") or 1))
            elif response.status >= 300:
                sys.exit(f"POST {path} was answered {response.status}: {answer.decode()}")
            else:
                return json.loads(answer)


def load(database, claims, language):
    rows = "".join(
        json.dumps({"text": text}).replace("\\", "\\\\") + "\n" for text in claims.values())
    script = f"""
        begin;
        create temporary table loaded (nth bigint generated always as identity, body jsonb);
        copy loaded (body) from stdin;
{rows}\\.
        insert into claim (id, revision, text, kind, language, created_at, updated_at)
        select gen_random_uuid(), 0, body ->> 'text', 'FACT', '{language}', now(), now() from loaded order by nth;
        commit;
        vacuum analyze claim, claim_stems, claim_vector;
"""
    psql = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]
    done = subprocess.run(psql, input=script, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)


def ids_by_text(claims):
    """Claims of equal texts answer for each other: nothing tells them apart."""
    ids = collections.defaultdict(set)
    for ident, text in claims.items():
        ids[" ".join(text.split())].add(ident)
    return ids


def ask(service, text, language):
    began = time.perf_counter()
    answer = service.post("/claims/similar", {"text": text[:20000], "language": language, "limit": LIMIT})
    return answer, time.perf_counter() - began


def complete(service, language):
    """Waits until all vectors are computed, and says which half there is."""
    while True:
        answer, _ = ask(service, "Is everything there?", language)
        if not any(limit["reason"] == "PENDING" for limit in answer["limits"]):
            return answer["semantic"]
        time.sleep(2)


def measure(answers, right):
    precision, reciprocal, recall = [], [], []
    for query, found in answers.items():
        wanted = right[query]
        ranks = [rank for rank, ids in enumerate(found, 1) if ids & wanted]
        within = [rank for rank in ranks if rank <= CUT]
        precision.append(sum(n / rank for n, rank in enumerate(within, 1)) / min(CUT, len(wanted)))
        reciprocal.append(1 / ranks[0] if ranks else 0)
        recall.append(min(1, len(within) / len(wanted)))
    return [statistics.mean(values) for values in (precision, reciprocal, recall)]


TOLD = 3
SAME_WORDS = 0.7
# What a rule is called, how much the words weigh in it, and what the sum has to come to: of meanings alone, and Repetition.java.
RULES = [
    ("words alone", 0, 9), ("meaning 0.7, as before", 0, 0.7), ("meaning 0.55", 0, 0.55),
    ("meaning + 0.6 words, 0.66", 0.6, 0.66), ("meaning + 0.6 words, 0.62", 0.6, 0.62), ("meaning + 0.6 words, 0.58", 0.6, 0.58)]


def repeats(answers, right, weight, enough):
    """Recall and precision of a rule, and for how many queries it tells, or would tell, a claim that is not known as right."""
    recalled, told_any, wrong = 0, 0, 0
    for query, items in answers.items():
        told = [
            ids for semantic, lexical, ids in items
            if lexical >= SAME_WORDS or semantic is not None and semantic + weight * lexical >= enough
        ]
        recalled += any(ids & right[query] for ids in told[:TOLD])
        told_any += bool(told)
        wrong += any(not ids & right[query] for ids in told)
    return recalled / len(answers), recalled / told_any if told_any else 0, wrong / len(answers)


def factopolis(folder, out):
    def read(name):
        with open(f"{folder}/{name}.jsonl", encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]

    def line(text):
        """Markdown links are reduced to their text."""
        return " ".join(re.sub(r"\[([^\]]*)\]\([^)\s]+\)", r"\1", text).split())

    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    assertions = read("assertions")
    files = {
        "claims.tsv": [f"{claim['id']}\t{line(claim['title'])}" for claim in read("claims")],
        "queries.tsv": [f"{one['id']}\t{line(one['quote'])}" for one in assertions],
        "qrels": [f"{one['id']} 0 {claim} 1" for one in assertions for claim in one["claims"]],
    }
    for name, lines in files.items():
        (out / name).write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("files", nargs="*", metavar="QUERIES CLAIMS QRELS")
    arguments.add_argument("--factopolis", nargs=2, metavar=("FOLDER", "OUT"))
    arguments.add_argument("--url", default="http://localhost:8080")
    arguments.add_argument("--token")
    arguments.add_argument("--language", default="en")
    arguments.add_argument("--database")
    arguments.add_argument("--recorded", action="store_true")
    given = arguments.parse_args()
    if given.factopolis:
        return factopolis(*given.factopolis)
    if len(given.files) != 3:
        arguments.error("name the queries, the claims and the relevance judgements")
    queries, claims, right = table(given.files[0]), table(given.files[1]), relevant(given.files[2])
    service = Service(given.url, given.token or pathlib.Path("data/admin-token").read_text(encoding="utf-8").strip())
    if given.database:
        load(given.database, claims, given.language)
    elif not given.recorded:
        for text in claims.values():
            service.post("/claims", {"text": text, "kind": "FACT", "language": given.language})
    semantic = complete(service, given.language)

    ids = ids_by_text(claims)
    answers, compared, times = {}, {}, []
    for query, text in queries.items():
        if right[query]:
            answer, took = ask(service, text, given.language)
            answers[query] = [ids[" ".join(item["claim"]["text"].split())] for item in answer["items"]]
            compared[query] = [
                (item.get("semantic"), item["lexical"], found) for item, found in zip(answer["items"], answers[query])]
            times.append(took * 1000)
    precision, reciprocal, recall = measure(answers, right)
    print(f"{len(claims)} claims, {len(answers)} queries, semantic half {semantic}")
    print(f"MAP@5 {precision:.3f}   MRR {reciprocal:.3f}   recall@5 {recall:.3f}")
    print(f"median {statistics.median(times):.1f} ms, 95th percentile {statistics.quantiles(times, n=20)[-1]:.1f} ms")
    for name, weight, enough in RULES:
        recall, precision, wrong = repeats(compared, right, weight, enough)
        print(f"told as a repeat by {name}: recall {recall:.3f}, precision {precision:.3f}, others too {wrong:.3f}")


if __name__ == "__main__":
    main()
