package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What was done is seen, and taken back, by pages alone. */
class TakingBackTest extends PageTest {

    @Test
    void whatWasDeletedIsFoundAndRestored() {
        api.created("/claims", containers());
        api.created("/claims", Map.of("text", "Another <b>claim</b>.", "kind", "FACT"));
        String evidence = api.created(
                        "/claims/C-2/evidence", Map.of("title", "A photograph", "kind", "IMAGE", "stance", "REFUTES"))
                .id();
        api.delete("/claims/C-2/evidence/" + evidence, "*");
        String relation = api.created(
                        "/claims/C-2/relations", json("{\"to\": {\"id\": \"C-1\"}, \"type\": \"DENIES\"}"))
                .id();
        api.delete("/claims/C-2/relations/" + relation, "*");
        String assessment = api.created("/claims/C-2/assessments", Map.of("summary", "As it seems."))
                .id();
        api.delete("/claims/C-2/assessments/" + assessment, "*");
        String rate = api.created("/exchange-rates", json("""
                {"from": "EUR", "to": "USD", "rate": 1.08, "on": "2024-06-19", "source": {"name": "Bank", "kind": "ORGANIZATION"}}""")).id();
        api.delete("/exchange-rates/" + rate, "*");
        String topic = api.created("/topics", Map.of("name", "arms")).id();
        api.as(Role.CONTRIBUTOR).delete("/topics/" + topic, "*");
        api.created("/topics", Map.of("name", "Arms"));
        api.as(Role.CONTRIBUTOR).delete("/claims/C-2", "*");

        Browser contributor = signedIn(Role.CONTRIBUTOR);
        Page all = contributor.open("/deleted");
        assertThat(all.document().select("tbody td:first-child").eachText())
                .containsExactly(
                        "Claim C-2: Another <b>claim</b>.",
                        "Topic arms",
                        "Exchange rate EUR in USD, 19 June 2024: 1.08",
                        "Assessment As it seems. of C-2",
                        "Relation C-2 denies C-1 of C-2",
                        "Evidence refutes: A photograph of C-2");
        assertThat(all.document().selectFirst("tbody tr td:nth-child(2)").text())
                .contains("by contributor");
        assertThat(all.document().select("tbody form"))
                .as("an assessment is for reviewers")
                .hasSize(5);
        assertThat(all.text()).doesNotContain("Remove for good");
        assertThat(signedIn(Role.READER).open("/deleted").status()).isEqualTo(403);

        // Each filter, and what is not known.
        assertThat(rows(contributor.open("/deleted?q=c-2&by="))).isEqualTo(2);
        assertThat(rows(contributor.open("/deleted?q=ANOTHER+%3CB"))).isOne();
        assertThat(contributor.open("/deleted?q=number").text()).contains("Nothing that was deleted is like that.");
        assertThat(rows(contributor.open("/deleted?resource=topic&by=contributor")))
                .isOne();
        assertThat(rows(contributor.open("/deleted?by=admin"))).isEqualTo(4);
        assertThat(contributor.open("/deleted?resource=ship").status()).isEqualTo(400);
        assertThat(rows(contributor.open(contributor
                        .open("/deleted?limit=4")
                        .document()
                        .expectFirst("a[rel=next]")
                        .attr("href"))))
                .isEqualTo(2);

        // What stands in the way is told, and nothing is done.
        Page refused = contributor.submit(all, "form[action*=" + topic + "]");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.document().expectFirst("[role=alert]").text())
                .contains("The topic arms cannot be restored.", "A topic of this name is recorded already.");
        assertThat(contributor.submit(all, "form[action*=" + evidence + "]").text())
                .contains("The claim C-2 is deleted: restore that first.");

        Page back = contributor.submit(all, "form[action*='/claim/']");
        assertThat(back.address()).hasPath("/claims/C-2");
        assertThat(back.text()).contains("The claim C-2: Another <b>claim</b>. is back.");
        assertThat(contributor.submit(all, "form[action*=" + evidence + "]").text())
                .contains("A photograph");
        assertThat(contributor.submit(all, "form[action*=" + relation + "]").address())
                .hasPath("/claims/C-2");
        assertThat(rows(contributor.open("/deleted"))).isEqualTo(3);
    }

    private static int rows(Page page) {
        return page.document().select("tbody tr").size();
    }

    @Test
    void aProblemPageKeepsTheFrameAndLeadsBack() {
        api.created("/claims", Map.of("text", "A claim.", "kind", "FACT"));
        String first = api.created("/sources", json("{\"name\": \"One\", \"kind\": \"PERSON\"}"))
                .id();
        String second = api.created("/sources", json("{\"name\": \"Other\", \"kind\": \"PERSON\"}"))
                .id();
        api.post(
                "/sources/" + first + "/merge", json("{\"into\": {\"id\": \"" + second + "\"}, \"reason\": \"One.\"}"));
        api.delete("/claims/C-1", "*");
        Browser reader = signedIn(Role.READER);
        Browser contributor = signedIn(Role.CONTRIBUTOR);

        Page gone = reader.open("/claims/C-1");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.document().select(".who").text()).contains("reader", "Sign out");
        assertThat(gone.document().select("main form")).isEmpty();
        assertThat(reader.open("/nothing").document().select(".who").text()).contains("reader");
        assertThat(new Browser(port)
                        .open("/problems/none")
                        .document()
                        .select(".who")
                        .text())
                .isEqualTo("Sign in");
        assertThat(reader.open("/sources/" + first)
                        .document()
                        .expectFirst("main a:containsOwn(Other)")
                        .attr("href"))
                .isEqualTo("/sources/" + second);

        Page back = contributor.submit(contributor.open("/claims/C-1"), "main form");
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.address()).hasPath("/claims/C-1");

        Page signedOut = reader.submit(gone, ".who form");
        assertThat(signedOut.address()).hasPath("/sign-in");
    }

    @Test
    void whatIsRemovedForGoodIsNowhereShown() {
        api.created("/claims", containers());
        api.delete("/claims/C-1", "*");
        String topic = api.created("/topics", Map.of("name", "A secret")).id();
        api.delete("/topics/" + topic, "*");
        Browser admin = signedIn(Role.ADMIN);

        Page ask = follow(admin, admin.open("/deleted?resource=claim"), "Remove for good");
        assertThat(ask.text())
                .contains("C-1: North Korea shipped", "1 figure", "1 appearance")
                .contains("It cannot be brought back.");
        assertThat(admin.submit(ask, "#form")
                        .document()
                        .expectFirst("[role=alert]")
                        .text())
                .contains("required");
        Page done = admin.submit(ask, "#form", "/reason", "A court says so.");
        assertThat(done.address()).hasPath("/deleted");
        assertThat(done.text()).contains("The claim C-1 is removed for good.").doesNotContain("North Korea");
        assertThat(admin.submit(
                                follow(admin, admin.open("/deleted?resource=topic"), "Remove for good"),
                                "#form",
                                "/reason",
                                "A court.")
                        .text())
                .contains("The topic is removed for good.")
                .doesNotContain("secret");
        assertThat(api.get("/purges").items("resource")).contains("claim", "topic");

        Page gone = admin.open("/claims/C-1");
        assertThat(gone.status()).isEqualTo(410);
        assertThat(gone.document().select("main form")).isEmpty();
        assertThat(admin.open("/deleted/note/" + topic + "/purge").status()).isEqualTo(404);
        assertThat(signedIn(Role.REVIEWER)
                        .open("/deleted/topic/" + topic + "/purge")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatOthersChangedIsSeenInItsOrderAndMarked() {
        api.created("/claims", containers());
        api.patch("/claims/C-1", Map.of("text", "Ships were sent.", "kind", "FACT"), "*");
        Browser reader = signedIn(Role.READER);

        // Nothing is marked yet: the newest first, and nothing before it is new once it is.
        Page first = reader.open("/changes");
        assertThat(first.document().select(".thing h3").eachText().get(0)).isEqualTo("C-1: Ships were sent.");
        Element update = first.document().expectFirst(".thing li");
        assertThat(update.text()).contains("Claim updated by admin", "through test", "Kind figure fact");
        assertThat(update.select("del").text()).contains("North Korea shipped");
        assertThat(first.document().expectFirst(".thing h3 a").attr("href")).isEqualTo("/claims/C-1");
        api.created("/topics", Map.of("name", "After it was shown"));
        Page marked = reader.submit(first, "form[action='/changes/seen']");
        assertThat(marked.document().select(".thing").text())
                .contains("After it was shown")
                .doesNotContain("Ships");

        // A thing has its changes of a day together, what belongs to a claim with it; own changes are left out.
        String evidence = api.created(
                        "/claims/C-1/evidence", Map.of("title", "A photograph", "kind", "IMAGE", "stance", "REFUTES"))
                .id();
        api.delete("/claims/C-1/evidence/" + evidence, "*");
        Browser contributor = signedIn(Role.CONTRIBUTOR);
        contributor.submit(contributor.open("/changes"), "form[action='/changes/seen']");
        api.as(Role.CONTRIBUTOR).patch("/claims/C-1", Map.of("place", "Rason"), "*");
        Page news = reader.open("/changes");
        assertThat(news.document().select(".thing h3").eachText())
                .containsExactly("After it was shown", "C-1: Ships were sent.");
        assertThat(news.document()
                        .select(".thing:last-of-type li > p:first-child b")
                        .eachText())
                .containsExactly("Evidence created", "Evidence deleted", "Claim updated");
        assertThat(contributor.open("/changes").text())
                .contains("Nothing that you have not seen.")
                .doesNotContain("Rason");
        assertThat(contributor.open("/changes?own=true").text()).contains("Rason");

        // Page by page; what was not shown stays new.
        Page two = reader.open("/changes?limit=2");
        assertThat(two.document().select("a[rel=next]")).hasSize(1);
        Page rest = reader.submit(two, "form[action='/changes/seen']");
        assertThat(rest.document().select(".thing li > p:first-child b").eachText())
                .containsExactly("Evidence deleted", "Claim updated");
        assertThat(reader.submit(first, "form[action='/changes/seen']")
                        .document()
                        .select(".thing li > p:first-child b"))
                .as("never back")
                .hasSize(2);
        assertThat(reader.post(
                                "/changes/seen",
                                Map.of(
                                        "_csrf",
                                        rest.document()
                                                .expectFirst("[name=_csrf]")
                                                .val(),
                                        "through",
                                        "1.claim.x"))
                        .status())
                .isEqualTo(404);

        // Filters, the newest first.
        String today = api.get("/claims/C-1").at("/createdAt").substring(0, 10);
        assertThat(reader.open("/changes?all=true")
                        .document()
                        .select(".thing li > p:first-child b")
                        .eachText()
                        .get(0))
                .isEqualTo("Claim updated");
        assertThat(reader.open("/changes?resource=topic&since=" + today + "&until=" + today)
                        .document()
                        .select(".thing h3")
                        .eachText())
                .containsExactly("After it was shown", "arms transfers");
        assertThat(reader.open("/changes?until=2020-01-01").text()).contains("No change is like that.");
        assertThat(reader.open("/changes?by=contributor")
                        .document()
                        .select(".timeline > li")
                        .size())
                .isOne();
        assertThat(reader.open("/changes?since=yesterday").status()).isEqualTo(400);

        // What is purged is told without its words.
        api.delete("/claims/C-1", "*");
        api.post("/claims/C-1/purge", Map.of("reason", "A court says so."));
        Page purged = reader.open("/changes?all=true");
        assertThat(purged.status()).isEqualTo(200);
        assertThat(purged.text())
                .contains("Claim purged", "removed for good")
                .doesNotContain("Ships", "Rason", "photograph");
        assertThat(new Browser(port).open("/changes").address()).hasPath("/sign-in");
    }

    @Test
    void anEarlierStateOfAClaimIsLookedAtAndRestored() {
        api.created("/claims", containers());
        String source = api.get("/sources?q=defense").items("id").get(0);
        api.patch("/sources/" + source, Map.of("name", "Ministry of Defence"), "*");
        api.patch("/claims/C-1", json("{\"text\": \"Ships were sent.\", \"figures\": []}"), "*");
        api.put("/claims/C-1/stage", Map.of("stage", "IN_PROGRESS"), "*");
        Browser contributor = signedIn(Role.CONTRIBUTOR);
        assertThat(signedIn(Role.READER).open("/claims/C-1/history").text()).doesNotContain("as it was after");

        // What changes is what the claim says, and not what else is called otherwise by now.
        Page history = contributor.open("/claims/C-1/history");
        Page preview = contributor.open(history.document()
                .expectFirst("a[aria-label='Restore it as it was after change 1']")
                .attr("href"));
        assertThat(preview.document().select(".changes li").eachText())
                .hasSize(2)
                .anySatisfy(change -> assertThat(change).startsWith("Text Ships were sent. North Korea shipped"))
                .anySatisfy(change -> assertThat(change).startsWith("Figure 1").contains("6,700"));

        assertThat(contributor
                        .submit(preview, "#form")
                        .document()
                        .expectFirst("[role=alert]")
                        .text())
                .contains("Reason is required");
        api.patch("/claims/C-1", Map.of("place", "Rason"), "*");
        Page stale = contributor.submit(preview, "#form", "/reason", "It was right.");
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.document().select(".changes li").eachText()).contains("Place Rason");
        assertThat(api.get("/claims/C-1").at("/place")).isEqualTo("Rason");

        Page done = contributor.submit(stale, "#form", "/reason", "It was right.");
        assertThat(done.text()).contains("The claim is as it was.");
        assertThat(api.get("/claims/C-1").at("/text")).startsWith("North Korea shipped");
        assertThat(api.get("/claims/C-1").at("/stage")).isEqualTo("IN_PROGRESS");
        assertThat(api.get("/claims/C-1/history").at("/items/0/reason")).isEqualTo("It was right.");

        // What is so already, what is not there, and what stands in the way.
        String newest = api.get("/claims/C-1/history").at("/items/0/revision");
        assertThat(contributor.open("/claims/C-1/revert?to=" + newest).text()).contains("Nothing would change");
        assertThat(contributor.open("/claims/C-1/revert?to=99").status()).isEqualTo(404);
        api.patch("/claims/C-1", json("{\"appearances\": []}"), "*");
        String article = api.get("/articles").items("id").get(0);
        api.delete("/articles/" + article, "*");
        Page refused = contributor.submit(contributor.open("/claims/C-1/revert?to=1"), "#form", "/reason", "Again.");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.document().expectFirst("[role=alert]").text()).contains("deleted");
    }

    private static Page follow(Browser browser, Page page, String link) {
        Element found = page.document().expectFirst("main a:containsOwn(" + link + ")");
        return browser.open(found.attr("href"));
    }
}
