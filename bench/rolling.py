#!/usr/bin/env python3
"""Two instances behind haproxy, restarted one after the other and killed, while clients record and read.

    python3 bench/rolling.py "java -jar target/claimtrail-0.1.0-SNAPSHOT.jar" [SECONDS [CLIENTS]]

Makes a PostgreSQL of its own, two instances on it, and haproxy before them as docs/operating.md has it. Clients record claims
with an Idempotency-Key, read each one back at once, and list; one follows the stream of changes, and comes back with where it was
whenever that ends. After SECONDS without anything, each instance is restarted by SIGTERM in turn: no request fails. Then one
is killed: what it had in flight fails at most, one request for each client, and is there once when it is repeated. In the end
every claim that was acknowledged is there once, and was told once.
"""

import http.client
import json
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections import Counter

from own import FAULTS, ROOT, Server, Service, end, free, holds

SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 15
# Between two rounds of a client: an instance that starts wants a part of the machine, too.
PAUSE = 0.3
CLIENTS = int(sys.argv[3]) if len(sys.argv) > 3 else 8
DRAIN = "--claimtrail.stop.drain=5s"
PROXY = free()

CONFIGURATION = """
global
    maxconn 2000
defaults
    mode http
    timeout connect 3s
    timeout client 1h
    timeout server 1h
frontend claims
    bind 127.0.0.1:{proxy}
    option forwardfor
    default_backend desk
backend desk
    option redispatch 1
    option httpchk GET /actuator/health/readiness
    default-server check inter 1s fall 2 rise 1
    server one 127.0.0.1:{one}
    server two 127.0.0.1:{two}
"""


class Proxy:
    def __init__(self, one, two):
        path = f"{ROOT}/haproxy.cfg"
        with open(path, "w") as file:
            file.write(CONFIGURATION.format(proxy=PROXY, one=one, two=two))
        self.process = subprocess.Popen([shutil.which("haproxy") or "/usr/sbin/haproxy", "-db", "-f", path],
                                        stdout=open(f"{ROOT}/haproxy.log", "w"), stderr=subprocess.STDOUT)

    def stop(self):
        self.process.terminate()
        self.process.wait(10)


class Client(threading.Thread):
    """Records, reads what it recorded, lists; what fails it repeats, with the same key."""

    def __init__(self, token):
        super().__init__(daemon=True)
        self.token, self.connection = token, None

    def ask(self, method, path, body=None, key=None):
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        for tries in range(60):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", PROXY, timeout=60)
                begun = time.monotonic()
                self.connection.request(method, "/api/v1" + path, body, headers)
                answer = self.connection.getresponse()
                text, status = answer.read(), answer.status
            except (OSError, http.client.HTTPException) as broken:
                self.connection, text, status = None, b"", type(broken).__name__
            else:
                SLOWEST[PHASE[0]] = max(SLOWEST[PHASE[0]], time.monotonic() - begun)
            ASKED[PHASE[0]] += 1
            if status in (200, 201):
                return json.loads(text)
            FAILED[PHASE[0], str(status)] += 1
            time.sleep(0.2)
        raise SystemExit(f"{method} {path} failed sixty times")

    def run(self):
        while not ENOUGH.is_set():
            text = f"Claim {uuid.uuid4()}"
            number = self.ask("POST", "/claims", json.dumps({"text": text, "kind": "FACT"}), str(uuid.uuid4()))["number"]
            ACKNOWLEDGED.append((number, text))
            if self.ask("GET", f"/claims/C-{number}")["text"] != text:
                FAILED[PHASE[0], "another claim"] += 1
            self.ask("GET", "/claims?limit=5")
            time.sleep(PAUSE)


class Follower(threading.Thread):
    """Follows the stream, and comes back to where it was."""

    def __init__(self, token, cursor):
        super().__init__(daemon=True)
        self.token, self.cursor = token, cursor

    def run(self):
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", PROXY, timeout=60)
                connection.request("GET", "/api/v1/changes", None, {
                    "Authorization": f"Bearer {self.token}", "Accept": "text/event-stream", "Last-Event-ID": self.cursor})
                stream = connection.getresponse()
                place = self.cursor
                while line := stream.readline().decode():
                    if line.startswith("id:"):
                        place = line[3:].strip()
                    elif line.startswith("data:"):
                        told = json.loads(line[5:])
                        if told.get("type") == "claim.created":
                            TOLD[told["data"]["number"] if "data" in told else told["id"]] += 1
                    elif not line.strip():
                        self.cursor = place
            except (OSError, ValueError, http.client.HTTPException):
                pass
            time.sleep(0.2)


ACKNOWLEDGED, TOLD, ASKED, FAILED, SLOWEST = [], Counter(), Counter(), Counter(), Counter()
PHASE, ENOUGH = ["nothing"], threading.Event()


def phase(name):
    PHASE[0] = name


def failed(name):
    return {status: count for (at, status), count in FAILED.items() if at == name}


started = []
try:
    server = Server("server", free())
    started.append(server)
    server.create("max_connections = 120")
    instances = [Service(server, "one", DRAIN).signed_in(), Service(server, "two", DRAIN)]
    started.extend(instances)
    proxy = Proxy(instances[0].port, instances[1].port)
    started.append(proxy)
    token = instances[0].token
    time.sleep(3)
    cursor = json.loads(instances[0].call("GET", "/changes?after=now")[1])["next"]
    Follower(token, cursor).start()
    clients = [Client(token) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    time.sleep(SECONDS)

    for at, name in enumerate(("one", "two")):
        phase("restart")
        begun = time.monotonic()
        instances[at].stop()
        print(f"{name} ended after {time.monotonic() - begun:.1f} s", flush=True)
        again = Service(server, name, DRAIN, port=instances[at].port)
        started[started.index(instances[at])] = instances[at] = again
        print(f"{name} answered again after {time.monotonic() - begun:.1f} s", flush=True)
        time.sleep(3)

    phase("kill")
    instances[1].process.send_signal(signal.SIGKILL)
    instances[1].process.wait()
    time.sleep(SECONDS)
    again = Service(server, "two", DRAIN, port=instances[1].port)
    started[started.index(instances[1])] = instances[1] = again

    ENOUGH.set()
    for client in clients:
        client.join()
    time.sleep(3)
    for name in ("nothing", "restart", "kill"):
        print(f"{name}: {ASKED[name]} requests, failed {failed(name) or 'none'}, the longest {SLOWEST[name] * 1000:.0f} ms")
    holds("no request fails while nothing happens", not failed("nothing"))
    holds("no request fails in a rolling restart", not failed("restart"))
    holds("of the instance that was killed no more fails than it had in flight", sum(failed("kill").values()) <= CLIENTS)
    there = Counter(json.loads(server.ask("select json_agg(json_build_array(number, text)::text) from claim")))
    acknowledged = Counter(json.dumps([number, text]) for number, text in ACKNOWLEDGED)
    holds(f"all {len(ACKNOWLEDGED)} that were acknowledged are there once, and no others", there == acknowledged)
    holds("each was told once", len(TOLD) == len(ACKNOWLEDGED) and set(TOLD.values()) <= {1})
    FAULTS.pop(0)
finally:
    end(started)
