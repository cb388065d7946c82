#!/usr/bin/env python3
"""Ten people at a desk, as sessions of the pages: what they wait for, and whether anything that was acknowledged is lost.

    python3 bench/desk.py http://localhost:8080 data/admin-token [MINUTES [PEOPLE]]

Each signs in with an account of his own and goes on as people do, with a second or so between two pages: looks at the queue,
takes the next claim, filters lists, opens claims, records one, writes notes, and edits one claim that all of them edit. An
edit counts as acknowledged when the page says "Saved."; at the end each one has to be in the claim's history, on top of the
value that the one before it wrote. Prints the pages with how often they were asked for, the median and the 95th percentile of
milliseconds, and how many answers were 5xx.
"""

import http.cookiejar
import json
import random
import statistics
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from html.parser import HTMLParser

BASE = sys.argv[1].rstrip("/")
TOKEN = open(sys.argv[2]).read().strip()
MINUTES = float(sys.argv[3]) if len(sys.argv) > 3 else 10
PEOPLE = int(sys.argv[4]) if len(sys.argv) > 4 else 10
PASSWORD = "four words in a row"
WORDS = "containers shells treaty visit missiles isolation arms Moscow denied planned troops"


class Forms(HTMLParser):
    """The forms of a page: id, action and fields as a browser would send them untouched."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.form, self.area, self.select = [], None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        at = dict(attributes)
        name = at.get("name")
        if tag == "form":
            self.form = {"id": at.get("id"), "action": at.get("action", ""), "fields": {}}
            self.forms.append(self.form)
        elif self.form is None:
            return
        elif tag == "input" and name:
            if at.get("type") not in ("checkbox", "radio", "file") or "checked" in at:
                self.form["fields"][name] = at.get("value") or ""
        elif tag == "textarea" and name:
            self.area = name
            self.form["fields"][name] = ""
        elif tag == "select" and name:
            self.select = name
            self.form["fields"].setdefault(name, "")
        elif tag == "option" and self.select and "selected" in at:
            self.form["fields"][self.select] = at.get("value") or ""

    def handle_data(self, data):
        if self.area:
            self.form["fields"][self.area] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None

    def find(self, **wanted):
        for form in self.forms:
            if all((form[key] or "").endswith(value) for key, value in wanted.items()):
                return form
        raise LookupError(f"no form {wanted}")


def api(method, path, body=None, etag=None):
    headers = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}
    if etag:
        headers["If-Match"] = etag
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(BASE + "/api/v1" + path, data, headers, method=method)) as answer:
        text = answer.read()
        return json.loads(text) if text else {}


class Person(threading.Thread):
    def __init__(self, name, shared, until):
        super().__init__(name=name)
        self.shared, self.until = shared, until
        self.browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.took, self.failed, self.refused, self.saved, self.trouble = defaultdict(list), [], 0, [], []

    def open(self, what, path, form=None):
        data = None if form is None else urllib.parse.urlencode(form).encode()
        start = time.monotonic()
        try:
            with self.browser.open(urllib.request.Request(BASE + path, data)) as answer:
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as refusal:
            status, page = refusal.code, refusal.read().decode()
        self.took[what].append((time.monotonic() - start) * 1000)
        if status >= 500:
            self.failed.append((what, status))
        elif status >= 400:
            self.refused += 1
        return status, page

    def sign_in(self, link):
        page = Forms(self.open("invitation", link)[1])
        form = page.find(action="/invitation")
        form["fields"].pop("revokeTokens", None)
        self.open("choose a password", "/invitation", {**form["fields"], "password": PASSWORD, "repeated": PASSWORD})
        form = Forms(self.open("sign-in", "/sign-in")[1]).find(action="/sign-in")
        self.open("sign in", "/sign-in", {**form["fields"], "name": self.name, "password": PASSWORD})

    def run(self):
        acts = [self.queue, self.search, self.look, self.look, self.look, self.record, self.note, self.edit, self.edit,
                self.take, self.reports]
        while time.monotonic() < self.until:
            try:
                random.choice(acts)()
            except Exception as trouble:  # told at the end: nobody looks meanwhile
                self.trouble.append(repr(trouble))
            time.sleep(random.uniform(0.5, 1.5))

    def queue(self):
        self.open("queue", "/?list=" + random.choice(["mine", "inbox", "in-review", "changed"]))

    def search(self):
        word = random.choice(WORDS.split())
        self.open("list", "/claims?" + random.choice(
            [f"q={word}", "denied=true", "status=CONTESTED", "stage=INBOX&sort=-origins", "kind=FIGURE&column=FIGURE"]))

    def look(self):
        self.open("claim", f"/claims/C-{random.randint(1, 40)}")

    def reports(self):
        self.open("measures", "/measures")

    def take(self):
        form = Forms(self.open("queue", "/?list=inbox")[1]).find(action="/take-next")
        self.open("take next", "/take-next", form["fields"])

    def record(self):
        form = Forms(self.open("new claim", "/claims/new")[1]).find(id="form")
        fields = {**form["fields"], "/text": f"{self.name} heard something of {random.random()}.", "/kind": "FACT"}
        self.open("record", "/claims/new", fields)

    def note(self):
        path = f"/claims/C-{random.randint(1, 40)}"
        form = Forms(self.open("claim", path)[1]).find(id="note-form")
        self.open("note", path + "/notes/new", {**form["fields"], "/text": f"**Seen** by {self.name}"})

    def edit(self):
        path = f"/claims/{self.shared}/edit"
        form = Forms(self.open("edit", path)[1]).find(id="form")
        time.sleep(random.uniform(0, 1))
        place = f"{self.name} {len(self.saved)} {random.randint(0, 10**9)}"
        status, page = self.open("save", path, {**form["fields"], "/place": place})
        if status == 200 and "Saved." in page:
            self.saved.append(place)


def main():
    shared = "C-" + str(api("POST", "/claims", {"text": "What all of them edit.", "kind": "FACT"})["number"])
    people, until = [], time.monotonic() + 3600
    for n in range(PEOPLE):
        name = f"desk{random.randint(0, 10**6)}.{n}"
        account = api("POST", "/users", {"name": name, "role": "CONTRIBUTOR"})["id"]
        link = urllib.parse.urlparse(api("POST", f"/users/{account}/invitation")["link"])
        person = Person(name, shared, until)
        person.sign_in(link.path + ("?" + link.query if link.query else ""))
        people.append(person)
    for person in people:
        person.took.clear()
        person.until = time.monotonic() + MINUTES * 60
        person.start()
    for person in people:
        person.join()

    written, cursor = [], ""
    while cursor is not None:
        page = api("GET", f"/claims/{shared}/history?limit=100" + (f"&cursor={urllib.parse.quote(cursor)}" if cursor else ""))
        for event in page["items"]:
            for change in event.get("changes", []):
                if change["pointer"] == "/place":
                    written.append((change.get("old"), change.get("new")))
        cursor = page["next"]
    written.reverse()
    values = {new for _, new in written}
    saved = [place for person in people for place in person.saved]
    lost = [place for place in saved if place not in values]
    broken = sum(1 for before, after in zip(written, written[1:]) if before[1] != after[0])

    took = defaultdict(list)
    for person in people:
        for what, times in person.took.items():
            took[what] += times
    print(f"| page | asked for | median ms | p95 ms | longest ms |\n|---|---|---|---|---|")
    for what, times in sorted(took.items()):
        times.sort()
        print(f"| {what} | {len(times)} | {statistics.median(times):.0f} | {times[int(len(times) * .95)]:.0f} | {times[-1]:.0f} |")
    everything = sorted(t for times in took.values() for t in times)
    print(f"| all | {len(everything)} | {statistics.median(everything):.0f} | {everything[int(len(everything) * .95)]:.0f} | {everything[-1]:.0f} |")
    print(f"\n{len(saved)} edits of one claim acknowledged, {len(lost)} lost, {broken} on top of another value than the last;",
          f"{sum(len(person.failed) for person in people)} answers of 5xx, {sum(person.refused for person in people)} of 4xx")
    for person in people:
        for trouble in set(person.trouble):
            print(person.name, trouble)
    sys.exit(1 if lost or broken or any(person.failed or person.trouble for person in people) else 0)


main()
