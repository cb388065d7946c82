#!/usr/bin/env python3
"""Measures what a figure costs in measures of ten figures and of a hundred thousand, and what a claim costs about a source
that as many are about: CPU of the service and of PostgreSQL.

    python3 bench/popular_measure.py --url http://localhost:8080 --service PID --postgres PID --database CONNINFO [--fill]

PostgreSQL's is the process id of its postmaster. The service runs on the database that CONNINFO names, as a superuser; it
has to be a scratch database. With --fill it is filled first, with what the service would store of its claims, too: of some of
them it is made to compute that.
"""

import argparse
import hashlib
import json
import os
import pathlib
import secrets
import subprocess
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")
DAY = 86400
MONEY = (20, 20000, 200000)


def identifier(kind, number):
    return f"00000000-0000-7000-8000-{kind}{number:011d}"


class Bench:
    def __init__(self, options):
        self.options = options
        self.token = "ct_" + secrets.token_urlsafe(32)
        if options.fill:
            subprocess.run(["psql", "-X", "-q", "-d", options.database, "-f",
                            pathlib.Path(__file__).with_suffix(".sql")], check=True, stdout=subprocess.DEVNULL)
        self.sql(
            "insert into api_token (id, account_id, name, scope, hash, created_at, expires_at) "
            "select gen_random_uuid(), id, 'bench', 'ADMIN', "
            f"decode('{hashlib.sha256(self.token.encode()).hexdigest()}', 'hex'), now(), now() + interval '1 day' "
            "from account where role = 'ADMIN' and not disabled limit 1")
        self.run = int(time.time())
        if options.fill:
            self.compute_some()
        self.settle()

    def sql(self, statement):
        return subprocess.run(["psql", "-X", "-qAt", "-d", self.options.database, "-c", statement],
                              capture_output=True, text=True, check=True).stdout.split()

    def request(self, method, path, body=None, **headers):
        request = urllib.request.Request(
            f"{self.options.url}/api/v1{path}", method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + self.token, "Content-Type": "application/json", **headers})
        return json.loads(urllib.request.urlopen(request).read())

    def settle(self):
        while self.sql("select exists (select from standing_mark)") == ["t"]:
            time.sleep(0.2)

    def compute_some(self):
        """Whether the service stores of some claims what was filled in."""
        rows = ("select md5(string_agg(r::text, ',' order by r::text)) from (select figure_id, claim_id, measure_id, kind, currency, "
                "exchanged, lower, upper, stated_in, rounded_lower, rounded_upper, first, last, starts, ends, held_until, claimant, day, "
                "conflicts_with is null from compared_figure where {0} "
                "union all select null, claim_id, measure_id, null, false, false, 0, 0, null, 0, 0, null, null, null, null, null, null, null, false "
                "from claim_figure_conflict where {0}) r"
                ).format("substr(claim_id::text, 33) in ('0007', '1234', '5678', '9999')")
        before = self.sql(rows)
        self.sql("insert into standing_mark (kind, about_id) select 'CLAIM', id from claim "
                 "where substr(id::text, 33) in ('0007', '1234', '5678', '9999') on conflict do nothing")
        self.settle()
        if self.sql(rows) != before:
            raise SystemExit("What was filled in is not what the service stores.")

    @staticmethod
    def times(process):
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()

    def cpu(self):
        """Seconds of the service, and of PostgreSQL with the processes that it has and had."""
        service = self.times(self.options.service)
        postgres = 0
        for process in filter(str.isdigit, os.listdir("/proc")):
            try:
                fields = self.times(process)
            except OSError:
                continue
            if self.options.postgres in (int(process), int(fields[1])):
                postgres += int(fields[11]) + int(fields[12])
        ended = self.times(self.options.postgres)
        return ((int(service[11]) + int(service[12])) / TICKS,
                (postgres + int(ended[13]) + int(ended[14])) / TICKS)

    def cost(self, act, times, idle=(0, 0)):
        """Milliseconds of both for each time, without what is used when nothing is asked."""
        before, began = self.cpu(), time.time()
        act()
        after, took = self.cpu(), time.time() - began
        return [1000 * (b - a - i * took) / times for a, b, i in zip(before, after, idle)]

    def record_about(self, source, n):
        self.request("POST", "/claims", {
            "text": f"Said {self.run} {source} {n}", "kind": "FACT", "about": [{"id": identifier(0, source)}],
            "appearances": [{"article": {"id": identifier(1, 1 + n % 300)},
                             "attribution": [{"sources": [{"id": identifier(0, source)}]}]}]})

    def rename(self, source):
        """Seconds until it is renamed, and milliseconds of both; words find the new name at once."""
        name = f"Renown{self.run}x{source}"
        took = time.time()
        self.request("PATCH", f"/sources/{identifier(0, source)}", {"name": name},
                     **{"Content-Type": "application/merge-patch+json", "If-Match": "*"})
        took = time.time() - took
        if len(self.request("GET", f"/claims?q={name}&limit=5")["items"]) != 5:
            raise SystemExit("The new name is not found.")
        return took

    def record(self, measure, n):
        k = n * 37 % 1000
        day = time.strftime("%Y-%m-%d", time.gmtime(1640995200 + DAY * k))
        figure = {"measure": {"id": identifier(2, measure)}, "qualifier": "EXACT"}
        if measure == 100001:
            figure.update(amount=100 + k + (n % 50 == 0), period=day)
        else:
            figure.update(amount=1000 + 10 * k if measure == 100002 else 1000 + n * 7919 % 9000)
        if measure in MONEY:
            figure["unit"] = ("USD", "EUR", "GBP")[n % 3]
        source = 1 if measure == 100002 else 1 + n % 10
        self.request("POST", "/claims", {
            "text": f"So many {self.run} {measure} {n}", "kind": "FIGURE", "figures": [figure],
            "appearances": [{"article": {"id": identifier(1, 1 + n % 300)},
                             "attribution": [{"sources": [{"id": identifier(0, source)}], "saidOn": day}]}]})

    def record_all(self, thing, times, record=None):
        for n in range(times):
            (record or self.record)(thing, n)
            time.sleep(0.03)
        self.settle()
        time.sleep(1.2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", required=True)
    parser.add_argument("--service", type=int, required=True)
    parser.add_argument("--postgres", type=int, required=True)
    parser.add_argument("--database", required=True)
    parser.add_argument("--fill", action="store_true")
    parser.add_argument("--times", type=int, default=60)
    bench = Bench(parser.parse_args())
    times = bench.options.times
    bench.record_all(11, 200)  # to warm up
    idle = [each / 4000 for each in bench.cost(lambda: time.sleep(4), 1)]
    print("| figures of the measure | standing | recording |\n|---|---|---|")
    for measure in (10, 10000, 100000, 100001, 100002, *MONEY):
        claims = bench.sql(f"select claim_id from figure where measure_id = '{identifier(2, measure)}' "
                           "order by md5(id::text) limit 60")
        standing = [f"/claims/{claim}/standing" for claim in claims]

        def read():
            for n in range(2 * times):
                bench.request("GET", standing[n % len(standing)])

        read()
        got = bench.cost(read, 2 * times, idle)
        recorded = bench.cost(lambda: bench.record_all(measure, times), times, idle)
        print("| {} | {:.1f} + {:.1f} | {:.1f} + {:.1f} |".format(measure, *got, *recorded), flush=True)
    print("\n| claims about the source | recording | renaming, s | CPU |\n|---|---|---|---|")
    for source in (100, 10000, 100000):
        recorded = bench.cost(lambda: bench.record_all(source, times, bench.record_about), times, idle)
        took = []
        renamed = bench.cost(lambda: (took.append(bench.rename(source)), bench.settle(), time.sleep(1.2)), 1, idle)
        print("| {} | {:.1f} + {:.1f} | {:.2f} | {:.0f} + {:.0f} |".format(source, *recorded, took[0], *renamed), flush=True)


main()
