"""A PostgreSQL and instances of the service that a script of this directory starts for itself, and ends.

The first argument of such a script is the command that starts the service. PG_BIN names the programs of PostgreSQL, by default
those of Debian's newest. All of it lies in a directory of its own, ROOT.
"""

import getpass
import glob
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
import traceback
import urllib.error
import urllib.parse
import urllib.request

SERVICE = shlex.split(sys.argv[1])
PG_BIN = os.environ.get("PG_BIN") or sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[4]))[-1]
# PostgreSQL refuses to run as root.
AS = ["runuser", "-u", "postgres", "--"] if getpass.getuser() == "root" else []
ROOT = tempfile.mkdtemp(prefix="claimtrail")
os.chmod(ROOT, 0o777)
PASSWORD = "four words in a row"
FAULTS = ["it ended before the end"]


def free():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(*command, **more):
    return subprocess.run([*AS, *command], check=True, capture_output=True, text=True, cwd="/", **more).stdout.strip()


def holds(what, true):
    print(("yes  " if true else "NO   ") + what, flush=True)
    FAULTS.extend([] if true else [what])


def end(started):
    """Stops what was started, the last first, and exits with 1 where something did not hold; its directory stays then."""
    if sys.exc_info()[1]:
        traceback.print_exc()
    for one in reversed(started):
        one.stop()
    if not FAULTS:
        shutil.rmtree(ROOT, ignore_errors=True)
    else:
        print("see", ROOT)
    sys.exit(1 if FAULTS else 0)


class Server:
    def __init__(self, name, port):
        self.data, self.port = f"{ROOT}/{name}", port
        self.url = f"jdbc:postgresql://127.0.0.1:{port}/claimtrail"

    def create(self, *settings):
        run(f"{PG_BIN}/initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--locale=C.UTF-8")
        with open(f"{self.data}/postgresql.conf", "a") as conf:
            conf.writelines(line + "\n" for line in settings)
        self.start()
        self.ask("create role claimtrail login password 'drill'", "postgres")
        self.ask("create database claimtrail owner claimtrail", "postgres")

    def start(self):
        run(f"{PG_BIN}/pg_ctl", "-D", self.data, "-w", "-t", "120", "-l", self.data + ".log", "-o",
            f"-p {self.port} -k {ROOT} -c listen_addresses=127.0.0.1", "start", stdin=subprocess.DEVNULL)

    def stop(self, mode="fast"):
        run(f"{PG_BIN}/pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def ask(self, sql, database="claimtrail"):
        return run(f"{PG_BIN}/psql", "-h", ROOT, "-p", str(self.port), "-U", "postgres", "-Atc", sql, database)


class Service:
    """An instance on that server."""

    def __init__(self, server, name, *settings, port=None):
        self.port, self.log, self.token = port or free(), open(f"{ROOT}/{name}.log", "a"), None
        self.process = subprocess.Popen(
            [*SERVICE, f"--server.port={self.port}", f"--claimtrail.data-dir={ROOT}/{name}", "--claimtrail.demo=false",
             "--claimtrail.likeness.model=none", "--claimtrail.admin.password=" + PASSWORD, "--claimtrail.rate-limit.enabled=false",
             *settings],
            env={**os.environ, "CLAIMTRAIL_DB_URL": server.url, "CLAIMTRAIL_DB_USERNAME": "claimtrail", "CLAIMTRAIL_DB_PASSWORD": "drill"},
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
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json", **headers}, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def signed_in(self):
        """With a token of an administrator, issued on the page for it."""
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

        def send(page, action, **fields):
            text = browser.open(f"http://127.0.0.1:{self.port}{page}").read().decode()
            fields["_csrf"] = re.search('name="_csrf"[^>]*value="([^"]*)"', text).group(1)
            fields["press"] = (re.findall('name="press"[^>]*value="([^"]*)"', text) or [""])[0]
            data = urllib.parse.urlencode(fields).encode()
            return browser.open(f"http://127.0.0.1:{self.port}{action}", data).read().decode()

        send("/sign-in", "/sign-in", name="admin", password=PASSWORD)
        issued = send("/account", "/account/tokens", name="drill", scope="ADMIN", expiresOn="")
        self.token = re.search("ct_[A-Za-z0-9_-]+", issued).group()
        return self

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
