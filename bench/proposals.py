#!/usr/bin/env python3
"""Scores the claims that are proposed of articles, against those that a person took from them.

    bench/proposals.py GOLD --text DOC=FILE … [--articles FILE] (--predictions FILE | --url URL [--token T]) [--show]

GOLD       a JSON array: doc, publishedOn, and claims as [from, to] of the text in UTF-16 units, as in proposals.json beside this
           file: the words in which the article makes each claim.
--text     the text of a document; may be given several times. That of "visit" is
           src/test/resources/org/claimtrail/proposal/visit.txt.
--articles JSON lines: doc, body; those of GUM are of its subset of news (CC BY).
--predictions  JSON lines: doc, candidates, as POST /readings?propose=true answers them.
--url      the service's /readings, which is sent each text, with --token where it wants one.

How it counts: of the text of a proposed claim and of the words of one that was taken the words count that are not among the few below,
in lower case. A pair has at least half of them in common (Dice); each is paired once, those first that have most in common. What
is proposed and has no partner is wrong, also where a person might have taken it.
"""
import argparse
import json
import re
import urllib.request

WORD = re.compile(r"\w+", re.UNICODE)
FEW = set("a an and are as at be been but by for from had has have he her his in is it its not of on or said she so that the their them they this "
          "to was we were which who will with would".split())


def words(text):
    return {word for word in WORD.findall(text.lower()) if word not in FEW}


def part(text, first, last):
    return text.encode("utf-16-le")[2 * first:2 * last].decode("utf-16-le")


def dice(a, b):
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0


def pairs(taken, proposed):
    likely = sorted(((dice(words(t), words(p)), i, j) for i, t in enumerate(taken) for j, p in enumerate(proposed)), reverse=True)
    found = {}
    for likeness, i, j in likely:
        if likeness >= 0.5 and i not in found and j not in found.values():
            found[i] = j
    return found


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("gold")
    arguments.add_argument("--text", action="append", default=[])
    arguments.add_argument("--articles")
    arguments.add_argument("--predictions")
    arguments.add_argument("--url")
    arguments.add_argument("--token")
    arguments.add_argument("--show", action="store_true", help="the claims that were missed, and the wrong proposals")
    given = arguments.parse_args()

    texts = {}
    if given.articles:
        with open(given.articles, encoding="utf-8") as lines:
            texts.update((one["doc"], one["body"]) for one in map(json.loads, lines))
    for text in given.text:
        doc, file = text.split("=", 1)
        with open(file, encoding="utf-8") as read:
            texts[doc] = read.read()
    predictions = {}
    if given.predictions:
        with open(given.predictions, encoding="utf-8") as lines:
            predictions.update((one["doc"], one["candidates"]) for one in map(json.loads, lines))
    with open(given.gold, encoding="utf-8") as read:
        gold = [one for one in json.load(read) if one["doc"] in texts]

    print(f"{'article':<24}{'taken':>8}{'of these proposed':>20}{'proposed':>10}{'wrong':>7}")
    total = [0, 0, 0, 0]
    for one in gold:
        text = texts[one["doc"]]
        if given.url:
            body = {"text": text, "language": "en", "publishedOn": one["publishedOn"]}
            headers = {"Content-Type": "application/json"}
            if given.token:
                headers["Authorization"] = "Bearer " + given.token
            request = urllib.request.Request(given.url + "?propose=true", json.dumps(body).encode(), headers)
            with urllib.request.urlopen(request) as answer:
                predictions[one["doc"]] = json.load(answer)["candidates"]
        taken = [part(text, *place) for place in one["claims"]]
        proposed = [candidate["claim"]["text"] for candidate in predictions.get(one["doc"], [])]
        found = pairs(taken, proposed)
        row = [len(taken), len(found), len(proposed), len(proposed) - len(found)]
        total = [a + b for a, b in zip(total, row)]
        print(f"{one['doc']:<24}{row[0]:>8}{row[1]:>20}{row[2]:>10}{row[3]:>7}")
        if given.show:
            for i, claim in enumerate(taken):
                if i not in found:
                    print("    missed  " + " ".join(claim.split()))
            for j, claim in enumerate(proposed):
                if j not in found.values():
                    print("    wrong   " + claim)
    print(f"{'all':<24}{total[0]:>8}{total[1]:>20}{total[2]:>10}{total[3]:>7}")


if __name__ == "__main__":
    main()
