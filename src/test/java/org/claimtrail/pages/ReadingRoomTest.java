package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reading room as somebody without scripts uses it: paragraph by paragraph. */
class ReadingRoomTest extends PageTest {

    private static final String EXACT = "/appearances/0/locator/exact";

    /** Of an article, its second paragraph beginning with a character that Java counts twice. */
    private static final String TEXT = "The harbour was closed on Monday. No ship came in.\n\n"
            + "\uD83D\uDEA2 \"No ship was kept out,\" harbour master Ada Berg told reporters on Tuesday. She said so again later.";

    private Browser browser;
    private String room;

    @BeforeEach
    void openTheRoom() {
        browser = signedIn(Role.CONTRIBUTOR);
        room = room(TEXT, "harbour");
    }

    private String room(String text, String name) {
        String id = api.created(
                        "/articles",
                        json("""
                                {"title": "The harbour", "language": "en", "publishedOn": "2024-06-19"}""").put("url", "https://news.example/" + name).put("body", text))
                .at("/id");
        return "/articles/" + id + "/read";
    }

    /** The card of a paragraph, the first being 0. */
    private Page card(int paragraph) {
        return browser.open(browser.open(room)
                .document()
                .select("#text a.take")
                .get(paragraph)
                .attr("href"));
    }

    private static String value(Page page, String field) {
        return page.document().expectFirst("[name='" + field + "']").val();
    }

    @Test
    void aClaimIsTakenFromAParagraphAndMarkedThere() {
        Page card = card(1);
        assertThat(value(card, EXACT)).isEqualTo(TEXT.substring(TEXT.indexOf("\n\n") + 2));

        Page taken = browser.submit(
                card,
                "#card form",
                EXACT,
                "No ship was  kept out",
                "/text",
                "No ship was kept out of the harbour.",
                "/kind",
                "FACT");

        assertThat(taken.address()).hasPath(room).hasParameter("after");
        assertThat(taken.document().expectFirst(".said").text()).isEqualTo("Recorded as C-1.");
        assertThat(taken.document().expectFirst("#text mark").text()).isEqualTo("No ship was kept out");
        assertThat(taken.document().expectFirst("#taken li").text())
                .startsWith("C-1 No ship was kept out of the harbour.");
        assertThat(taken.document().select("#card form")).isEmpty();
        Map<String, String> locator = Map.of("exact", "No ship was kept out", "start", "55", "end", "75");
        locator.forEach((member, expected) -> assertThat(api.get("/claims/C-1").at("/appearances/0/locator/" + member))
                .as(member)
                .isEqualTo(expected));
        assertThat(api.get("/claims/C-1").at("/appearances/0/version")).isEqualTo("1");
        assertThat(api.get("/claims/C-1").at("/language")).isEqualTo("en");
    }

    @Test
    void whatIsAtFaultIsToldAndKeptUntilItIsRecorded() {
        Page faulty = browser.submit(
                card(0), "#card form", EXACT, "The harbour was open", "/text", "The harbour was closed.", "/kind", "");

        assertThat(faulty.status()).isEqualTo(400);
        assertThat(faulty.document().select(".field-faults").eachText())
                .containsExactly("does not stand in the article's text.");
        Page left = browser.open(room);
        assertThat(left.document().expectFirst("#card").text()).contains("This is what you had typed until");
        assertThat(value(left, "/text")).isEqualTo("The harbour was closed.");
        Page unnamed = browser.submit(left, "#card form", EXACT, "The harbour was closed");
        assertThat(unnamed.document().select(".field-faults").eachText()).containsExactly("is required.");
        Page recorded = browser.submit(unnamed, "#card form", "/kind", "FACT");
        assertThat(recorded.document().expectFirst(".said").text()).isEqualTo("Recorded as C-1.");
        assertThat(browser.open(room).document().select("#card form")).isEmpty();
        assertThat(db.sql("select count(*) from reading_draft")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Before anything was taken, those whom the text gives something to; afterwards, whoever speaks in claims comes first. */
    @Test
    void theSpeakersOfTheArticleAreOffered() {
        String article = api.created(
                        "/articles",
                        Map.of(
                                "url",
                                "https://news.example/speakers",
                                "language",
                                "en",
                                "body",
                                "Mayor Anna Berg said that the harbour was closed. The Port Authority denied that it was closed."
                                        + "\n\nBerg said that it was. A senior official said nothing of it would stay."))
                .id();
        assertThat(speakersOffered(article)).containsExactly("Anna Berg", "Port Authority");

        api.created("/claims", json("""
                {"text": "The harbour was closed.", "kind": "FACT", "appearances": [{"article": {"id": "%s"},
                    "attribution": [{"sources": [{"name": "Port Authority", "kind": "ORGANIZATION"}]}]}]}""".formatted(article)));
        assertThat(speakersOffered(article)).containsExactly("Port Authority", "Anna Berg");
    }

    private List<String> speakersOffered(String article) {
        String paragraph = browser.open("/articles/" + article + "/read")
                .document()
                .expectFirst("#text a.take")
                .attr("href");
        return browser.open(paragraph)
                .document()
                .select(".speakers-here [data-speaker]")
                .eachAttr("data-speaker");
    }

    @Test
    void aRowMoreLosesNothing() {
        Page more = browser.submit(card(0), "#card form", "/text", "The harbour was closed.", "add-row", "/topics");

        assertThat(value(more, "/text")).isEqualTo("The harbour was closed.");
        assertThat(more.document().select("[name='/topics/0']")).hasSize(1);
        assertThat(value(more, EXACT)).startsWith("The harbour was closed on Monday.");
    }

    @Test
    void aDraftIsOnesOwnAndTellsTheOthersThatOneIsThere() {
        browser.submit(card(0), "#card form", "/text", "The harbour was closed.", "add-row", "/topics");
        Browser reviewer = signedIn(Role.REVIEWER);

        Page other = reviewer.open(room);

        assertThat(other.document().select("#card form")).isEmpty();
        assertThat(other.document().expectFirst("#taken .others").text()).isEqualTo("Also here: contributor");
        Page discarded = browser.submit(browser.open(room), "#discard");
        assertThat(discarded.document().select("#card form")).isEmpty();
        assertThat(reviewer.open(room).document().select("#taken .others")).isEmpty();
    }

    @Test
    void whatIsKnownAlreadyGetsThePassageOrIsDenied() {
        api.created("/claims", Map.of("text", "The harbour was closed to ships.", "kind", "FACT"));
        Page warned =
                browser.submit(card(0), "#card form", "/text", "The harbour was closed to all ships.", "/kind", "FACT");
        assertThat(warned.status()).isEqualTo(400);
        assertThat(warned.document().expectFirst("#likes li").text()).contains("C-1", "probably the same");

        Page added = browser.submit(warned, "#card form", "add-to", "C-1");
        assertThat(added.document().expectFirst(".said").text()).isEqualTo("The passage is another appearance of C-1.");
        assertThat(api.get("/claims?kind=FACT").items("number")).containsExactly("1");
        assertThat(api.get("/claims/C-1").at("/appearances/0/locator/exact")).startsWith("The harbour was closed");

        Page denied = browser.submit(
                card(1), "#card form", "/text", "The harbour was not closed to ships.", "relate", "DENIES C-1");
        assertThat(denied.document().expectFirst(".said").text()).isEqualTo("Recorded as C-2.");
        assertThat(api.get("/claims/C-2").at("/kind")).isEqualTo("DENIAL");
        assertThat(api.get("/claims/C-2/relations").at("/items/0/type")).isEqualTo("DENIES");
    }

    /** They share their words, and say the opposite. */
    @Test
    void aDenialIsNeverAccusedOfBeingWhatItDenies() {
        api.created("/claims", Map.of("text", "North Korea has exported arms to Russia.", "kind", "ACCUSATION"));

        Page recorded = browser.submit(
                card(0), "#card form", "/text", "North Korea has exported no arms to Russia.", "/kind", "DENIAL");

        assertThat(recorded.document().expectFirst(".said").text()).isEqualTo("Recorded as C-2.");
    }

    /** The text that was read is the one in which the passage stands, whatever it says by now. */
    @Test
    void aVersionThatIsReadIsTheOneOfTheClaim() {
        Page card = card(0);
        String article = room.substring(0, room.length() - "/read".length());
        api.patch(article, Map.of("body", "The harbour was open."), "*");

        browser.submit(card, "#card form", "/text", "The harbour was closed.", "/kind", "FACT");

        assertThat(api.get("/claims/C-1").at("/appearances/0/version")).isEqualTo("1");
        assertThat(api.get("/claims/C-1").at("/appearances/0/excerptState")).isEqualTo("GONE");
        assertThat(browser.open(room)
                        .document()
                        .expectFirst("#taken li .warning")
                        .text())
                .contains("not in this text");
        assertThat(browser.open(room + "?version=1").document().select("#text mark"))
                .isNotEmpty();
        assertThat(browser.open(room + "?version=3").status()).isEqualTo(404);
    }

    /** As it is, edited first, as another appearance of what is known, or not at all. */
    @Test
    void whatIsProposedIsTakenOrLeft() {
        room = room(
                "The harbour was closed on Monday, Ada Berg said.\n\nNo ship came in on Tuesday, Ada Berg said.\n\n"
                        + "The cranes were sold in May, Ada Berg said.\n\nThe quay will be repaired, Ada Berg said.",
                "other");
        Page proposed = browser.submit(browser.open(room), "#proposals form");
        assertThat(proposed.document().expectFirst(".said").text()).isEqualTo("4 claims are proposed.");

        Page taken = browser.submit(proposed, "[data-proposal] form", "accept", "true");
        assertThat(taken.document().expectFirst(".said").text()).isEqualTo("Recorded as C-1.");
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("The harbour was closed on Monday.");

        Page card =
                browser.open(taken.document().expectFirst("[data-proposal] a").attr("href"));
        assertThat(value(card, "/text")).isEqualTo("No ship came in on Tuesday.");
        browser.submit(card, "#card form", "/text", "No ship came in on Tuesday 18 June 2024.");

        browser.submit(browser.open(room), "[data-proposal] form", "accept", "false", "reason", "stale");
        Page last = browser.open(
                browser.open(room).document().expectFirst("[data-proposal] a").attr("href"));
        browser.submit(last, "#card form", "add-to", "C-1");
        assertThat(browser.open(room).document().select("[data-proposal]")).isEmpty();
        String article = room.substring(0, room.length() - "/read".length());
        Answer all = api.get(article + "/proposals");
        assertThat(all.items("state")).containsExactly("ACCEPTED", "ACCEPTED", "REJECTED", "REJECTED");
        assertThat(all.at("/items/0/edited")).isEqualTo("false");
        assertThat(all.at("/items/1/edited")).isEqualTo("true");
        assertThat(all.at("/items/2/reason")).isEqualTo("stale");
        assertThat(all.at("/items/3/reason")).isEqualTo("C-1 says it already.");
        assertThat(api.get("/claims/C-2/history").at("/items/0/through")).isEqualTo("proposal: rules 2");
        assertThat(api.get("/claims/C-1").body().at("/appearances")).hasSize(2);
    }

    @Test
    void anArticleWithoutATextGetsOne() {
        String empty = "/articles/"
                + api.created("/articles", Map.of("url", "https://news.example/empty"))
                        .at("/id") + "/read";

        assertThat(browser.submit(browser.open(empty), "#text form")
                        .document()
                        .select(".field-faults")
                        .eachText())
                .containsExactly("is required: paste what the article says.");
        Page filled = browser.submit(browser.open(empty), "#text form", "/body", TEXT);

        assertThat(filled.document().select("#text .sentence")).hasSize(4);
    }

    @Test
    void readersReadAndTakeNothing() {
        browser.submit(card(0), "#card form", "/text", "The harbour was closed.", "/kind", "FACT");
        Browser reader = signedIn(Role.READER);

        Page read = reader.open(room + "?from=0&to=10");

        assertThat(read.document().select("#text mark")).isNotEmpty();
        assertThat(read.document().select("#card form, a.take")).isEmpty();
        assertThat(List.of(
                        reader.post(room, Map.of("/text", "x", "_csrf", csrf(read)))
                                .status(),
                        reader.post(room + "/draft", Map.of("/text", "x", "_csrf", csrf(read)))
                                .status()))
                .containsExactly(403, 403);
    }

    private static String csrf(Page page) {
        return page.document().expectFirst("input[name=_csrf]").val();
    }

    @Test
    void whatSomebodyElseTookMeanwhileIsToldWithoutThePage() {
        browser.submit(card(0), "#card form", "/text", "The harbour was closed.", "/kind", "FACT");

        Page now = browser.open(room + "/taken");

        assertThat(now.document().select("#taken li, #text mark")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(now.document().select("header, form")).isEmpty();
    }

    @Test
    void aPurgedArticleTakesItsDraftsAlong() {
        browser.submit(card(0), "#card form", "/text", "The harbour was closed.", "add-row", "/topics");
        String article = room.substring(0, room.length() - "/read".length());
        api.delete(article, "*");

        api.post(article + "/purge", Map.of("reason", "A court said so."));

        assertThat(db.sql("select count(*) from reading_draft")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
