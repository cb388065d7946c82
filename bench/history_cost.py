#!/usr/bin/env python3
"""Measures what history costs: writes per second with and without it, and the bytes that each write adds.

    python3 bench/history_cost.py --database CONNINFO [--url http://localhost:8080] [--token T]

The service has to run on the database that CONNINFO names, as libpq reads it, with the role that owns the tables. It has
to be a scratch database: "without" means that the triggers which keep history are switched off for a while, so that the
history is full of holes afterwards. psql and pgbench have to be there.
"""

import argparse
import http.client
import json
import pathlib
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import uuid

OUTLETS = [f"Outlet {n}" for n in range(50)]
SPEAKERS = [f"Speaker {n}" for n in range(200)]

# What keeps versions, and what notes the things that show something of another.
SWITCH = """
do $$
declare
    one record;
begin
    for one in
        select t.tgname, t.tgrelid::regclass as kept
        from pg_trigger t join pg_class c on c.oid = t.tgrelid
        where c.relnamespace = 'public'::regnamespace and t.tgname ~ '_(kept|shown)_on_(insert|update|delete)$'
    loop
        execute format('alter table %s {} trigger %I', one.kept, one.tgname);
    end loop;
end
$$"""

BULK = """
select n.nspname, sum(pg_total_relation_size(c.oid))::bigint
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('public', 'history') and c.relkind = 'r'
group by n.nspname
union all
select 'wal', pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"""

# One claim with an appearance and its link, as the service writes them, in one transaction.
SQL = """
\\set article random(0, 49)
\\set speaker random(0, 199)
begin;
with claim as (
    insert into claim (id, revision, text, kind, created_at, updated_at)
    values (gen_random_uuid(), 0, 'Statement ' || gen_random_uuid() || ' was made.', 'FACT', now(), now()) returning id
), appearance as (
    insert into appearance (id, claim_id, position, article_id, article_version)
    select gen_random_uuid(), claim.id, 0, a.id, 1
    from claim, (select id from article where url like 'https://cost.example/%' order by id offset :article limit 1) a
    returning id
), link as (
    insert into attribution (id, appearance_id, position, cue, mode)
    select gen_random_uuid(), id, 0, 'said', 'INDIRECT' from appearance returning id
)
insert into attribution_source (attribution_id, position, source_id)
select link.id, 0, s.id
from link, (select id from source where name_key = name_key('Speaker ' || :speaker)) s;
commit;
"""


class Client:
    """One connection to the API."""

    def __init__(self, url, token):
        address = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=60)
        self.headers = {"Authorization": "Bearer " + token, "Content-Type": "application/json"}

    def send(self, method, path, body, **headers):
        self.connection.request(
            method, "/api/v1" + path, json.dumps(body), self.headers | {k.replace("_", "-"): v for k, v in headers.items()})
        answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            sys.exit(f"{method} {path} answered {answer.status}: {text.decode()}")
        return json.loads(text) if text else None


def claim(number):
    return {
        "text": f"Statement {uuid.uuid4()} was made on day {number} by somebody who should know it.",
        "kind": "FACT",
        "appearances": [{
            "article": {
                "url": f"https://cost.example/{number % 50}",
                "publisher": {"name": OUTLETS[number % 50], "kind": "PUBLICATION"}},
            "locator": {"exact": "was made"},
            "attribution": [{
                "sources": [{"name": SPEAKERS[number % 200], "kind": "ORGANIZATION"}], "cue": "said", "mode": "INDIRECT"}],
        }],
    }


class Workload:
    """What each writer does again and again, on things of its own."""

    def __init__(self, name, clients):
        self.name = name
        self.own = [None] * len(clients)
        for i, client in enumerate(clients):
            if name == "status":
                self.own[i] = client.send("POST", "/claims", claim(i))["id"]
            elif name == "article":
                self.own[i] = client.send("POST", "/articles", {"url": f"https://cost.example/own/{uuid.uuid4()}"})["id"]

    def write(self, client, writer, number):
        if self.name == "claim":
            client.send("POST", "/claims", claim(writer * 1_000_003 + number))
        elif self.name == "status":
            status = "UNVERIFIABLE" if number % 2 == 0 else "UNVERIFIED"
            client.send("PUT", f"/claims/{self.own[writer]}/status", {"status": status, "reason": "Asked."}, If_Match="*")
        else:
            client.send(
                "PATCH", f"/articles/{self.own[writer]}", {"title": f"Title {number}"},
                Content_Type="application/merge-patch+json", If_Match="*")


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments

    def sql(self, statement):
        done = subprocess.run(
            ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", self.arguments.database, "-c", statement],
            capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        return [line.split("|") for line in done.stdout.splitlines()]

    def bulk(self):
        return {name: int(size) for name, size in self.sql(BULK)}

    def by_http(self, name, writers):
        """Writes per second, and the bytes that a write added."""
        clients = [Client(self.arguments.url, self.arguments.token) for _ in range(writers)]
        workload = Workload(name, clients)
        for writer, client in enumerate(clients):
            workload.write(client, writer, 0)
        counts = [0] * writers
        before = self.bulk()
        begin = time.monotonic()
        end = begin + self.arguments.seconds

        def run(writer):
            while time.monotonic() < end:
                counts[writer] += 1
                workload.write(clients[writer], writer, counts[writer])

        threads = [threading.Thread(target=run, args=(writer,)) for writer in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.monotonic() - begin
        after = self.bulk()
        writes = sum(counts)
        return writes / took, {key: (after[key] - before[key]) / writes for key in after}

    def by_pgbench(self, writers):
        script = pathlib.Path(self.arguments.scratch) / "history_cost.sql"
        script.write_text(SQL)
        before = self.bulk()
        done = subprocess.run(
            ["pgbench", "-n", "-f", str(script), "-c", str(writers), "-j", "1", "-T", str(self.arguments.seconds),
             "-M", "prepared", self.arguments.database],
            capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        after = self.bulk()
        rate = next(float(line.split()[2]) for line in done.stdout.splitlines() if line.startswith("tps"))
        return rate, {key: (after[key] - before[key]) / (rate * self.arguments.seconds) for key in after}

    def measure(self, workload, writers):
        return self.by_pgbench(writers) if workload == "pgbench" else self.by_http(workload, writers)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default="http://localhost:8080")
    parser.add_argument("--token")
    parser.add_argument("--database", required=True)
    parser.add_argument("--workload", nargs="+", default=["claim", "status", "article", "pgbench"])
    parser.add_argument("--writers", nargs="+", type=int, default=[1, 8, 16])
    parser.add_argument("--rounds", type=int, default=3, help="of each kind, in turn; the medians are told")
    parser.add_argument("--seconds", type=int, default=10, help="that a round takes")
    parser.add_argument("--with-only", action="store_true", help="leave the triggers alone")
    parser.add_argument("--scratch", default="/tmp", help="where a script for pgbench may be written")
    arguments = parser.parse_args()
    arguments.token = arguments.token or pathlib.Path("data/admin-token").read_text().strip()
    bench = Bench(arguments)
    # So that there are sources and articles, and the service is warm.
    client = Client(arguments.url, arguments.token)
    for number in range(600):
        client.send("POST", "/claims", claim(number))
    bench.sql("vacuum analyze")
    print(f"{'workload':9} {'writers':>7} {'with/s':>8} {'without/s':>9} {'ratio':>6}   bytes for a write: record, history, WAL")
    try:
        for workload in arguments.workload:
            for writers in arguments.writers:
                kept, plain = [], []
                for _ in range(arguments.rounds):
                    bench.sql(SWITCH.format("enable"))
                    kept.append(bench.measure(workload, writers))
                    if not arguments.with_only:
                        bench.sql(SWITCH.format("disable"))
                        plain.append(bench.measure(workload, writers))
                rate = statistics.median(rate for rate, _ in kept)
                without = statistics.median(rate for rate, _ in plain) if plain else float("nan")
                bytes_of = {
                    key: statistics.median(sizes[key] for _, sizes in kept) for key in ("public", "history", "wal")}
                print(
                    f"{workload:9} {writers:7} {rate:8.0f} {without:9.0f} {rate / without:6.2f}   "
                    f"{bytes_of['public']:.0f}, {bytes_of['history']:.0f}, {bytes_of['wal']:.0f}", flush=True)
    finally:
        bench.sql(SWITCH.format("enable"))


if __name__ == "__main__":
    main()
