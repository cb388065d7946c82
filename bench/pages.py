#!/usr/bin/env python3
"""Measures the pages of the desk, as somebody who is signed in asks for them: how long, how large, and what they cost.

    python3 bench/pages.py http://localhost:8080 "host=… dbname=large user=postgres" [--times 20] [--only REGEX]

CLAIMTRAIL_PASSWORD is the password of the account (--name, by default admin, an administrator's). The database is that which the
service runs on, as libpq reads it, as a superuser: what is popular in it is looked up there, and with pg_stat_statements, which
is reset for each page, how many statements it sends. --statements MS prints those that took more than so much on the average.
Where service or PostgreSQL run on another machine, their CPU is not told. It wants psql, and changes nothing in the record.
"""

import argparse
import http.cookiejar
import os
import re
import statistics
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

from run import listening, psql, spent

# A page that takes longer is asked for less often.
LONGEST = 20

# What there is most of, by what pages are made of.
POPULAR = {
    "source": "select source_id from attribution_source group by source_id order by count(*) desc, source_id limit 1",
    "publisher": "select publisher_id from article where publisher_id is not null group by publisher_id order by count(*) desc, publisher_id limit 1",
    "ordinary": "select id from source where deleted_at is null order by name offset 50 limit 1",
    "measure": "select measure_id from figure group by measure_id order by count(*) desc, measure_id limit 1",
    "article": "select article_id from appearance group by article_id order by count(*) desc, article_id limit 1",
    "topic": "select topic_id from claim_topic group by topic_id order by count(*) desc, topic_id limit 1",
    "about": "select source_id from claim_about group by source_id order by count(*) desc, source_id limit 1",
    "claim": "select c.number from claim c where kind = 'FIGURE' and deleted_at is null "
             "and exists (select from history.claim h where h.id = c.id) order by c.number desc limit 1",
}

PAGES = {
    "queue": "/",
    "queue, mine": "/?list=mine",
    "queue, inbox": "/?list=inbox",
    "queue, in review": "/?list=in-review",
    "queue, done": "/?list=done",
    "queue, can be checked": "/?list=overdue",
    "queue, changed last": "/?list=changed",
    "board": "/board",
    "board, mine": "/board?mine=true",
    "claims": "/claims",
    "claims of a topic": "/claims?topic={topic_name}",
    "claims of a status": "/claims?status=CONFIRMED",
    "claims of a source": "/claims?source={source}",
    "claims of a publisher": "/claims?publisher={publisher}",
    "claims about a source": "/claims?about={about}",
    "claims of a kind": "/claims?kind=FIGURE",
    "claims of a measure": "/claims?measure={measure}",
    "claims with words": "/claims?q={words}",
    "claims by date changed": "/claims?sort=-updatedAt",
    "claim": "/claims/C-{claim}",
    "claim, history": "/claims/C-{claim}/history",
    "claim, around": "/claims/C-{claim}/around",
    "claim, edit": "/claims/C-{claim}/edit",
    "claim, new": "/claims/new",
    "sources": "/sources",
    "sources with words": "/sources?q={word}",
    "source, popular": "/sources/{source}",
    "source, publisher": "/sources/{publisher}",
    "source, ordinary": "/sources/{ordinary}",
    "source, merge": "/sources/{source}/merge",
    "measures": "/measures",
    "measure, popular": "/measures/{measure}",
    "measure, merge": "/measures/{measure}/merge",
    "articles": "/articles",
    "articles with words": "/articles?q={word}",
    "article": "/articles/{article}",
    "article, reading room": "/articles/{article}/read",
    "topics": "/topics",
    "topic, popular": "/topics/{topic}",
    "changes": "/changes",
    "changes of a kind": "/changes?resource=assessment",
    "changes by somebody": "/changes?by=admin",
    "find": "/find?q={words}",
    "find, one word": "/find?q={word}",
    "find, a name": "/find?q={source_name}",
    "find, mistyped": "/find?q={mistyped}",
    "suggested sources": "/lookups/sources?q={begun}",
    "suggested articles": "/lookups/articles?q={begun}",
    "suggested measures": "/lookups/measures?q={begun}",
    "suggested topics": "/lookups/topics?q={begun}",
    "suggested claims": "/lookups/claims?q={begun}",
    "suggested anything": "/lookups/anything?q={begun}",
    "suggested, mistyped": "/lookups/anything?q={mistyped}",
    "filters' choices": "/claims/choices?by=status",
    "searches": "/searches",
    "watching": "/watching",
    "notices": "/notices",
    "deleted": "/deleted",
    "duplicates": "/duplicates",
    "reports": "/reports",
    "how it is": "/how-it-is",
    "administration": "/administration",
    "security events": "/security-events",
    "exchange rates": "/exchange-rates",
    "imports": "/imports",
}

PUBLIC = {
    "public": "/public",
    "public, claims": "/public/claims",
    "public, claim": "/public/claims/C-{claim}",
    "public, sources": "/public/sources",
    "public, source": "/public/sources/{source}",
}


class Database:
    def __init__(self, conninfo):
        self.conninfo = conninfo
        self.counts = self.sql("select count(*) from pg_extension where extname = 'pg_stat_statements'") == "1"

    def sql(self, statement):
        return psql(self.conninfo, statement)

    def forget(self):
        if self.counts:
            self.sql("select pg_stat_statements_reset()")

    def sent(self, what):
        """Of the statements that the service sent since; what else it does meanwhile is among them."""
        return self.sql(f"select {what} from pg_stat_statements where toplevel "
                        "and query !~* '^\\s*(begin|commit|rollback|set|show|discard|select pg_stat_statements_reset)'")

    def values(self):
        values = {name: self.sql(query) for name, query in POPULAR.items()}
        values["topic_name"] = self.sql(f"select name from topic where id = '{values['topic']}'")
        values["source_name"] = self.sql(f"select name from source where id = '{values['source']}'")
        text = self.sql(f"select text from claim where number = {values['claim']}")
        long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 5]
        values["word"], values["words"] = long[0], " ".join(long[:2])
        values["begun"] = long[0][:4]
        values["mistyped"] = long[0][:2] + long[0][3] + long[0][2] + long[0][4:]
        return {name: urllib.parse.quote(value) for name, value in values.items()}


class Browser:
    def __init__(self, url):
        self.url = url.rstrip("/")
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def open(self, path, data=None):
        request = urllib.request.Request(self.url + path, data, {"Accept": "text/html"})
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as refusal:
            return refusal.code, refusal.read()

    def sign_in(self, name, password):
        page = self.open("/sign-in")[1].decode()
        fields = {"name": name, "password": password, "_csrf": re.search('name="_csrf"[^>]*value="([^"]*)"', page).group(1)}
        if b'action="/sign-out"' not in self.open("/sign-in", urllib.parse.urlencode(fields).encode())[1]:
            sys.exit("Not signed in as " + name)


def measure(browser, database, processes, path, times):
    for _ in range(3):
        status, page = browser.open(path)
    database.forget()
    before = [spent(process) for process in processes]
    took, end = [], time.monotonic() + LONGEST
    while len(took) < times and (len(took) < 3 or time.monotonic() < end):
        start = time.perf_counter()
        browser.open(path)
        took.append((time.perf_counter() - start) * 1000)
    after = [spent(process) for process in processes]
    calls = f"{int(database.sent('coalesce(sum(calls), 0)')) / len(took):.0f}" if database.counts else ""
    cost = [None if then is None else (now - then) * 1000 / len(took) for then, now in zip(before, after)]
    told = "" if None in cost else " + ".join(f"{one:.0f}" for one in cost)
    p95 = sorted(took)[max(0, round(len(took) * 0.95) - 1)]
    return f"{status} | {len(page) / 1024:.0f} | {calls} | {statistics.median(took):.0f} | {p95:.0f} | {told}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("database")
    parser.add_argument("--name", default="admin")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="", help="a regular expression for names of pages")
    parser.add_argument("--statements", type=float, help="those that take more milliseconds are printed")
    arguments = parser.parse_args()
    database, browser = Database(arguments.database), Browser(arguments.url)
    browser.sign_in(arguments.name, os.environ["CLAIMTRAIL_PASSWORD"])
    processes = [listening(urllib.parse.urlsplit(browser.url).port), listening(int(database.sql("show port")))]
    values = database.values()
    pages = dict(PAGES)
    for name in re.findall(r'href="/reports/([a-z-]+)"', browser.open("/reports")[1].decode()):
        pages["report, " + name] = "/reports/" + name
    if browser.open("/public")[0] == 200:
        pages.update(PUBLIC)
    print("| page | status | KiB | statements | median ms | p95 ms | CPU ms of service + PostgreSQL |\n" + "|---" * 7 + "|")
    for name, path in pages.items():
        if re.search(arguments.only, name):
            print(f"| {name} | {measure(browser, database, processes, path.format(**values), arguments.times)} |", flush=True)
            if arguments.statements and database.counts:
                for line in database.sent(
                        f"string_agg(format('    %s ms, %s times: %s', round(mean_exec_time), calls, "
                        f"left(regexp_replace(query, '\\s+', ' ', 'g'), 300)), E'\\n') "
                        f"filter (where mean_exec_time > {arguments.statements})").splitlines():
                    print("   ", line.strip())


if __name__ == "__main__":
    main()
