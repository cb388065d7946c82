package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A desk's day without scripts: what waits, many claims at once, lists that one comes back to. */
class QueuePagesTest extends PageTest {

    private Browser desk;

    @BeforeEach
    void signIn() {
        desk = signedIn(Role.CONTRIBUTOR);
    }

    private void record(int claims) {
        IntStream.rangeClosed(1, claims).forEach(i -> api.created("/claims", claim("Claim " + i)));
    }

    /** For what no form of a page holds. */
    private static Map<String, String> token(Browser browser) {
        return Map.of(
                "_csrf",
                browser.open("/account")
                        .document()
                        .expectFirst("input[name=_csrf]")
                        .val());
    }

    private static List<String> numbers(Page page) {
        return page.document().select("[data-claim]").eachAttr("data-claim");
    }

    @Test
    void aLineSaysFromWhomThroughWhomAndHowMany() {
        assertThat(desk.open("/").text()).contains("Nothing is recorded yet.").contains("Bring a sheet");
        api.created("/claims", containers());

        Page queue = desk.open("/");

        assertThat(queue.document().expectFirst(".says").text())
                .contains("South Korean Defense Ministry")
                .contains("through →")
                .contains("about 6,700 containers");
        assertThat(queue.document().expectFirst(".tabs [aria-current]").text()).isEqualTo("Inbox 1");
        assertThat(signedIn(Role.READER).open("/").document().select("#bulk, .title form"))
                .isEmpty();
    }

    @Test
    void whatWaitsLongestIsTakenByOneEach() {
        record(3);
        api.put("/claims/C-1/stage", Map.of("stage", "INBOX", "assignee", "reviewer"), "*");

        Page taken = desk.submit(desk.open("/"), ".title form");
        assertThat(taken.document().expectFirst("h1 .number").text()).isEqualTo("C-2");
        assertThat(taken.text()).contains("It is yours now.");
        assertThat(numbers(desk.open("/"))).containsExactly("C-2");
        assertThat(api.get("/claims/C-2/stage").at("/by")).isEqualTo("contributor");

        // Two at once never get the same one.
        record(2);
        Browser other = signedIn(Role.REVIEWER);
        List<Page> queues = List.of(desk.open("/?list=inbox"), other.open("/?list=inbox"));
        Race.of(2, i -> (i == 0 ? desk : other).submit(queues.get(i), ".title form"))
                .forEach(page -> assertThat(page.text()).contains("It is yours now."));
        assertThat(api.get("/claims?stage=IN_PROGRESS&sort=number").items("number"))
                .containsExactly("2", "3", "4");
        desk.submit(desk.open("/"), ".title form");
        assertThat(desk.submit(desk.open("/"), ".title form").text())
                .contains("Nothing waits in the inbox that is nobody's.");

        Page claim = other.open("/claims/C-1");
        assertThat(claim.document().select("form.take-it")).isEmpty();
        Page mine = desk.submit(desk.open("/claims/C-1"), "form.take-it");
        assertThat(mine.document()
                        .expectFirst("[id=/assignee] option[selected]")
                        .text())
                .isEqualTo("contributor");
    }

    @Test
    void manyAreChangedLookedAtFirstAndTakenBack() {
        record(12);
        Page list = desk.open("/claims?kind=FACT&limit=3");

        Page first = desk.submit(
                list, "#bulk", "claim", "C-12", "assignee", "reviewer", "stage", "IN_REVIEW", "do", "preview");
        assertThat(first.text()).contains("1 claim would be changed").contains("with reviewer");
        assertThat(api.get("/claims/C-12").body().has("assignee")).isFalse();
        Page changed = desk.submit(first, "#bulk", "do", "change");
        assertThat(changed.address().toString()).endsWith("/claims?kind=FACT&limit=3");
        assertThat(changed.text()).contains("1 claim was changed.");
        Page undone = desk.submit(changed, ".said form");
        assertThat(undone.text()).contains("What was taken back").contains("1 claim changed");
        assertThat(api.get("/claims/C-12").at("/stage")).isEqualTo("INBOX");

        // All that match, not only those of the page; whoever was faster is not overruled.
        list = desk.open("/claims?kind=FACT&limit=3");
        api.put("/claims/C-7/stage", Map.of("stage", "IN_PROGRESS", "assignee", "reviewer"), "*");
        Page told = desk.submit(
                list, "#bulk", "all", "true", "assignee", "contributor", "addTopic", "ports", "do", "change");
        assertThat(told.text())
                .contains("11 claims changed")
                .contains("1 refused")
                .contains("Somebody changed it since");
        assertThat(api.get("/claims?assignee=contributor&topic=ports&count=true&limit=1")
                        .at("/total"))
                .isEqualTo("11");
        assertThat(api.get("/claims/C-7").at("/assignee")).isEqualTo("reviewer");

        Page asked = desk.submit(desk.open("/claims"), "#bulk", "claim", "C-3", "do", "delete");
        assertThat(asked.text()).contains("would be changed").contains("deleted");
        assertThat(api.get("/claims/C-3").status()).isEqualTo(200);
        assertThat(desk.submit(
                                desk.submit(desk.open("/claims"), "#bulk", "claim", "C-3", "do", "delete"),
                                "#bulk",
                                "do",
                                "change")
                        .text())
                .contains("1 claim was changed.");
        assertThat(api.get("/claims/C-3").status()).isEqualTo(410);
    }

    @Test
    void whatIsWrongIsToldAndNothingTypedIsLost() {
        record(2);
        Browser reviewer = signedIn(Role.REVIEWER);

        Page none = reviewer.submit(reviewer.open("/claims"), "#bulk", "stage", "IN_PROGRESS", "do", "change");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.document().expectFirst("#bulk-stage option[selected]").val())
                .isEqualTo("IN_PROGRESS");
        Page noReason = reviewer.submit(
                reviewer.open("/claims"),
                "#bulk",
                "claim",
                "C-1",
                "status",
                "CONTESTED",
                "addTopic",
                "ports",
                "do",
                "change");
        assertThat(noReason.document().expectFirst("[role=alert]").text())
                .isEqualTo("Reason is required where the status changes.");
        assertThat(noReason.document().expectFirst("#bulk-add").val()).isEqualTo("ports");
        Page refused = reviewer.submit(noReason, "#bulk", "reason", "They deny it.", "do", "change");
        assertThat(refused.text()).contains("1 refused").doesNotContain("CONTESTED");
        assertThat(api.get("/claims/C-1").at("/topics")).isEmpty();
        assertThat(reviewer.submit(
                                reviewer.open("/claims"),
                                "#bulk",
                                "claim",
                                "C-1",
                                "stage",
                                "DROPPED",
                                "back",
                                "//evil.example",
                                "do",
                                "change")
                        .address()
                        .getPath())
                .isEqualTo("/claims");
    }

    @Test
    void aCardIsMovedOnTheBoard() {
        record(2);
        Page board = desk.open("/board");
        assertThat(board.document().select(".board h2").eachText())
                .containsExactly("Inbox", "In progress", "In review", "Done");

        Page moved = desk.submit(board, "[data-claim=C-1] form", "stage", "IN_PROGRESS");
        assertThat(moved.address().getPath()).isEqualTo("/board");
        assertThat(moved.document()
                        .select(".board section:nth-of-type(2) [data-claim]")
                        .eachAttr("data-claim"))
                .containsExactly("C-1");
        api.put("/claims/C-2/stage", Map.of("stage", "DROPPED"), "*");
        assertThat(desk.submit(moved, "[data-claim=C-2] form", "stage", "IN_PROGRESS")
                        .text())
                .contains("Somebody changed it since");
        assertThat(numbers(desk.open("/board?mine=true"))).isEmpty();
    }

    @Test
    void whoIsMentionedIsToldInTheQueue() {
        record(1);
        Browser reviewer = signedIn(Role.REVIEWER);
        desk.submit(desk.open("/claims/C-1"), "#note-form", "/text", "@reviewer: look at <b>this</b>.");

        Page told = reviewer.open("/");
        assertThat(told.document().expectFirst(".mentions li").text())
                .startsWith("C-1 @reviewer: look at <b>this</b>. contributor");
        Page claim = reviewer.open(told.document().expectFirst(".mentions a").attr("href"));
        reviewer.submit(claim, "form.resolve");
        assertThat(reviewer.open("/").document().select(".mentions")).isEmpty();
    }

    @Test
    void aSearchIsKeptSharedAndTellsWhatIsNew() {
        record(2);
        Page list = desk.open("/claims?kind=FACT&q=claim");
        Page kept = desk.submit(list, "form[action$=/searches]", "name", "Facts & figures", "shared", "true");
        assertThat(kept.text()).contains("The search is kept as “Facts & figures”.");
        assertThat(kept.document().select("tbody td").eachText())
                .containsExactly("2", "none", "you for everybody", "Delete", "Watch");

        record(1);
        Browser other = signedIn(Role.REVIEWER);
        assertThat(other.open("/searches").document().select("tbody td").eachText())
                .containsExactly("3", "1", "contributor for everybody", "Watch");
        Page opened = other.submit(other.open("/searches"), "tbody th form");
        assertThat(numbers(opened)).hasSize(3);
        assertThat(other.open("/searches").document().select("tbody td").get(1).text())
                .isEqualTo("none");
        Page own = desk.open("/searches");
        assertThat(numbers(desk.open(own.document().expectFirst("td a").attr("href"))))
                .containsExactly("C-3");

        // What another keeps is his to delete, and what he does not share is not seen.
        String delete = own.document().expectFirst("td form").attr("action");
        assertThat(other.post(delete, token(other)).status()).isEqualTo(404);
        desk.submit(list, "form[action$=/searches]", "name", "Facts & figures");
        assertThat(other.open("/searches").text()).contains("None is kept yet.");
        assertThat(other.post(delete.replace("/delete", "/open"), token(other)).status())
                .isEqualTo(404);
        desk.submit(desk.open("/searches"), "td form");
        assertThat(desk.open("/searches").text()).contains("None is kept yet.");
        Map<String, String> nothing = new HashMap<>(token(desk));
        nothing.putAll(Map.of("name", " ", "filters", "colour=red"));
        assertThat(desk.post("/searches", nothing)
                        .document()
                        .expectFirst("[role=alert]")
                        .text())
                .contains("Name is required.")
                .containsIgnoringCase("colour is not a known parameter.");
    }
}
