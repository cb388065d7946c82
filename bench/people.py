"""People at the pages of a running service, in Chromium.

The first two arguments of such a script are the service's address and the file that has an administrator's token.
"""

import json
import os
import sys
import urllib.request

BASE = sys.argv[1].rstrip("/")
TOKEN = open(sys.argv[2]).read().strip()
PASSWORD = "four words in a row"


def api(method, path, body=None, **headers):
    """As the administrator; what is answered, or nothing."""
    data = None if body is None else json.dumps(body).encode()
    headers |= {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(BASE + "/api/v1" + path, data, headers, method=method)) as answer:
        text = answer.read()
        return json.loads(text) if text else {}


def chromium(playwright):
    return playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])


def sign_in(page, name, role):
    """With a new account."""
    account = api("POST", "/users", {"name": name, "role": role})["id"]
    page.goto(api("POST", f"/users/{account}/invitation")["link"])
    page.fill("[name=password]", PASSWORD)
    page.fill("[name=repeated]", PASSWORD)
    page.click("main button")
    page.goto(BASE + "/sign-in")
    page.fill("[name=name]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
