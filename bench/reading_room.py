#!/usr/bin/env python3
"""How quick the reading room is in an article of 60,000 characters, in Chromium.

    python3 bench/reading_room.py http://localhost:8080 data/admin-token [CHARACTERS]

Records an article of sentences in which somebody says something, signs in as a contributor of its own, and prints milliseconds: until the
page is there, from a key until the next two frames are drawn, from `c` until the card can be typed into, from Ctrl+Enter until the room has
the answer, and what typing a letter takes. It wants Playwright for Python (`pip install playwright`) and Chromium.
"""

import random
import statistics
import sys
import time

from people import BASE, api, chromium, sign_in
from playwright.sync_api import sync_playwright

CHARACTERS = int(sys.argv[3]) if len(sys.argv) > 3 else 60_000
UNTIL_DRAWN = """(act) => new Promise(done => {
    const begun = performance.now();
    act();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""
PLACES = "quarry foundry lighthouse orchard viaduct cannery observatory shipyard tannery windmill granary sawmill ferry depot museum".split()
NAMES = "Berg Ito Novak Silva Khan Moreau Okoye Haas Lind Petrov".split()


def text(characters):
    chance = random.Random()
    paragraphs = []
    while sum(map(len, paragraphs)) < characters:
        paragraphs.append(" ".join(
            f"{chance.choice(['The transport ministry', 'The port authority', 'Governor ' + chance.choice(NAMES)])} "
            f"{chance.choice(['said on Monday that', 'told reporters that', 'denied that', 'warned that'])} the {chance.choice(PLACES)} of "
            f"{chance.choice(NAMES)}{chance.choice(['ville', 'burg', 'stad'])} had lost {chance.randint(2, 90)},{chance.randint(0, 999):03} "
            f"tonnes of {chance.choice(PLACES)} in {chance.choice(['March', 'April', 'May'])} {chance.randint(1990, 2024)}." for _ in range(4)))
    return "\n\n".join(paragraphs)[:characters]


def told(what, took):
    print(f"{what:48}{statistics.median(took):>8.0f}{max(took):>8.0f}")


def timed(act):
    begun = time.monotonic()
    act()
    return (time.monotonic() - begun) * 1000


with sync_playwright() as playwright:
    article = api("POST", "/articles", {"url": f"https://long.example/{time.time()}", "title": "A long one", "publishedOn": "2024-06-20",
                                        "language": "en", "body": text(CHARACTERS)})["id"]
    page = chromium(playwright).new_context(viewport={"width": 1280, "height": 900}).new_page()
    sign_in(page, f"reader{int(time.time())}", "CONTRIBUTOR")
    room = f"{BASE}/articles/{article}/read"

    def key(name):
        return page.evaluate(f"({UNTIL_DRAWN})(() => document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{name}', bubbles: true}})))")

    print(f"{'':48}{'median':>8}{'longest':>8}")
    told("the page, opened again", [timed(lambda: page.goto(room)) for _ in range(6)][1:])
    told("from one sentence to the next (j)", [key("j") for _ in range(200)])
    opened, recorded = [], []
    for _ in range(15):
        for _ in range(3):
            page.keyboard.press("j")
        page.keyboard.press("c")
        opened.append(timed(lambda: page.wait_for_function("() => document.activeElement?.name === '/text'")))
        page.keyboard.press("Control+Enter")
        recorded.append(timed(lambda: page.wait_for_function(
            "() => !document.querySelector('#card form') || document.querySelector('#card .fault, #card .field-faults')")))
        page.wait_for_timeout(600)
        if page.evaluate("document.activeElement?.name === '/text'"):
            page.keyboard.press("Escape")
            page.wait_for_timeout(300)
    told("a card (c)", opened)
    told("recorded, or told what it lacks or may repeat", recorded)
    page.goto(room)
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.wait_for_function("() => document.activeElement?.name === '/text'")
    told("a letter typed", [page.evaluate(f"({UNTIL_DRAWN})(() => document.execCommand('insertText', false, 'a'))") for _ in range(40)])
    told("the page, with what was taken", [timed(lambda: page.goto(room)) for _ in range(6)][1:])
    print(f"{page.locator('#text mark').count()} marks")
