#!/usr/bin/env python3
"""What a browser makes of the ten pages that a desk looks at most: when something is seen first, and what it took.

    CLAIMTRAIL_PASSWORD=… python3 bench/paint.py http://localhost:8080 [TIMES]

Signs in as the administrator in Chromium, looks at each page once with an empty cache and then TIMES (5) times as somebody who works
does, and prints: milliseconds until the first contentful paint, the first time and the median after it; requests, and bytes on the
wire, of the first time and after it. It wants Playwright for Python (`pip install playwright`) and Chromium.
"""

import os
import statistics
import sys

from playwright.sync_api import sync_playwright

URL = sys.argv[1].rstrip("/")
TIMES = int(sys.argv[2]) if len(sys.argv) > 2 else 5
SEEN = """async () => {
    const paint = () => performance.getEntriesByName('first-contentful-paint')[0];
    while (!paint()) await new Promise(next => setTimeout(next, 10));
    const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return [paint().startTime, all.filter(one => one.transferSize > 0).length, all.reduce((sum, one) => sum + one.transferSize, 0)];
}"""


def first(page, listing, link):
    page.goto(URL + listing)
    return page.locator(link).first.get_attribute("href")


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
    desk = browser.new_context(viewport={"width": 1280, "height": 900})
    page = desk.new_page()
    page.goto(URL + "/sign-in")
    page.fill("input[name=name]", os.environ.get("CLAIMTRAIL_NAME", "admin"))
    page.fill("input[name=password]", os.environ["CLAIMTRAIL_PASSWORD"])
    page.click("main button")
    state = desk.storage_state()
    claim = first(page, "/claims", "a.number")
    pages = {
        "queue": "/",
        "board": "/board",
        "claims": "/claims",
        "claims with two words": "/claims?q=" + os.environ.get("WORDS", "port grain"),
        "claim": claim,
        "record a claim": "/claims/new",
        "source": first(page, "/sources", "td a"),
        "measure": first(page, "/measures", "td a"),
        "article, to be read": first(page, "/articles", "td a") + "/read",
        "found by two words": "/find?q=" + os.environ.get("WORDS", "port grain"),
        "changes": "/changes/all",
    }
    print(f"{'page':24}{'first ms':>10}{'then':>8}{'requests':>10}{'then':>6}{'KiB':>8}{'then':>8}")
    for name, path in pages.items():
        desk = browser.new_context(viewport={"width": 1280, "height": 900}, storage_state=state)
        page = desk.new_page()
        seen = []
        for _ in range(TIMES + 1):
            page.goto(URL + path, wait_until="load")
            seen.append(page.evaluate(SEEN))
        desk.close()
        cold, warm = seen[0], [statistics.median(one) for one in zip(*seen[1:])]
        print(f"{name:24}{cold[0]:10.0f}{warm[0]:8.0f}{cold[1]:10.0f}{warm[1]:6.0f}{cold[2] / 1024:8.0f}{warm[2] / 1024:8.0f}", flush=True)
    browser.close()
