#!/usr/bin/env python3
"""Measures what the service answers, on one or several databases in turn, and what PostgreSQL alone could.

    python3 bench/run.py --target 10k,http://localhost:8080,"host=… dbname=small" --target 10M,… [--rounds 3]

Each target is a name, the address of a service, and the database that it runs on, as libpq reads it, as a superuser: a
token for the measurement is put there, and the statements of the service are read from what the server can log. The
first target is what the others are compared with. wrk, psql and pgbench have to be there; README.md says how databases
are filled, and keeps the last table.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib
import random
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

API = "/api/v1"
DEEP = 10_000  # pages of 20

# Each thread of wrk sends its own paths in turn; POST and PUT have a body made of a number that nobody else has.
LUA = """
local paths = {{{paths}}}
local method = "{method}"
local number = {start}
local thread = 0
function setup(t) t:set("thread", thread); thread = thread + 1 end
function init(args)
    number = number + thread * 10000000
    wrk.headers["Authorization"] = "Bearer {token}"
    if method ~= "GET" then wrk.headers["Content-Type"] = "application/json"; wrk.headers["If-Match"] = "*" end
end
function request()
    number = number + 1
    local path = paths[number % #paths + 1]
    if method == "GET" then return wrk.format("GET", path) end
    return wrk.format(method, path, nil, ({body}))
end
function done(summary, latency, requests)
    io.write(string.format("RESULT %d %d %d %d %d %d\\n", summary.requests, summary.duration,
        latency:percentile(50), latency:percentile(99), latency.max,
        summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.write))
end
"""

CLAIM = """string.format('{"text": "Statement %d was made at the harbour of Lorwastad.", "kind": "FACT", "appearances": [{"article": {"url": "https://bench.example/%d", "title": "A report", "publishedOn": "2026-11-01", "publisher": {"name": "Bench Times", "kind": "PUBLICATION"}}, "attribution": [{"sources": [{"name": "Bench Speaker %d", "kind": "ORGANIZATION"}], "cue": "said", "mode": "INDIRECT"}]}]}', number, number % 500, number % 200)"""
BATCH = """(function() local many = {} for i = 1, 100 do local number = number * 100 + i; many[i] = """ + CLAIM + """ end return '{"mode": "ALL", "claims": [' .. table.concat(many, ",") .. ']}' end)()"""
STATUS = """string.format('{"status": "%s", "reason": "As asked."}', math.floor(number / #paths) % 2 == 0 and "UNVERIFIABLE" or "UNVERIFIED")"""
SIMILAR = """string.format('{"text": "%d containers were shipped to the port of %s, an official said"}', number, ({"Lorwastad", "Gorelbad", "Mornorstad", "Pabaland"})[number % 4 + 1])"""

Result = collections.namedtuple("Result", "rate median p99 most failed service postgres")


def listening(port):
    """The process that listens there, on this machine; None where it is on another."""
    sockets = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        for line in pathlib.Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:
                sockets.add(f"socket:[{fields[9]}]")
    for process in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            if any(os.readlink(file) in sockets for file in (process / "fd").iterdir()):
                return int(process.name)
        except OSError:
            pass  # It ended, or is somebody else's.
    return None


def spent(process):
    """The CPU time of a process and of all that it started, ended or not, in seconds; None for none."""
    if process is None:
        return None
    ticks = 0
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if process in (int(stat.parent.name), int(fields[1])):
            ticks += sum(map(int, fields[11:15 if int(stat.parent.name) == process else 13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def psql(database, statement):
    """What a statement answers, a row a line with | between its values."""
    done = subprocess.run(
        ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", statement], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout.strip()


class Target:
    def __init__(self, text):
        self.name, self.url, self.database = text.split(",", 2)
        self.token = "ct_" + secrets.token_urlsafe(32)
        self.sql(
            "insert into api_token (id, account_id, name, scope, hash, created_at, expires_at) "
            "select gen_random_uuid(), id, 'bench', 'ADMIN', "
            f"decode('{hashlib.sha256(self.token.encode()).hexdigest()}', 'hex'), now(), now() + interval '1 day' "
            "from account where role = 'ADMIN' and not disabled limit 1")
        self.claims = int(self.sql("select max(number) from claim"))
        self.random = random.Random(7)
        # Where PostgreSQL listens on this machine, its port is that of the process that starts the others.
        self.processes = [listening(urllib.parse.urlsplit(self.url).port), listening(int(self.sql("show port")))]

    def sql(self, statement):
        return psql(self.database, statement)

    def get(self, path):
        request = urllib.request.Request(self.url + API + path, headers={"Authorization": "Bearer " + self.token})
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    def numbers(self, many):
        return [self.random.randint(1, self.claims) for _ in range(many)]

    def deep_cursor(self, query):
        """Of the page after so many; pages of 200 lead to the same place."""
        cursor = ""
        for _ in range(DEEP // 10):
            page = self.get(f"/claims?{query}&limit=200{cursor}")
            if page["next"] is None:
                break
            cursor = "&cursor=" + urllib.parse.quote(page["next"])
        return cursor

    def words(self, common):
        """Two words of one claim's text: what 20 to 200 claims share, so that each answer has its 20 best; or very many."""
        if common:
            pairs = ["reported containers", "shipped shells", "army containers", "ministry rockets"]
            return [self.search(self.random.choice(pairs)) for _ in range(50)]
        paths = []
        while len(paths) < 50:
            words = re.findall("[A-Za-z]{6,}", self.get(f"/claims/C-{self.numbers(1)[0]}")["text"])
            path = self.search(" ".join(self.random.sample(words, min(2, len(words)))))
            ranked = self.get(path)["ranked"]
            if ranked["exact"] and 20 <= ranked["of"] <= 200:
                paths.append(path)
        return paths

    @staticmethod
    def search(words):
        return "/claims?limit=20&q=" + urllib.parse.quote(words)


EVERY = "status=CONFIRMED&kind=FACT"
# Name, method, the paths of a target, body.
WORKLOADS = [
    ("W1 one claim", "GET", lambda target: [f"/claims/C-{n}" for n in target.numbers(5000)], "nil"),
    ("W2 list, first page", "GET", lambda target: [f"/claims?{EVERY}&limit=20"], "nil"),
    ("W2 list, deep page", "GET", lambda target: [f"/claims?{EVERY}&limit=20{target.deep_cursor(EVERY)}"], "nil"),
    ("W3 two rare words", "GET", lambda target: target.words(False), "nil"),
    ("W3 two common words", "GET", lambda target: target.words(True), "nil"),
    ("W4 record a claim", "POST", lambda target: ["/claims"], CLAIM),
    ("W5 change a status", "PUT", lambda target: [], STATUS),
    ("W6 counts", "GET", lambda target: ["/claims/counts?by=month,status"], "nil"),
    ("W7 standing", "GET", lambda target: [f"/claims/C-{n}/standing" for n in target.numbers(5000)], "nil"),
    ("W8 similar", "POST", lambda target: ["/claims/similar"], SIMILAR),
    ("W9 record a hundred claims", "POST", lambda target: ["/claims/batch"], BATCH),
]


def unverified(target):
    some = ",".join(str(n) for n in target.numbers(4000))
    return target.sql(
        f"select number from claim where number in ({some}) and status = 'UNVERIFIED' and deleted_at is null").split()


def wrk(target, method, paths, body, connections, seconds, start):
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA.format(
            paths=",".join(json.dumps(API + path) for path in paths), method=method, body=body, token=target.token, start=start))
        script.flush()
        before = [spent(process) for process in target.processes]
        done = subprocess.run(
            ["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--timeout", "30s", "-s", script.name, target.url],
            capture_output=True, text=True)
    found = re.search(r"RESULT (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)", done.stdout)
    if not found:
        sys.exit(done.stdout + done.stderr)
    requests, duration, median, p99, most, failed = map(int, found.groups())
    cpu = [
        (spent(process) - earlier) / requests * 1000 if process else float("nan")
        for process, earlier in zip(target.processes, before)]
    return Result(requests / duration * 1e6, median / 1000, p99 / 1000, most / 1000, failed, *cpu)


def statement(target, path, log):
    """The service's own statement for a path, with its values, as the server logged it."""
    database = target.sql("select current_database()")
    target.sql(f'alter database "{database}" set log_min_duration_statement = 0')
    try:
        target.sql(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' "
                   "and application_name = 'claimtrail' and state = 'idle'")
        before = log.stat().st_size
        for _ in range(10):
            time.sleep(0.3)
            try:
                target.get(path)
            except urllib.error.HTTPError:
                pass  # The connection that was ended.
        text = log.read_bytes()[before:].decode(errors="replace")
    finally:
        target.sql(f'alter database "{database}" reset log_min_duration_statement')
        target.sql(f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}' "
                   "and application_name = 'claimtrail' and state = 'idle'")
    entries = re.split(r"\n(?=\d{4}-\d\d-\d\d )", text)
    statements = []
    for i, entry in enumerate(entries):
        found = re.search(r"execute \S+: (.*)", entry, re.S)
        if found and "from claim" in found.group(1):
            values = re.search(r"DETAIL:  [Pp]arameters: (.*)", entries[i + 1] if i + 1 < len(entries) else "", re.S)
            statements.append((found.group(1), dict(re.findall(r"\$(\d+) = ('(?:[^']|'')*'|NULL)", values.group(1) if values else ""))))
    if not statements:
        sys.exit("The server logged no statement of " + path)
    return statements[-1]


def pgbench(target, script, connections, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        done = subprocess.run(
            ["pgbench", "-n", "-M", "prepared", "-c", str(connections), "-j", "1", "-T", str(seconds), "-f", file.name, target.database],
            capture_output=True, text=True)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    if not found:
        sys.exit(done.stdout + done.stderr)
    return float(found.group(1))


def as_script(sql, values, numbers):
    """For pgbench: with other claims each time where the value is a claim's number."""
    head = ""
    for place in sorted(values, key=int, reverse=True):
        value = values[place]
        if numbers and re.fullmatch(r"'\d+'", value):
            head = f"\\set n random(1, {numbers})\n"
            value = ":n"
        sql = re.sub(rf"\${place}\b", lambda _: value, sql)
    return head + " ".join(sql.split()) + ";\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", action="append", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--only", help="a regular expression for names of workloads")
    parser.add_argument("--server-log", type=pathlib.Path, help="of PostgreSQL: then W1 and W2 are run by pgbench, too")
    arguments = parser.parse_args()
    targets = [Target(text) for text in arguments.target]
    wanted = [w for w in WORKLOADS if re.search(arguments.only or "", w[0])]
    work = {
        target.name: [(name, method, paths(target), body) for name, method, paths, body in wanted] for target in targets}
    scripts = {}
    if arguments.server_log:
        for target in targets:
            for name, _, paths, _ in work[target.name]:
                if name.startswith(("W1", "W2")):
                    sql, values = statement(target, paths[0], arguments.server_log)
                    scripts[target.name, name] = as_script(sql, values, target.claims if name.startswith("W1") else None)
    results, limits = collections.defaultdict(list), collections.defaultdict(list)
    for turn in range(-1, arguments.rounds):
        for place in range(len(work[targets[0].name])):
            for target in targets:
                name, method, paths, body = work[target.name][place]
                start = secrets.randbelow(10**6) * 10**3
                if body is STATUS:
                    # Each pass changes all of them, one way and then the other.
                    paths = [f"/claims/C-{n}/status" for n in unverified(target)]
                    start -= start % (2 * len(paths)) + 1  # it is counted on before it is used
                result = wrk(target, method, paths, body, arguments.connections, 3 if turn < 0 else arguments.seconds, start)
                if turn >= 0:
                    results[name, target.name].append(result)
                    if (target.name, name) in scripts:
                        limits[name, target.name].append(
                            pgbench(target, scripts[target.name, name], arguments.connections, arguments.seconds))
    print(f"{arguments.connections} connections, medians of {arguments.rounds} rounds of {arguments.seconds} s in turn\n")
    print("CPU in ms of a request, of the service + of PostgreSQL, with all that went on in the background\n")
    print("| workload | claims | requests/s | CPU | median ms | p99 ms | longest ms | failed | median, times the first | of pgbench |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name, _, _, _ in work[targets[0].name]:
        first = statistics.median(r.median for r in results[name, targets[0].name])
        for target in targets:
            several = results[name, target.name]
            middle = Result(*(statistics.median(values) for values in zip(*several)))
            limit = limits.get((name, target.name))
            share = f"{middle.rate / statistics.median(limit):.0%}" if limit else ""
            print(f"| {name} | {target.name} | {middle.rate:.0f} | {middle.service:.2f} + {middle.postgres:.2f} | {middle.median:.1f} | {middle.p99:.1f} | "
                  f"{max(r.most for r in several):.0f} | {sum(r.failed for r in several)} | {middle.median / first:.2f} | {share} |")


if __name__ == "__main__":
    main()
