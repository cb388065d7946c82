package org.claimtrail.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.web.StrictApiTest;
import org.claimtrail.testing.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What is published, looked at in a real browser: without scripts, but for those that look for barriers. */
@EnabledIf(value = "org.claimtrail.testing.Chromium#isThere", disabledReason = "No Chromium is installed.")
class PublishedPagesBrowserTest extends StrictApiTest {

    private static Chromium chromium;

    private List<String> pages;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
    }

    @AfterAll
    static void stop() {
        chromium.close();
    }

    @BeforeEach
    void publish() {
        api.created("/claims", containers());
        // What breaks pages: a word of 200 letters, a text that nobody reads to its end, one that is written from the
        // right.
        api.created("/claims", claim("Donaudampfschiff".repeat(13)));
        api.created("/claims", claim("ten letter ".repeat(909)));
        api.created(
                "/claims", claim("قالت الوزارة إن 6700 حاوية شُحنت إلى روسيا").put("language", "ar"));
        api.created(
                "/claims/C-1/assessments",
                Map.of("summary", "Thought ".repeat(50), "rating", Map.of("label", "Half true")));
        api.created(
                "/claims/C-1/evidence",
                Map.of("title", "https://" + "a".repeat(200) + ".example", "kind", "DOCUMENT", "stance", "REFUTES"));
        db.sql("update claim set stage = 'DONE'").update();
        pages = List.of(
                "/public/claims",
                "/public/claims?q=nowhere",
                "/public/claims/C-1",
                "/public/claims/C-2",
                "/public/claims/C-3",
                "/public/claims/C-4",
                "/public/claims/C-9",
                "/claims/C-1/embed",
                "/public/sources",
                "/public/sources/" + api.get("/sources?q=Russia").at("/items/0/id"));
    }

    @Test
    void nobodyIsKeptOutAndNothingIsCutOff() {
        // Scripts of the tool that looks for barriers want scripts to run; the pages have none.
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            for (String path : pages) {
                page.navigate(address(path));
                // Those of one template have the same barriers.
                if (!path.matches(".*(C-[2349]|q=.*|/sources)")) {
                    assertAccessible(page, path, List.of());
                }
                page.setViewportSize(320, 700);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as("nothing of %s is cut off at the side", path)
                        .isLessThanOrEqualTo(320);
                page.setViewportSize(1100, 900);
            }
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.navigate(address("/public/claims/C-1"));
            assertAccessible(page, "in the dark", List.of("color-contrast"));
            assertThat(context.cookies().stream().map(cookie -> cookie.name)).isEmpty();
        }
    }

    @Test
    void withoutScriptsClaimsAreFoundReadAndPrinted() {
        List<String> complaints = new ArrayList<>();
        try (BrowserContext context =
                chromium.browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.navigate(address("/public"));
            page.getByLabel("Words").fill("containers");
            page.locator("main button").click();
            page.locator(".claims .text").click();
            PlaywrightAssertions.assertThat(page).hasURL(address("/public/claims/C-1"));
            page.getByText("South Korean Defense Ministry").last().click();
            page.getByText("North Korea shipped about").click();
            PlaywrightAssertions.assertThat(page).hasURL(address("/public/claims/C-1"));

            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            assertThat(page.locator("header").isVisible()).isFalse();
            assertThat(page.locator("h1").isVisible()).isTrue();
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));

            page.navigate(address("/public/claims/C-4"));
            assertThat(page.locator("h1").boundingBox().x).isGreaterThanOrEqualTo(0);
            assertThat(complaints).isEmpty();
        }
    }

    /** On a page of another site, which has only the address. */
    @Test
    void aClaimIsShownOnAPageOfSomebodyElse() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            byte[] body = "<iframe id=\"it\" src=\"%s\"></iframe><iframe id=\"not\" src=\"%s\"></iframe>"
                    .formatted(address("/claims/C-1/embed"), address("/public/claims/C-1"))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        other.start();
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.navigate("http://127.0.0.1:" + other.getAddress().getPort());
            var shown = page.frameLocator("#it").locator("h1");
            PlaywrightAssertions.assertThat(shown).containsText("North Korea shipped");
            // With its looks, which come from where it does.
            PlaywrightAssertions.assertThat(page.frameLocator("#it").locator("main"))
                    .hasCSS("padding-left", "16px");
            // What the browser says instead.
            PlaywrightAssertions.assertThat(page.frameLocator("#not").locator("h1"))
                    .not()
                    .containsText("North Korea shipped");
        } finally {
            other.stop(0);
        }
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private static void assertAccessible(Page page, String where, List<String> rules) {
        AxeBuilder axe = new AxeBuilder(page);
        assertThat((rules.isEmpty() ? axe : axe.withRules(rules))
                        .analyze().getViolations().stream()
                                .flatMap(rule -> rule.getNodes().stream()
                                        .map(node -> rule.getId() + ": " + node.getTarget() + " "
                                                + node.getFailureSummary()))
                                .toList())
                .as(where)
                .isEmpty();
    }
}
