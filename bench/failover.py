#!/usr/bin/env python3
"""A database of three nodes under Patroni whose primary is lost again and again, while clients record.

    python3 bench/failover.py "java -jar target/claimtrail-0.1.0-SNAPSHOT.jar" [ROUNDS [CLIENTS]]

As root, with Debian's patroni, etcd-server and postgresql. Each node (PostgreSQL, Patroni, etcd) has a network namespace of its own,
on two networks: one of the nodes, one of those who ask. The service knows all three by one URL. Clients record claims with an
Idempotency-Key, and repeat what was not acknowledged, with the same key. Each round takes the primary away in one of these ways:

    killed   all of its processes at once (kill -9), as if its machine had lost power
    cut off  from both networks
    crashed  its PostgreSQL alone, by kill -9

and says after how many seconds a claim was acknowledged again. Then the node comes back, and there is a synchronous standby before
the next. In the end every claim that was acknowledged is there once, and was told once by the feed. Ends everything that it started.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter

from own import FAULTS, PG_BIN, ROOT, Service, end, holds, run

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 10
CLIENTS = int(sys.argv[3]) if len(sys.argv) > 3 else 4
WAYS = ("killed", "cut off", "crashed")
INSIDE, OUTSIDE = "10.213.1", "10.213.2"

PATRONI = """
scope: claims
name: n{n}
restapi: {{listen: "0.0.0.0:8008", connect_address: "{inside}.{n}:8008"}}
etcd3: {{hosts: ["{inside}.1:2379", "{inside}.2:2379", "{inside}.3:2379"]}}
bootstrap:
  dcs:
    ttl: 8
    loop_wait: 2
    retry_timeout: 3
    primary_start_timeout: 0
    synchronous_mode: true
    postgresql:
      use_pg_rewind: true
      parameters: {{max_connections: 100, wal_log_hints: "on", wal_keep_size: 256MB}}
  initdb: [{{encoding: UTF8}}, {{locale: C.UTF-8}}]
postgresql:
  listen: "0.0.0.0:5432"
  connect_address: "{inside}.{n}:5432"
  data_dir: {root}/n{n}
  bin_dir: {pg_bin}
  pgpass: {root}/pgpass{n}
  authentication:
    superuser: {{username: postgres, password: drill}}
    replication: {{username: standby, password: drill}}
    rewind: {{username: rewinder, password: drill}}
  parameters: {{unix_socket_directories: "{root}/socket{n}", wal_receiver_timeout: 5s, wal_sender_timeout: 5s}}
  pg_hba: ["local all all trust", "host all all samehost trust", "host all all samenet trust",
           "host replication all samehost trust", "host replication all {inside}.0/24 trust"]
"""


def ip(*words):
    subprocess.run(["ip", *words], check=True)


class Networks:
    """Two bridges: between the nodes, and to those who ask."""

    def __init__(self):
        ip("link", "add", "drill1", "type", "bridge")
        ip("link", "add", "drill2", "type", "bridge")
        ip("addr", "add", f"{OUTSIDE}.254/24", "dev", "drill2")
        for bridge in ("drill1", "drill2"):
            ip("link", "set", bridge, "up")

    def stop(self):
        for bridge in ("drill1", "drill2"):
            ip("link", "del", bridge)


class Node:
    def __init__(self, n):
        self.n, self.space, self.url = n, f"drill-n{n}", f"http://{OUTSIDE}.{n}:8008"
        ip("netns", "add", self.space)
        ip("-n", self.space, "link", "set", "lo", "up")
        for network, at in ((1, INSIDE), (2, OUTSIDE)):
            ip("link", "add", f"drill{network}n{n}", "type", "veth", "peer", "name", f"eth{network}", "netns", self.space)
            ip("link", "set", f"drill{network}n{n}", "master", f"drill{network}")
            ip("link", "set", f"drill{network}n{n}", "up")
            ip("-n", self.space, "addr", "add", f"{at}.{n}/24", "dev", f"eth{network}")
            ip("-n", self.space, "link", "set", f"eth{network}", "up")
        run("mkdir", "-p", f"{ROOT}/socket{n}")
        with open(f"{ROOT}/n{n}.yml", "w") as file:
            file.write(PATRONI.format(n=n, root=ROOT, pg_bin=PG_BIN, inside=INSIDE))

    def program(self, name, *command):
        subprocess.Popen(["ip", "netns", "exec", self.space, "runuser", "-u", "postgres", "--", *command], cwd="/",
                         stdin=subprocess.DEVNULL, stdout=open(f"{ROOT}/{name}{self.n}.log", "a"), stderr=subprocess.STDOUT,
                         start_new_session=True)

    def start(self):
        me = f"http://{INSIDE}.{self.n}"
        self.program(
            "etcd", "etcd", "--name", f"n{self.n}", "--data-dir", f"{ROOT}/etcd{self.n}", "--listen-client-urls", f"{me}:2379",
            "--advertise-client-urls", f"{me}:2379", "--listen-peer-urls", f"{me}:2380", "--initial-advertise-peer-urls", f"{me}:2380",
            "--initial-cluster", ",".join(f"n{n}=http://{INSIDE}.{n}:2380" for n in (1, 2, 3)))
        self.program("patroni", "patroni", f"{ROOT}/n{self.n}.yml")

    def processes(self):
        return [int(pid) for pid in subprocess.run(
            ["ip", "netns", "pids", self.space], capture_output=True, text=True, check=True).stdout.split()]

    def kill(self):
        while pids := self.processes():
            for pid in pids:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            time.sleep(0.1)

    def crash(self):
        with open(f"{ROOT}/n{self.n}/postmaster.pid") as file:
            os.kill(int(file.readline()), signal.SIGKILL)

    def network(self, state, *networks):
        for network in networks:
            ip("link", "set", f"drill{network}n{self.n}", state)

    def told(self, path):
        try:
            with urllib.request.urlopen(self.url + path, timeout=1) as answer:
                return json.loads(answer.read())
        except (OSError, ValueError):
            return None

    def stop(self):
        self.kill()
        for network in (1, 2):
            ip("link", "del", f"drill{network}n{self.n}")
        ip("netns", "del", self.space)


class Cluster:
    """What a service needs to know of its server, and who is what in it."""

    url = "jdbc:postgresql://" + ",".join(f"{OUTSIDE}.{n}:5432" for n in (1, 2, 3)) + "/claimtrail?targetServerType=primary"

    def __init__(self, nodes):
        self.nodes = nodes

    def primary(self):
        while not (found := [node for node in self.nodes if node.told("/primary")]):
            time.sleep(0.5)
        return found[0]

    def whole(self):
        """A primary, and both others following it, one of them so that no commit is without it."""
        return any(node.told("/primary") for node in self.nodes) and any(node.told("/synchronous") for node in self.nodes) \
            and sum(bool(node.told("/replica")) for node in self.nodes) == 2

    def await_whole(self, seconds=180):
        deadline = time.monotonic() + seconds
        while not self.whole():
            if time.monotonic() > deadline:
                raise SystemExit("The nodes did not come together again.")
            time.sleep(0.5)

    def ask(self, sql, database="claimtrail"):
        """Of the primary, again where another one takes over just then."""
        for tries in range(20):
            try:
                return run(f"{PG_BIN}/psql", "-h", f"{ROOT}/socket{self.primary().n}", "-U", "postgres", "-Atc", sql, database)
            except subprocess.CalledProcessError:
                time.sleep(1)
        raise SystemExit("No primary answers: " + sql)


class Client(threading.Thread):
    """Records; what is not acknowledged it repeats, with the same key."""

    def __init__(self, service):
        super().__init__(daemon=True)
        self.service = service

    def run(self):
        while not ENOUGH.is_set():
            text, key = f"Claim {uuid.uuid4()}", str(uuid.uuid4())
            while True:
                begun = time.monotonic()
                try:
                    status, answer = self.service.call("POST", "/claims", {"text": text, "kind": "FACT"}, **{"Idempotency-Key": key})
                except OSError as broken:
                    status, answer = type(broken).__name__, b"{}"
                LONGEST[0] = max(LONGEST[0], time.monotonic() - begun)
                if status == 201:
                    ACKNOWLEDGED.append((time.monotonic(), json.loads(answer)["number"], text))
                    break
                REFUSED[status, json.loads(answer).get("type", "").rsplit("/", 1)[-1]] += 1
                time.sleep(0.2)
            time.sleep(0.1)


def told(service):
    """How often the feed tells of each claim that it was recorded."""
    numbers, after = Counter(), ""
    while True:
        page = json.loads(service.call("GET", f"/changes?limit=200{after}")[1])
        numbers.update(item["resourceId"] for item in page["items"] if item["type"] == "claim.created")
        if not page["items"] or page["next"] is None:
            return numbers
        after = "&after=" + page["next"]


signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
ACKNOWLEDGED, REFUSED, LONGEST, ENOUGH = [], Counter(), [0], threading.Event()
started = []
try:
    started.append(Networks())
    nodes = []
    for n in (1, 2, 3):
        nodes.append(Node(n))
        started.append(nodes[-1])
    for node in nodes:
        node.start()
    cluster = Cluster(nodes)
    cluster.await_whole()
    cluster.ask("create role claimtrail login password 'drill'", "postgres")
    cluster.ask("create database claimtrail owner claimtrail", "postgres")
    service = Service(cluster, "service").signed_in()
    started.append(service)
    clients = [Client(service) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    time.sleep(5)

    pauses = {}
    for number in range(ROUNDS):
        way = WAYS[number % len(WAYS)]
        lost = cluster.primary()
        LONGEST[0] = 0
        begun, known, refused = time.monotonic(), len(ACKNOWLEDGED), Counter(REFUSED)
        if way == "killed":
            lost.kill()
        elif way == "cut off":
            lost.network("down", 1, 2)
        else:
            lost.crash()
        time.sleep(25)
        if way == "killed":
            lost.start()
        elif way == "cut off":
            lost.network("up", 1, 2)
        cluster.await_whole()
        instants = [begun, *(instant for instant, _, _ in ACKNOWLEDGED[known:])]
        pause = max(after - before for before, after in zip(instants, [*instants[1:], time.monotonic()]))
        pauses.setdefault(way, []).append(pause)
        print(f"round {number + 1}: n{lost.n} {way}, now n{cluster.primary().n}: nothing acknowledged for {pause:.1f} s, "
              f"then {len(instants) - 1} claims; the longest request {LONGEST[0]:.1f} s, "
              f"{dict(REFUSED - refused)}", flush=True)

    ENOUGH.set()
    for client in clients:
        client.join(60)
    holds("a claim is acknowledged again within 15 s", max(max(taken) for taken in pauses.values()) <= 15)
    there = Counter(json.loads(cluster.ask("select json_agg(json_build_array(number, text)::text) from claim")))
    acknowledged = Counter(json.dumps([number, text]) for _, number, text in ACKNOWLEDGED)
    print(f"{len(ACKNOWLEDGED)} acknowledged, {sum(there.values())} there, lost {sum((acknowledged - there).values())}, "
          f"twice {sum(count - 1 for count in Counter(json.loads(row)[1] for row in there.elements()).values())}")
    holds("all that were acknowledged are there once, and no others", there == acknowledged)
    tellings = told(service)
    holds("the feed tells each once", len(tellings) == len(ACKNOWLEDGED) and set(tellings.values()) == {1})
    FAULTS.pop(0)
finally:
    end(started)
