#!/usr/bin/env python3
"""How fast changes are sent to a webhook, by a receiver's time for an answer and by how many requests it takes at the same time.

    python3 bench/webhooks.py [CHANGES] [--url http://localhost:8080] [--token T] [--pid SERVICE] [--make DATABASE | --after CURSOR] [--round MS,PARALLEL[,BATCH]]…

The service has to allow what listens here (`--claimtrail.webhooks.allow-http=true --claimtrail.webhooks.allowed-networks=127.0.0.0/8`).
With --make it first makes CHANGES (10,000) there by psql: sources, and then a new name for each, ten in a transaction. Then it has
CHANGES of sources sent, once for each round, to a receiver of its own that takes MS milliseconds for an answer. For each round it prints how many
changes came in a second, the most under way at the same time, and, with --pid, the CPU of the service, of its PostgreSQL,
and of the receiver for a change. It fails where a change came twice, or one of a thing came before the one before it was
acknowledged or out of its order.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import subprocess
import time
import urllib.request

arguments = argparse.ArgumentParser()
arguments.add_argument("changes", nargs="?", type=int, default=10_000)
arguments.add_argument("--url", default="http://localhost:8080")
arguments.add_argument("--token")
arguments.add_argument("--pid", type=int)
arguments.add_argument("--make")
arguments.add_argument("--after", default="0")
arguments.add_argument("--round", action="append", dest="rounds")
given = arguments.parse_args()
token = given.token or open("data/admin-token").read().strip()
TICKS = os.sysconf("SC_CLK_TCK")


def call(method, path, body=None, **headers):
    request = urllib.request.Request(given.url + "/api/v1" + path, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", "Bearer " + token)
    request.add_header("Content-Type", "application/merge-patch+json" if method == "PATCH" else "application/json")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or "null")


def make(database):
    """Transactions of ten sources, and then others that give each of these a new name."""
    record = """insert into source (id, name, kind, created_at, updated_at, revision)
        select gen_random_uuid(), 'Bench {}-' || n, 'PERSON', now(), now(), 0 from generate_series({}, {}) n;"""
    rename = "update source set name = name || ' renamed', updated_at = now() where name in (select 'Bench {}-' || n from generate_series({}, {}) n);"
    named = int(time.time())
    statements = [one.format(named, first, first + 9) for one in (record, rename) for first in range(0, given.changes // 2, 10)]
    subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", database], input="\n".join(statements), text=True, check=True)


class Receiver(asyncio.Protocol):
    """HTTP as far as the service speaks it: a head with a length, a body, the next one when this one was answered."""

    delay = 0.0
    ids = []
    under_way = {}
    most = 0
    faults = 0

    def connection_made(self, transport):
        self.transport = transport
        self.data = b""

    def data_received(self, data):
        self.data += data
        end = self.data.find(b"\r\n\r\n")
        if end < 0:
            return
        head = dict(line.split(b": ", 1) for line in self.data[:end].lower().split(b"\r\n")[1:])
        if len(self.data) < end + 4 + int(head[b"content-length"]):
            return
        body = self.data[end + 4:]
        self.data = b""
        changes = [body] if body[:1] == b"{" else [None] * body.count(b'"cursor":')
        self.thing = head[b"webhook-id"].split(b"_")[2]
        Receiver.faults += self.thing in Receiver.under_way
        Receiver.under_way[self.thing] = True
        Receiver.most = max(Receiver.most, len(Receiver.under_way))
        Receiver.ids.extend([head[b"webhook-id"].decode()] * len(changes))
        if Receiver.delay:
            asyncio.get_running_loop().call_later(Receiver.delay, self.answer)
        else:
            self.answer()

    def answer(self):
        del Receiver.under_way[self.thing]
        self.transport.write(b"HTTP/1.1 204 No Content\r\n\r\n")


def receive(delay, many, pipe):
    async def serve():
        Receiver.delay = delay
        server = await asyncio.get_running_loop().create_server(Receiver, "127.0.0.1", 0)
        pipe.send(server.sockets[0].getsockname()[1])
        while len(Receiver.ids) < many:
            await asyncio.sleep(0.005)
        pipe.send((time.monotonic(), Receiver.ids, Receiver.most, Receiver.faults))
        pipe.recv()

    asyncio.run(serve())


def cpu(pid):
    try:
        fields = open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS
    except FileNotFoundError:
        return 0.0


def below(pid):
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                parent = int(open(f"/proc/{name}/stat").read().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(name))
            except FileNotFoundError:
                pass
    found = [pid]
    for one in found:
        found.extend(children.get(one, []))
    return found[1:]


def in_order(ids):
    revisions = {}
    return all(revisions.setdefault(id.split("_")[2], []).append(int(id.split("_")[0])) is None for id in ids) and all(
        numbers == sorted(numbers) for numbers in revisions.values())


after = given.after
if given.make:
    after = call("GET", "/changes?after=now")["next"]
    make(given.make)
    print(f"To have the same changes sent again: --after {after}")

for round in given.rounds or ["0,1", "0,8", "10,1", "10,8"]:
    delay, parallel, batch = (round + ",1").split(",")[:3]
    here, there = multiprocessing.Pipe()
    receiver = multiprocessing.Process(target=receive, args=(int(delay) / 1000, given.changes, there), daemon=True)
    receiver.start()
    port = here.recv()
    postgres = below(int(open("data/postgresql/postmaster.pid").readline())) if given.pid else []
    before = cpu(given.pid), sum(map(cpu, postgres)), cpu(receiver.pid)
    begin = time.monotonic()
    webhook = call("POST", "/webhooks", {"url": f"http://127.0.0.1:{port}/", "resources": ["source"], "after": after,
                                         "parallel": int(parallel), "batch": int(batch)})
    end, ids, most, faults = here.recv()
    spent = cpu(given.pid), sum(map(cpu, postgres)), cpu(receiver.pid)
    call("DELETE", "/webhooks/" + webhook["id"], If_Match="*")
    here.send("over")
    receiver.join()
    each = " + ".join(f"{1000 * (now - then) / given.changes:.2f}" for now, then in zip(spent, before))
    print(f"answers after {delay} ms, parallel {parallel}, batch {batch}: {given.changes / (end - begin):,.0f} changes/s, {most} at the same time"
          + (f", CPU of a change {each} ms" if given.pid else "") + f", load {os.getloadavg()[0]:.1f}")
    if batch == "1":
        assert faults == 0, f"{faults} changes came while another one of their thing was under way"
        assert in_order(ids), "changes of a thing came out of their order"
        assert len(set(ids)) == len(ids), "changes came twice"
