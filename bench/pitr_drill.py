#!/usr/bin/env python3
"""A drill of what an operator hopes never to need: the record brought back to an instant before a mistake.

    python3 bench/pitr_drill.py "java -jar target/claimtrail-0.1.0-SNAPSHOT.jar" [CLAIMS]

Makes a PostgreSQL of its own (the programs of PG_BIN, by default those of Debian's newest) that archives its log, and a service on
it; takes a base backup, records on, notes the instant, makes the mistake (deletes what was recorded), and loses the server. Then
it brings the backup back to that instant from the archive, and asks: all that was acknowledged by then is there, nothing later
is; the past answers the same bytes; who followed the changes goes on, and who knew changes that are gone is told so; webhooks are
held until somebody lets them go. Ends everything that it started, and fails where one of these does not hold.
"""

import getpass
import glob
import hashlib
import http.cookiejar
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

SERVICE = shlex.split(sys.argv[1])
CLAIMS = int(sys.argv[2]) if len(sys.argv) > 2 else 200
PG_BIN = os.environ.get("PG_BIN") or sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))[-1]
# PostgreSQL refuses to run as root.
AS = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
ROOT = tempfile.mkdtemp(prefix="drill")
os.chmod(ROOT, 0o777)


def free():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(*command, **more):
    return subprocess.run([*AS, *command], check=True, capture_output=True, text=True, cwd="/", **more).stdout.strip()


class Server:
    def __init__(self, name, port):
        self.data, self.port = f"{ROOT}/{name}", port

    def start(self):
        run(f"{PG_BIN}/pg_ctl", "-D", self.data, "-w", "-t", "120", "-l", self.data + ".log", "-o",
            f"-p {self.port} -k {ROOT} -c listen_addresses=127.0.0.1", "start", stdin=subprocess.DEVNULL)

    def stop(self, mode="fast"):
        run(f"{PG_BIN}/pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def ask(self, sql, database="claimtrail"):
        return run(f"{PG_BIN}/psql", "-h", ROOT, "-p", str(self.port), "-U", "postgres", "-Atc", sql, database)


class Service:
    """An instance on that server."""

    def __init__(self, server, name):
        self.port, self.log = free(), open(f"{ROOT}/{name}.log", "w")
        self.process = subprocess.Popen(
            [*SERVICE, f"--server.port={self.port}", f"--claimtrail.data-dir={ROOT}/{name}", "--claimtrail.demo=false",
             "--claimtrail.likeness.model=none", "--claimtrail.admin.password=" + PASSWORD, "--claimtrail.rate-limit.enabled=false"],
            env={**os.environ, "CLAIMTRAIL_DB_URL": f"jdbc:postgresql://127.0.0.1:{server.port}/claimtrail",
                 "CLAIMTRAIL_DB_USERNAME": "claimtrail", "CLAIMTRAIL_DB_PASSWORD": "drill"},
            stdout=self.log, stderr=subprocess.STDOUT)
        deadline = time.monotonic() + 600
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/actuator/health/readiness"):
                    break
            except OSError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise SystemExit(f"The service did not start: see {self.log.name}")
                time.sleep(0.5)

    def call(self, method, path, body=None, **headers):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1{path}", None if body is None else json.dumps(body).encode(),
            {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json", **headers}, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def token(self):
        """An administrator's, issued on the page for it."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

        def send(page, action, **fields):
            text = browser.open(f"http://127.0.0.1:{self.port}{page}").read().decode()
            fields["_csrf"] = re.search('name="_csrf"[^>]*value="([^"]*)"', text).group(1)
            fields["press"] = (re.findall('name="press"[^>]*value="([^"]*)"', text) or [""])[0]
            data = urllib.parse.urlencode(fields).encode()
            return browser.open(f"http://127.0.0.1:{self.port}{action}", data).read().decode()

        send("/sign-in", "/sign-in", name="admin", password=PASSWORD)
        return re.search("ct_[A-Za-z0-9_-]+", send("/account", "/account/tokens", name="drill", scope="ADMIN", expiresOn="")).group()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def holds(what, true):
    print(("yes  " if true else "NO   ") + what, flush=True)
    FAULTS.extend([] if true else [what])


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


PASSWORD = "four words in a row"
FAULTS, KNOWN, started = ["it ended before the end"], [], []
try:
    first = Server("first", free())
    archive = f"{ROOT}/archive"
    run("mkdir", "-p", archive)
    run(f"{PG_BIN}/initdb", "-D", first.data, "-U", "postgres", "--auth=trust", "--locale=C.UTF-8")
    with open(f"{first.data}/postgresql.conf", "a") as settings:
        settings.write(f"archive_mode = on\narchive_command = 'cp %p {archive}/%f'\nmax_wal_senders = 4\n")
    first.start()
    started.append(first)
    first.ask("create role claimtrail login password 'drill'", "postgres")
    first.ask("create database claimtrail owner claimtrail", "postgres")
    service = Service(first, "one")
    started.append(service)
    TOKEN = service.token()
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
    service = Service(second, "two")
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
    for one in reversed(started):
        one.stop()
    if not FAULTS:
        shutil.rmtree(ROOT, ignore_errors=True)
    else:
        print("see", ROOT)
sys.exit(1 if FAULTS else 0)
