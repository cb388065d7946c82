#!/usr/bin/env python3
"""Tells how many statements each workload of run.py sends, and by which plans the server answers them.

    python3 bench/plans.py --target "10M,http://localhost:8080,host=… dbname=large user=postgres" --server-log FILE

It wants PostgreSQL's auto_explain, a superuser and the server's log with its usual prefix (time and process), and the
service with --claimtrail.standing.catch-up-every=1h, so that nothing else asks meanwhile. The database is changed: a claim is
recorded, a status changed. Of each plan it prints what reads or writes tables, and the rows that came of it in all;
statements of triggers and functions are among the plans, not among those that are sent.
"""

import argparse
import collections
import json
import pathlib
import re
import time
import urllib.error
import urllib.request

import run

SETTINGS = {
    "session_preload_libraries": "auto_explain",
    "log_min_duration_statement": "0",
    "auto_explain.log_min_duration": "0",
    "auto_explain.log_analyze": "on",
    "auto_explain.log_timing": "off",
    "auto_explain.log_nested_statements": "on",
}
NODE = re.compile(
    r"((?:Parallel )?(?:Seq Scan|Index Scan|Index Only Scan|Bitmap Heap Scan|Bitmap Index Scan|Function Scan|Insert|Update|Delete)"
    r"(?: Backward)?(?: using \S+)?(?: on \S+)?).*?(?:rows=(\d+) loops=(\d+)|never executed)")


def body_of(method, expression, number):
    """Bodies of run.py are Lua; those that are asked for here are few."""
    if method == "GET":
        return None
    if expression is run.STATUS:
        return {"status": "UNVERIFIABLE" if number % 2 else "UNVERIFIED", "reason": "As asked."}
    if expression is run.SIMILAR:
        return {"text": f"{number} containers were shipped to the port of Lorwastad, an official said"}
    text = re.search(r"string\.format\('(.*)', number", expression, re.S).group(1)
    return json.loads(text.replace("%d", str(number)))


def send(target, method, path, body):
    request = urllib.request.Request(target.url + run.API + path, method=method, headers={
        "Authorization": "Bearer " + target.token, "Content-Type": "application/json", "If-Match": "*"})
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, data, timeout=120) as answer:
            answer.read()
            return True
    except urllib.error.HTTPError as error:
        return error.code < 500


def set_all(target, on):
    database = target.sql("select current_database()")
    for name, value in SETTINGS.items():
        target.sql(f'alter database "{database}" set {name} = \'{value}\'' if on else f'alter database "{database}" reset {name}')
    target.sql("select pg_terminate_backend(pid) from pg_stat_activity "
               f"where datname = '{database}' and application_name = 'claimtrail'")


def entries(text):
    for entry in re.split(r"\n(?=\d{4}-\d\d-\d\d )", text):
        found = re.match(r"\S+ \S+ \S+ \[(\d+)\] (?:\S+ )?LOG:  (.*)", entry, re.S)
        if found:
            yield found.group(1), found.group(2)


def told(name, text):
    sent, plans = [], collections.Counter()
    for _, entry in entries(text):
        statement = re.match(r"duration: \S+ ms  (?:execute \S+|statement): (.*)", entry, re.S)
        plan = re.match(r"duration: \S+ ms  plan:\n\s*Query Text: (.*?)\n(?=\S.*\(cost=|\s*\S.*\(cost=)(.*)", entry, re.S)
        if statement:
            sent.append(" ".join(statement.group(1).split())[:70])
        elif plan:
            nodes = collections.Counter()
            for node, rows, loops in NODE.findall(plan.group(2)):
                if rows:
                    nodes[node] += int(rows) * int(loops)
            if nodes:
                plans["; ".join(f"{node} ({rows:,})" for node, rows in sorted(nodes.items()))] += 1
    own = [statement for statement in sent if not re.match(r"(BEGIN|COMMIT|ROLLBACK|SET|select 1$)", statement, re.I)]
    print(f"### {name}\n\n{len(own)} statements, besides {len(sent) - len(own)} that begin and end transactions.\n")
    for nodes, times in plans.items():
        print(f"- {f'{times} times: ' if times > 1 else ''}{nodes or 'no table'}")
    print(flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--target", required=True)
    parser.add_argument("--server-log", type=pathlib.Path, required=True)
    parser.add_argument("--only", default="", help="a regular expression for names of workloads")
    arguments = parser.parse_args()
    target = run.Target(arguments.target)
    work = [
        (name, method, [f"/claims/C-{n}/status" for n in run.unverified(target)] if body is run.STATUS else paths(target), body)
        for name, method, paths, body in run.WORKLOADS if re.search(arguments.only, name)]
    set_all(target, True)
    try:
        for name, method, paths, expression in work:
            # Until the server has made up its mind about the plan.
            for i in range(12):
                while not send(target, method, paths[i % len(paths)], body_of(method, expression, 900_000_000 + i)):
                    time.sleep(0.3)
            time.sleep(1.5)
            before = arguments.server_log.stat().st_size
            send(target, method, paths[12 % len(paths)], body_of(method, expression, 900_000_012))
            time.sleep(0.3)
            told(name, arguments.server_log.read_bytes()[before:].decode(errors="replace"))
    finally:
        set_all(target, False)


if __name__ == "__main__":
    main()
