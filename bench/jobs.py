#!/usr/bin/env python3
"""The jobs of a desk, done by pages alone in Chromium: how many pages, clicks and keys each one takes.

    python3 bench/jobs.py http://localhost:8080 data/admin-token [JOB ...]

It wants a service on the demo record that nobody else uses, Playwright for Python (`pip install playwright`) and Chromium; for the mail of
what is watched the service is told of a mail server that this script is: `--spring.mail.host=127.0.0.1 --spring.mail.port=2525
--claimtrail.mail.from=desk@news.example --claimtrail.url=http://localhost:8080`. Two accounts are made, a contributor's and an administrator's, and
what the jobs are done with: none of that counts. Each job begins on the page of the queue, and ends when what it is for is seen.

Seconds are by the keystroke-level model (Card, Moran and Newell, 1980): 0.28 for a key, 1.2 to point and click, 0.4 to move the hand
between mouse and keys, 1.35 to think
before each click and each text.
"""

import os
import re
import socketserver
import sys
import tempfile
import threading
import time

from people import BASE, api, chromium, sign_in
from playwright.sync_api import expect, sync_playwright

ONLY = sys.argv[3:]
MAILS = []


class MailServer(socketserver.StreamRequestHandler):
    """As much of SMTP as a mail takes."""

    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            verb = line.strip().upper()
            if verb.startswith(b"EHLO") or verb.startswith(b"HELO"):
                self.wfile.write(b"250 here\r\n")
            elif verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                mail = []
                for part in self.rfile:
                    if part == b".\r\n":
                        break
                    mail.append(part)
                MAILS.append(b"".join(mail).replace(b"=\r\n", b"").replace(b"=3D", b"=").decode())
                self.wfile.write(b"250 taken\r\n")
            elif verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 well\r\n")


def mail(words):
    for _ in range(900):
        for one in MAILS:
            if words in one:
                return one
        time.sleep(0.1)
    raise AssertionError("no mail with: " + words)


class Person:
    """Somebody at a browser, of whom every click and key is counted."""

    def __init__(self, browser, name, role):
        self.page = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=BASE, accept_downloads=True).new_page()
        self.page.set_default_timeout(15000)
        expect.set_options(timeout=15000)
        self.page.on("framenavigated", lambda frame: setattr(self, "pages", self.pages + (frame == self.page.main_frame)))
        self.name = name
        self.begin()
        sign_in(self.page, name, role)

    def begin(self):
        self.pages = self.clicks = self.keys = self.moves = 0
        self.typing = False

    def home(self):
        self.page.goto("/")
        self.begin()

    def hand(self, typing):
        self.moves += self.typing != typing
        self.typing = typing

    def at(self, what):
        return self.page.locator(what).first if isinstance(what, str) else what

    def click(self, what):
        self.hand(False)
        self.clicks += 1
        self.at(what).click()

    def button(self, name):
        self.click(self.page.locator("main").get_by_role("button", name=name, exact=True).first)

    def link(self, name, exact=True):
        self.click(self.page.get_by_role("link", name=name, exact=exact).first)

    def field(self, label, text):
        self.type(self.page.locator("main").get_by_label(label, exact=True).first, text)

    def type(self, what, text):
        where = self.at(what)
        if not where.evaluate("one => one === document.activeElement"):
            self.click(where)
        self.hand(True)
        if where.evaluate("one => 'value' in one ? one.value : ''"):
            self.press("Control+a")
        self.keys += len(text)
        where.press_sequentially(text, delay=5)

    def look_for(self, words):
        """By the one box of the queue."""
        self.type("#q", words)
        self.press("Enter")

    def press(self, key):
        self.hand(True)
        self.keys += 1 + key.count("+")
        self.page.keyboard.press(key)

    def choose(self, label, option):
        """From a list: one click opens it, another one chooses."""
        self.hand(False)
        self.clicks += 2
        self.page.locator("main").get_by_label(label, exact=True).first.select_option(label=option)

    def give(self, what, *files):
        """Files, in the window that the system has for that: the button, the file, Open."""
        self.hand(False)
        self.clicks += 2 + len(files)
        self.at(what).set_input_files(list(files))

    def sees(self, text):
        expect(self.page.locator("main")).to_contain_text(text if isinstance(text, re.Pattern) else re.compile(re.escape(text)))

    def day(self, what, day):
        """Typed into a field for days by its eight figures."""
        self.click(what)
        self.hand(True)
        self.keys += 8
        self.at(what).fill(day)
        self.click("form.travel button")

    def downloads(self, what):
        with self.page.expect_download() as got:
            self.click(what)
        return open(got.value.path(), "rb").read()


JOBS = []


def contested(who):
    """A list with a filter."""
    who.link("Claims")
    who.click("summary:has-text('Status')")
    who.click("label:has-text('Contested') >> nth=0")
    who.click(who.page.locator("details[open] button:text-is('Filter')"))


def job(what):
    def keep(run):
        JOBS.append((what, run))
        return run

    return keep


@job("find whether something is recorded, by meaning")
def find(ada, ben):
    ada.look_for("weapons boxes sent to Moscow")
    ada.sees("containers")


@job("see whether an article has been done")
def done(ada, ben):
    ada.look_for("https://press.example/ten-ships")
    ada.sees("Ten ships")
    ada.sees(re.compile("C-\\d+"))


@job("take a claim from the queue to done, two people")
def queue(ada, ben):
    ada.button("Take next")
    number = re.search(r"C-\d+", ada.page.url).group()
    ada.choose("Stage", "In review")
    ada.click("#stage-form button")
    ada.sees("In review")
    ben.home()
    ben.click(ben.page.get_by_role("link", name=re.compile("^In review")))
    ben.click(f"a.number:text-is('{number}')")
    ben.choose("Stage", "Done")
    ben.click("#stage-form button")
    ben.sees("Done")


@job("change ten claims at once")
def ten(ada, ben):
    ada.click(ada.page.get_by_role("link", name=re.compile("^Inbox")))
    ada.page.wait_for_url("**/?list=inbox")
    for _ in range(10):
        ada.press("j")
        ada.press("x")
    ada.field("Add a topic", "to be checked")
    ada.button("Change them")
    ada.sees("10 claims were changed.")


@job("assess a claim on a scale that is in use")
def assess(ada, ben):
    ben.home()
    ben.look_for("C-2")
    ben.link("Add an assessment")
    ben.field("Summary", "Nothing speaks for it.")
    ben.field("Scale", "Truth meter")
    ben.field("Rating, in words", "Half true")
    ben.button("Save")
    ben.sees("Half true")


@job("correct a source's name")
def correct(ada, ben):
    ada.look_for("Habour Bord")
    ada.link("Habour Bord", exact=False)
    ada.link("Edit")
    ada.field("Name", "Harbour Board")
    ada.button("Save")
    ada.sees("Harbour Board")


@job("merge two sources that are one, and undo it")
def merge(ada, ben):
    ben.home()
    ben.look_for("Ministry of Ports")
    ben.link("Ministry of Ports (State)", exact=False)
    ben.link("Merge")
    ben.field("The other source", "Ministry of Ports")
    ben.field("Why they are one", "one ministry")
    ben.button("Merge")
    ben.sees("merged")
    ben.button("Undo")
    ben.sees("Ministry of Ports (State)")


@job("see what changed since yesterday")
def changed(ada, ben):
    ada.link("Changes")
    ada.sees("Ship 9 was loaded.")


@job("compare a figure with what others say, as a picture")
def compare(ada, ben):
    ada.look_for("C-1")
    ada.click("a:has-text('Compare with what others say')")
    expect(ada.page.locator("main svg").first).to_be_visible()


@job("see a claim and a list as of a day")
def past(ada, ben):
    ada.look_for("C-1")
    ada.day("#published", "2024-07-10")
    ada.sees("With what had been published by")
    ada.link("Claims")
    ada.click("summary:text-is('On a day of the past')")
    ada.day("#published", "2024-07-10")
    ada.sees("With what had been published by")


@job("export what is shown, as a spreadsheet")
def export(ada, ben):
    contested(ada)
    ada.click("details.export > summary")
    assert ada.downloads(ada.page.get_by_role("link", name="Spreadsheet (XLSX)")).startswith(b"PK")


@job("import a sheet of fifty rows")
def imports(ada, ben):
    ada.link("Imports")
    ada.give("input[type=file]", ada.sheet)
    ada.button("Send")
    ada.button("Record it")
    expect(ada.page.locator("#progress")).to_contain_text(re.compile("Recorded\\s*50"), timeout=60000)


@job("discuss a claim, and answer somebody who was mentioned")
def discuss(ada, ben):
    ada.look_for("C-3")
    ada.type("#new-note", "@ben is this the same shipment?")
    ada.button("Add the note")
    ada.sees("same shipment")
    ben.home()
    ben.link("C-3")
    ben.click("summary:text-is('Reply')")
    ben.type("form.reply textarea", "It is.")
    ben.button("Reply")
    ben.sees("It is.")


@job("attach a screenshot and a PDF to evidence")
def attach(ada, ben):
    ada.look_for(ada.supported)
    evidence = ada.page.locator("section[aria-labelledby=evidence]")
    ada.click(evidence.locator("summary:text-is('Attach files')").first)
    ada.give(evidence.locator("input[type=file]").first, ada.picture, ada.pdf)
    ada.click(evidence.locator("button:text-is('Attach')").first)
    ada.sees("screen.png")
    ada.sees("paper.pdf")


@job("watch a topic, and get the mail")
def watch(ada, ben):
    ada.link("Topics")
    ada.link("arms transfers")
    ada.button("Watch")
    ada.link("ada")
    ada.link("The mail of the morning")
    ada.field("Address", "ada@news.example")
    ada.button("Save")
    link = re.search(r"http\S+/digest/confirm\S+", mail("/digest/confirm")).group()
    ada.page.goto(link)
    ada.button("Confirm")
    ada.sees("ada@news.example")


@job("keep a view, share it, and open it as somebody else")
def view(ada, ben):
    contested(ada)
    ada.click("summary:text-is('Keep this search')")
    ada.field("Name", "Contested claims")
    ada.click("label[for=search-shared]")
    ada.button("Keep")
    ada.sees("Contested claims")
    ben.home()
    ben.link("Saved searches")
    ben.button("Contested claims")
    ben.sees(re.compile("C-\\d+"))


@job("see how the desk stands, as charts")
def dashboard(ada, ben):
    ada.link("Reports")
    ada.link("Claims recorded")
    expect(ada.page.locator("main svg").first).to_be_visible()


@job("undo a deletion of last week")
def undo(ada, ben):
    ada.link("Changes")
    ada.link("What was deleted")
    ada.click("li:has-text('Never meant'), tr:has-text('Never meant')")
    ada.click(ada.page.locator("tr:has-text('Never meant') button, li:has-text('Never meant') button").first)
    ada.sees("is back")


def prepare(ada, ben):
    """What there has to be: none of it counts."""
    api("POST", "/claims", {"text": "Ten ships left the harbour.", "kind": "FACT", "appearances": [
        {"article": {"url": "https://press.example/ten-ships", "title": "Ten ships"}}]})
    for n in range(10):
        api("POST", "/claims", {"text": f"Ship {n} was loaded.", "kind": "FACT"})
    api("POST", "/claims/C-5/assessments", {"summary": "So far so good.", "rating": {"label": "Half true"}, "scale": {"name": "Truth meter"}})
    ada.supported = next(f"C-{one['number']}" for one in api("GET", "/claims?limit=50&sort=number")["items"]
                         if api("GET", f"/claims/C-{one['number']}/evidence")["items"])
    api("POST", "/sources", {"name": "Habour Bord", "kind": "ORGANIZATION"})
    api("POST", "/sources", {"name": "Ministry of Ports (State)", "kind": "GOVERNMENT"})
    api("POST", "/sources", {"name": "Ministry of Ports", "kind": "GOVERNMENT"})
    gone = api("POST", "/topics", {"name": "Never meant to go"})
    api("DELETE", "/topics/" + gone["id"], **{"If-Match": "*"})
    folder = tempfile.mkdtemp()
    ada.sheet, ada.picture, ada.pdf = (os.path.join(folder, name) for name in ("claims.csv", "screen.png", "paper.pdf"))
    with open(ada.sheet, "w") as sheet:
        sheet.write("Claim,Kind,Source,URL\n")
        sheet.writelines(f"Crane {n} was moved.,FACT,Harbour Press,https://press.example/crane-{n}\n" for n in range(50))
    ada.page.screenshot(path=ada.picture)
    ada.page.pdf(path=ada.pdf)


class Threads(socketserver.ThreadingMixIn, socketserver.TCPServer):
    allow_reuse_address = daemon_threads = True


def main():
    threading.Thread(target=Threads(("127.0.0.1", 2525), MailServer).serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        people = ada, ben = Person(browser, "ada", "CONTRIBUTOR"), Person(browser, "ben", "ADMIN")
        prepare(ada, ben)
        print(f"{'job':58}{'pages':>6}{'clicks':>8}{'keys':>6}{'seconds':>9}")
        for what, run in JOBS:
            if ONLY and run.__name__ not in ONLY:
                continue
            ben.begin()
            ada.home()
            try:
                run(ada, ben)
            except Exception as trouble:
                for person in people:
                    person.page.screenshot(path=os.path.join(tempfile.gettempdir(), f"{run.__name__}-{person.name}.png"))
                print(f"{what:58} failed: {trouble}"[:600])
                continue
            pages, clicks, keys, moves = (sum(getattr(one, name) for one in people) for name in ("pages", "clicks", "keys", "moves"))
            seconds = 0.28 * keys + 1.2 * clicks + 0.4 * moves + 1.35 * (clicks + moves / 2)
            print(f"{what:58}{pages:>6}{clicks:>8}{keys:>6}{seconds:>9.0f}")


main()
