#!/usr/bin/env python3
"""A drill of what an operator hopes never to need: the record brought back to an instant before a mistake.

    python3 bench/pitr_drill.py "java -jar target/claimtrail-0.1.0-SNAPSHOT.jar" [CLAIMS]

Makes a PostgreSQL of its own (the programs of PG_BIN, by default those of Debian's newest) that archives its log, and a service on
it; takes a base backup, records on, notes the instant, makes the mistake (deletes what was recorded), and loses the server. Then
it brings the backup back to that instant from the archive, and asks: all that was acknowledged by then is there, nothing later
is; the past answers the same bytes; who followed the changes goes on, and who knew changes that are gone is told so; webhooks are
held until somebody lets them go. Ends everything that it started, and fails where one of these does not hold.
"""

import hashlib
import json
import shutil
import sys
import time
import urllib.parse

from own import FAULTS, PG_BIN, ROOT, Server, Service, end, free, holds, run

CLAIMS = int(sys.argv[2]) if len(sys.argv) > 2 else 200


def record(service, count):
    for n in range(count):
        status, answer = service.call("POST", "/claims", {"text": f"Claim {time.time_ns()}", "kind": "FACT"})
        assert status == 201, answer
        KNOWN.append(json.loads(answer)["number"])


def past(service, instant):
    """What the past answers, as one hash."""
    whole = hashlib.sha256()
    for path in ("/claims?limit=200&sort=number", "/sources?limit=200"):
        whole.update(service.call("GET", f"{path}&asOf={urllib.parse.quote(instant)}")[1])
    return whole.hexdigest()


def followed(service, cursor=None):
    """All changes behind a cursor: how many, and the cursor behind the last."""
    count = 0
    while True:
        path = "/changes?limit=200" + (f"&after={urllib.parse.quote(cursor)}" if cursor else "")
        status, answer = service.call("GET", path)
        if status != 200:
            return status, json.loads(answer).get("type")
        page = json.loads(answer)
        if not page["items"]:
            return count, cursor
        count += len(page["items"])
        cursor = page["items"][-1]["cursor"] if "cursor" in page["items"][-1] else page["next"]
        if page["next"] is None:
            return count, cursor


KNOWN, started = [], []
try:
    first = Server("first", free())
    archive = f"{ROOT}/archive"
    run("mkdir", "-p", archive)
    started.append(first)
    first.create("archive_mode = on", f"archive_command = 'cp %p {archive}/%f'", "max_wal_senders = 4")
    service = Service(first, "one").signed_in()
    started.append(service)
    service.call("POST", "/webhooks", {"url": "http://127.0.0.1:9/", "secret": "0123456789abcdef0123456789abcdef"})

    record(service, CLAIMS)
    time.sleep(1.1)
    early = first.ask("select to_char(now() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
    then = past(service, early)
    begun = time.monotonic()
    run(f"{PG_BIN}/pg_basebackup", "-h", ROOT, "-p", str(first.port), "-U", "postgres", "-D", f"{ROOT}/second", "-c", "fast")
    print(f"base backup in {time.monotonic() - begun:.1f} s")
    record(service, CLAIMS)
    told, position = followed(service)
    time.sleep(1.1)
    instant = first.ask("select now()")
    time.sleep(1.1)
    expected = list(KNOWN)

    record(service, 10)
    for number in expected[:50]:
        status, _ = service.call("DELETE", f"/claims/C-{number}", None, **{"If-Match": "*"})
        assert status == 204, status
    lost = followed(service, position)[1]
    first.ask("select pg_switch_wal()")
    time.sleep(2)
    service.process.kill()
    service.process.wait()
    first.stop("immediate")
    started.clear()
    shutil.rmtree(first.data)

    begun = time.monotonic()
    second = Server("second", free())
    with open(f"{second.data}/postgresql.auto.conf", "a") as settings:
        settings.write(f"restore_command = 'cp {archive}/%f %p'\nrecovery_target_time = '{instant}'\n"
                       "recovery_target_action = 'promote'\narchive_mode = off\n")
    run("touch", f"{second.data}/recovery.signal")
    second.start()
    started.append(second)
    while second.ask("select pg_is_in_recovery()") == "t":
        time.sleep(0.2)
    print(f"brought back to {instant} in {time.monotonic() - begun:.1f} s")
    known = service.token
    service = Service(second, "two")
    service.token = known
    started.append(service)

    number = "select coalesce(array_to_json(array_agg(number order by number)), '[]') from claim where deleted_at is null"
    holds(f"all {len(expected)} claims acknowledged by then are there, and none later", json.loads(second.ask(number)) == expected)
    holds("the past answers the same bytes", past(service, early) == then)
    behind, _ = followed(service, position)
    holds("who followed to the instant goes on from there, with nothing told twice", behind == 0)
    status, answer = service.call("GET", f"/changes?after={urllib.parse.quote(lost)}")
    holds(f"who knew changes that are gone is told so ({status})", status == 410 and "asOf" in json.loads(answer))
    outgoing = json.loads(service.call("GET", "/outgoing")[1])
    holds(f"webhooks are held ({json.dumps(outgoing)})", outgoing.get("held") is True)
    KNOWN.clear()
    record(service, 5)
    again, position = followed(service, position)
    holds("what is recorded from now on is told", again == 5)
    holds("nothing of it is in the past", past(service, early) == then)
    FAULTS.pop(0)
finally:
    end(started)
