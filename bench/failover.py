#!/usr/bin/env python3
"""A database of three nodes under Patroni whose primary is lost again and again, while clients record.

    python3 bench/failover.py "java -jar target/claimtrail-0.1.0-SNAPSHOT.jar" [ROUNDS [CLIENTS]]

As root, with Patroni (3.0.3 or later) on the path, and Debian's etcd-server and postgresql. Each node (PostgreSQL, Patroni, etcd) has a
network namespace of its own, on two networks: one of the nodes, one of those who ask. The service knows all three by one URL. Clients
record claims with an Idempotency-Key, and repeat what was not acknowledged, with the same key; another reads the feed all the while.
Each round takes the primary away in one of these ways:

    killed   all of its processes at once (kill -9), as if its machine had lost power
    cut off  from both networks
    apart    from the other nodes alone: those who ask still reach it
    crashed  its PostgreSQL alone, by kill -9

and says after how many seconds a claim was acknowledged again. Then the node comes back, and there is a synchronous standby before
the next: a node that does not follow within a minute is made anew, as an operator would (patronictl reinit), which the round says.
In the end every claim that was acknowledged is there once, and the feed told it once. Ends everything that it started.
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
WAYS = ("killed", "cut off", "apart", "crashed")
APART = {"cut off": (1, 2), "apart": (1,)}
INSIDE, OUTSIDE = "10.213.1", "10.213.2"
VERSION = tuple(int(part) for part in run("patroni", "--version").split()[-1].split("."))
TTL = 8 if VERSION < (3, 2) else 20  # later ones take no shorter one

PATRONI = """
scope: claims
name: n{n}
restapi: {{listen: "0.0.0.0:8008", connect_address: "{inside}.{n}:8008"}}
etcd3: {{hosts: ["{inside}.1:2379", "{inside}.2:2379", "{inside}.3:2379"]}}
bootstrap:
  dcs:
    ttl: {ttl}
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
            file.write(PATRONI.format(n=n, root=ROOT, pg_bin=PG_BIN, inside=INSIDE, ttl=TTL))

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

    def make_anew(self):
        """Its data are copied from the primary once more."""
        subprocess.run(["ip", "netns", "exec", self.space, "runuser", "-u", "postgres", "--", "patronictl", "-c", f"{ROOT}/n{self.n}.yml",
                        "reinit", "claims", f"n{self.n}", "--force"], cwd="/", stdin=subprocess.DEVNULL, check=True)

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
        for tries in range(240):
            if found := [node for node in self.nodes if node.told("/primary")]:
                return found[0]
            time.sleep(0.5)
        raise SystemExit("There is no primary.")

    def astray(self):
        """The nodes that do not follow the primary: each, while there is not one primary alone, or none that a commit has to reach."""
        primaries = [(node, told) for node in self.nodes if (told := node.told("/primary"))]
        if len(primaries) != 1:
            return self.nodes
        primary, told = primaries[0]
        following = [each["application_name"] for each in told.get("replication", []) if each["state"] == "streaming"]
        if not any(node.told("/synchronous") for node in self.nodes):
            following = []
        return [node for node in self.nodes if node is not primary and f"n{node.n}" not in following]

    def await_whole(self, patience=60, seconds=240):
        """After how many seconds they are together, None where they never are, and which nodes were made anew for it."""
        begun, anew = time.monotonic(), []
        while astray := self.astray():
            passed = time.monotonic() - begun
            if passed > seconds:
                return None, anew
            if passed > patience and not anew and len(astray) == 1:
                anew = astray
                astray[0].make_anew()
            time.sleep(0.5)
        return time.monotonic() - begun, anew

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
                    claim = json.loads(answer)
                    ACKNOWLEDGED.append((time.monotonic(), claim["id"], claim["number"], text))
                    break
                REFUSED[status, json.loads(answer).get("type", "").rsplit("/", 1)[-1]] += 1
                time.sleep(0.2)
            time.sleep(0.1)


class Follower(threading.Thread):
    """Reads the feed page by page, from before the first claim, and goes on where it was."""

    def __init__(self, service):
        super().__init__(daemon=True)
        self.service, self.told = service, Counter()

    def run(self):
        after, last = "0", False
        while True:
            last = last or DONE.is_set()
            try:
                status, answer = self.service.call("GET", f"/changes?limit=500&after={after}")
            except OSError:
                status = 0
            if status != 200:
                time.sleep(0.5)
                continue
            page = json.loads(answer)
            self.told.update(item["id"] for item in page["items"] if item["type"] == "claim.created")
            if page["next"] == after:
                if last:
                    return
                time.sleep(0.5)
            after = page["next"]


print("Patroni", ".".join(map(str, VERSION)), flush=True)
signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
ACKNOWLEDGED, REFUSED, LONGEST, ENOUGH, DONE = [], Counter(), [0], threading.Event(), threading.Event()
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
    if cluster.await_whole()[0] is None:
        raise SystemExit("The nodes did not come together.")
    cluster.ask("create role claimtrail login password 'drill'", "postgres")
    cluster.ask("create database claimtrail owner claimtrail", "postgres")
    service = Service(cluster, "service").signed_in()
    started.append(service)
    follower = Follower(service)
    follower.start()
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
        elif way in APART:
            lost.network("down", *APART[way])
        else:
            lost.crash()
        time.sleep(TTL + 17)
        if way == "killed":
            lost.start()
        elif way in APART:
            lost.network("up", *APART[way])
        together, anew = cluster.await_whole()
        instants = [begun, *(instant for instant, *_ in ACKNOWLEDGED[known:])]
        pause = max(after - before for before, after in zip(instants, [*instants[1:], time.monotonic()]))
        pauses.setdefault(way, []).append(pause)
        print(f"round {number + 1}: n{lost.n} {way}, now n{cluster.primary().n}: nothing acknowledged for {pause:.1f} s, "
              f"then {len(instants) - 1} claims; the longest request {LONGEST[0]:.1f} s, "
              f"{dict(REFUSED - refused)}; "
              + ("not together again" if together is None else f"together {together:.0f} s after it came back")
              + "".join(f", n{node.n} made anew" for node in anew), flush=True)
        if together is None:
            FAULTS.append("the nodes come together again")
            break

    ENOUGH.set()
    for client in clients:
        client.join(60)
    holds(f"a claim is acknowledged again within {TTL + 7} s", max(max(taken) for taken in pauses.values()) <= TTL + 7)
    there = Counter(json.loads(cluster.ask("select json_agg(json_build_array(number, text)::text) from claim")))
    acknowledged = Counter(json.dumps([number, text]) for _, _, number, text in ACKNOWLEDGED)
    print(f"{len(ACKNOWLEDGED)} acknowledged, {sum(there.values())} there, lost {sum((acknowledged - there).values())}, "
          f"twice {sum(count - 1 for count in Counter(json.loads(row)[1] for row in there.elements()).values())}")
    holds("all that were acknowledged are there once, and no others", there == acknowledged)
    DONE.set()
    follower.join(120)
    holds("the feed told each once", not follower.is_alive() and follower.told == Counter(id for _, id, *_ in ACKNOWLEDGED))
    FAULTS.pop(0)
finally:
    end(started)
