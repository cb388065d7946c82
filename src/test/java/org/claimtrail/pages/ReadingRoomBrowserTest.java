package org.claimtrail.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.node.ObjectNode;

/** The reading room with scripts: by keys, by selecting, with drafts that outlive a session, and with somebody else in it. */
class ReadingRoomBrowserTest extends InABrowser {

    private static final Logger log = LoggerFactory.getLogger(ReadingRoomBrowserTest.class);

    private static final String EXACT = "/appearances/0/locator/exact";

    private String room;

    @BeforeEach
    void openTheRoom() {
        room = room(
                "The harbour was closed on Monday. No ship came in.\n\nIt was open on Tuesday. Ships came in again.",
                "en");
    }

    private String room(String text, String language) {
        return room("https://news.example/harbour", text, language);
    }

    private String room(String url, String text, String language) {
        ObjectNode article = json("""
                {"title": "The harbour", "publishedOn": "2024-06-19"}""").put("url", url).put("language", language).put("body", text);
        return "/articles/" + api.created("/articles", article).at("/id") + "/read";
    }

    private static Locator card(Page page) {
        return page.locator("#card form");
    }

    private static void press(Page page, String... keys) {
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    @Test
    void claimsAreTakenByKeysAlone() {
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, room);

        press(page, "j", "j", "J", "c");
        assertThat(field(page, EXACT)).hasValue("No ship came in.\n\nIt was open on Tuesday.");
        assertThat(field(page, "/text")).isFocused();
        page.keyboard().type("No ship came in before Tuesday.");
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".said")).hasText("Recorded as C-1.");
        assertThat(card(page)).hasCount(0);
        assertThat(page.locator(".sentence.at")).hasText("Ships came in again.");
        assertThat(page.locator("#text mark")).hasText(new String[] {"No ship came in.", "It was open on Tuesday."});

        press(page, "c");
        assertThat(field(page, "/text")).isFocused();
        press(page, "Escape");
        assertThat(field(page, "/text")).not().isFocused();
        press(page, "k");
        assertThat(page.locator(".sentence.at")).containsText("It was open on Tuesday.");
        press(page, "?");
        assertThat(page.locator("#keys dl")).isVisible();
    }

    /**
     * Ten claims from the first sentences of the demo article, in words that somebody would write. What it takes is counted, and
     * reckoned by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s a key for whoever types as most people do, and
     * 1.35 s for each time that one has to think of what comes next: which passage, which words, whether it is right.
     */
    @Test
    void tenClaimsOfTheDemoArticleAreTakenByKeysAlone() throws IOException {
        api.created("/sources", json("""
                {"name": "Yuri Ushakov", "kind": "PERSON"}"""));
        String text = Json.parseObject(new ClassPathResource("demo/record.json").getContentAsByteArray())
                .at("/articles/0/body")
                .stringValue();
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, room("https://news.example/visit", text, "en"));
        List<Integer> keys = new ArrayList<>();
        List<String> claims = Arrays.asList(
                null,
                "Putin's plane landed in Pyongyang early on Wednesday 19 June 2024.",
                "Putin has seldom left Russia since it invaded Ukraine.",
                "Russian flags and portraits of Putin hung along the streets of Pyongyang.",
                "Russia and North Korea are brought together by a shared hostility to the West.",
                "Putin wants to secure Kim's support for his war.",
                "Putin will go on to Hanoi after North Korea.",
                "Putin's schedule in North Korea is very full.",
                "Putin and Kim will sign a new strategic partnership.",
                null);
        List<String> sentences = page.locator(".sentence").allInnerTexts();
        press(page, "j");
        for (int i = 0; i < claims.size(); i++) {
            int pressed = 1;
            press(page, "c");
            assertThat(field(page, "/text")).isFocused();
            assertThat(field(page, EXACT)).hasValue(sentences.get(i));
            // What is read already says it well, where there are no words of one's own.
            if (claims.get(i) != null) {
                page.keyboard().type(claims.get(i));
                pressed += claims.get(i).length();
            }
            pressed += 2;
            press(page, "Control+Enter");
            int taken = i + 1;
            page.waitForCondition(() -> page.locator("#taken li").count() == taken
                    || page.locator("#room .fault").count() > 0);
            if (page.locator("#room .fault").count() > 0) {
                // Typed faster than what is like it was shown: it is none of them.
                assertThat(page.locator("#room .fault")).containsText("may repeat");
                pressed += 2;
                press(page, "Control+Enter");
            }
            assertThat(page.locator("#taken li")).hasCount(taken);
            assertThat(page.locator(".said")).hasText("Recorded as C-" + taken + ".");
            keys.add(pressed);
        }

        assertThat(api.get("/claims/C-10").at("/appearances/0/attribution/0/sources/0/name"))
                .isEqualTo("Yuri Ushakov");
        assertThat(api.get("/claims/C-10").at("/text"))
                .isEqualTo(
                        "The agreement provokes nobody, is aimed at no other country and is meant to bring greater stability in Northeast Asia.");
        List<Double> seconds =
                keys.stream().map(pressed -> pressed * 0.28 + 3 * 1.35).sorted().toList();
        log.info("Keys for each of ten claims: {}; seconds by the model, sorted: {}", keys, seconds);
        assertThat(seconds.get(seconds.size() / 2)).isLessThan(25);
    }

    @Test
    void whatIsSelectedIsThePassageAndASpeakerIsAKeyAway() {
        api.created("/claims", json("""
                {"text": "The strike is over.", "kind": "FACT", "appearances": [
                  {"article": {"url": "https://news.example/harbour"},
                   "attribution": [{"sources": [{"name": "Ada Berg", "kind": "PERSON"}]}]}]}"""));
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, room);

        page.locator(".sentence").first().dblclick();
        // Before the card that has just come can look up names.
        page.evaluate("""
                document.addEventListener('htmx:afterSwap', () => setTimeout(() => document.activeElement.dispatchEvent(
                    new KeyboardEvent('keydown', { code: 'Digit1', altKey: true, bubbles: true }))), { once: true })""");
        page.locator("#take-selected").click();
        assertThat(field(page, EXACT)).hasValue(Pattern.compile("^[a-z]+$"));
        assertThat(field(page, "/appearances/0/attribution/0/sources/0/name")).hasValue("Ada Berg");
        assertThat(page.locator(".pair").first()).hasClass(Pattern.compile("known"));
        field(page, "/appearances/0/attribution/0/sources/0/name").fill("Ada Bergmann");
        assertThat(field(page, "/appearances/0/attribution/0/sources/0/kind")).isVisible();
    }

    @Test
    void whatIsTypedOutlivesTheSessionAndTheTab() {
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, room);
        press(page, "j", "c");
        assertThat(field(page, "/text")).isFocused();
        page.waitForResponse("**/read/draft", () -> field(page, "/text").fill("Typed, and kept by the service."));
        page.reload();
        assertThat(field(page, "/text")).hasValue("Typed, and kept by the service.");

        page.context().clearCookies();
        field(page, "/text").fill("Typed while nobody is signed in.");
        assertThat(page.locator("#connection")).containsText("You are signed out.");
        field(page, "/kind").selectOption("FACT");
        press(page, "Control+Enter");
        assertThat(field(page, "/text")).hasValue("Typed while nobody is signed in.");
        page.locator("#connection a").click();
        page.getByLabel("Name").fill("contributor");
        page.getByLabel("Password").fill(PASSWORD);
        page.locator("main button").click();

        assertThat(page).hasURL(address(room));
        assertThat(field(page, "/text")).hasValue("Typed while nobody is signed in.");
        press(page, "Control+Enter");
        assertThat(page.locator(".said")).hasText("Recorded as C-1.");
        page.reload();
        assertThat(page.locator("#taken li")).hasCount(1);
        assertThat(card(page)).hasCount(0);
    }

    @Test
    void twoPeopleSeeWhatEachOtherTakes() {
        Page one = signedIn(Role.CONTRIBUTOR, true);
        Page other = signedIn(Role.REVIEWER, true);
        open(one, room);
        one.clock().install();
        open(one, room);
        open(other, room);
        press(other, "j", "c");
        assertThat(field(other, "/text")).isFocused();
        other.waitForResponse("**/read/draft", () -> field(other, "/text").fill("The harbour was closed."));
        one.clock().fastForward(11_000);
        assertThat(one.locator("#taken .others")).hasText("Also here: reviewer");
        field(other, "/kind").selectOption("FACT");
        press(other, "Control+Enter");
        assertThat(other.locator(".said")).hasText("Recorded as C-1.");

        one.clock().fastForward(11_000);
        assertThat(one.locator("#taken li")).hasCount(1);
        assertThat(one.locator("#text mark")).hasText("The harbour was closed on Monday.");
    }

    @Test
    void knownClaimsGetThePassageByOneKey() {
        api.created("/claims", json("""
                {"text": "The harbour was closed on Monday 17 June 2024.", "kind": "FACT"}"""));
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, room);
        press(page, "j", "c");
        assertThat(field(page, "/text")).isFocused();
        field(page, "/text").fill("The harbour was closed on Monday 17 June 2024.");
        assertThat(page.locator("#likes li")).containsText("C-1");
        assertAccessible(page, "the card with what is like it");

        press(page, "Alt+a");

        assertThat(page.locator(".said")).hasText("The passage is another appearance of C-1.");
        assertThat(api.get("/claims/C-1").at("/appearances/0/locator/exact"))
                .isEqualTo("The harbour was closed on Monday.");
    }

    /** What stays of an article that has 60,000 characters: the text comes once, and cards without it. */
    @Test
    void aLongArticleIsReadAsAShortOne() {
        String text = IntStream.range(0, 600)
                .mapToObj(n ->
                        "Governor Berg said that quay %d was closed in %d. Ships waited, the board of quay %d told."
                                .formatted(n, 1400 + n, n))
                .collect(Collectors.joining("\n\n"));
        assertThat(text.length()).isGreaterThan(50_000);
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, room("https://news.example/long", text, "en"));
        page.evaluate("performance.clearResourceTimings()");

        page.locator(".sentence", new Page.LocatorOptions().setHasText("quay 577 was"))
                .scrollIntoViewIfNeeded();
        for (int i = 0; i < 40; i++) {
            press(page, "j");
        }
        press(page, "c");
        assertThat(field(page, EXACT)).hasValue(Pattern.compile("quay \\d+"));
        assertThat(field(page, "/text")).isFocused();
        assertThat(page.locator("#card [data-speaker]").first()).containsText("Berg");
        page.keyboard().press("Control+a");
        page.keyboard().type("A quay was closed for a year.");
        // The card, the likes, and what is kept of it.
        page.waitForFunction("() => performance.getEntriesByType('resource').length >= 3");
        assertThat((int) page.evaluate(
                        "Math.max(...performance.getEntriesByType('resource').map(answer => answer.decodedBodySize))"))
                .isBetween(1_000, 40_000);
        page.keyboard().press("Control+Enter");
        assertThat(page.locator(".said")).hasText("Recorded as C-1.");
        assertThat(page.locator("#text mark")).hasCount(1);
    }

    @Test
    void aTextFromTheRightIsReadFromTheRightOnAnyScreen() {
        String arabic =
                room("https://news.example/arabic", "قال الوزير إن الميناء أغلق يوم الاثنين. ولم تصل أي سفينة.", "ar");
        Page page = signedIn(Role.CONTRIBUTOR, true);
        open(page, arabic);
        assertThat(page.locator("#text p").evaluate("p => getComputedStyle(p).direction"))
                .isEqualTo("rtl");
        press(page, "j", "c");
        assertThat(field(page, EXACT)).hasValue("قال الوزير إن الميناء أغلق يوم الاثنين.");
        for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colors));
            assertAccessible(page, "an Arabic text, " + colors);
        }
        page.setViewportSize(360, 740);
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
    }
}
