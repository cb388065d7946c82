package org.claimtrail.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.People;
import org.claimtrail.translation.Spoken;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

/** Pages in other languages than English. */
class LanguagesTest extends PageTest {

    private static final String GERMAN = "de-DE,de;q=0.9,en;q=0.5";

    /** What no page is looked for behind. */
    private static final String NO_PAGES =
            "(?:/(?:api|webjars|openapi|actuator|sign-out).*|.*\\.(?:css|js|svg|xml|atom|json)|.*/(?:export|csv|content|thumbnail)(?:\\?.*)?)";

    /** Of each template, as many as tell whether all of it is said. */
    private static final int MOST_ALIKE = 3;

    @Autowired
    private DemoData demo;

    @Test
    void pagesSpeakWhatTheBrowserAsksForAndTheApiSpeaksEnglish() throws Exception {
        api.created("/claims", containers());
        Browser desk = signedIn(Role.ADMIN, GERMAN);

        Page claim = desk.open("/claims/C-1");

        assertThat(claim.document().expectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(claim.text())
                .contains("Was der Bestand zeigt", "etwa 6.700 containers", "Die einzige Fundstelle führt zurück auf")
                .doesNotContain("leads back", "What the record shows");
        assertThat(claim.headers().get("content-language")).containsExactly("de");
        assertThat(claim.headers().get("vary")).contains("Accept-Language");
        assertThat(new Browser(port, "fr").open("/sign-in").headers().get("content-language"))
                .containsExactly("en");
        assertThat(new Browser(port, GERMAN).open("/claimtrail.css").headers().getOrDefault("vary", List.of()))
                .doesNotContain("Accept-Language");
        // Scripts say what the page tells them.
        assertThat(claim.document().expectFirst("meta[name=words]").attr("content"))
                .contains("\"Download as SVG\":\"Als SVG herunterladen\"");
        assertThat(new Browser(port).open("/sign-in").document().select("meta[name=words]"))
                .isEmpty();
        // What was recorded is in its own language.
        assertThat(claim.document().select("h1 [lang=en], h1[lang=en]")).isNotEmpty();
        assertThat(api.get("/claims/C-1/standing").at("/explanation/0")).contains("leads back");
        // However its address is spelled.
        assertThat(answer("/%61pi/v1/claims/C-1/standing")).contains("leads back");
        assertThat(desk.open("/claims")
                        .document()
                        .select("#singleSource option")
                        .eachText())
                .contains("Höchstens einer");
        assertThat(new Browser(port, "fr").open("/sign-in").text()).contains("Sign in");
        assertThat(new Browser(port)
                        .open("/sign-in")
                        .document()
                        .expectFirst("html")
                        .attr("lang"))
                .isEqualTo("en");
        assertThat(new Browser(port, "fr, de;q=0.4").open("/sign-in").text()).contains("Anmelden");
    }

    @Test
    void whatIsWrongIsToldInTheLanguageOfThePage() {
        Browser desk = signedIn(Role.ADMIN, GERMAN);

        Page refused = desk.submit(desk.open("/topics/new"), "#form", "/name", "");
        Page unknown = desk.open("/claims/C-77");
        Page filtered = desk.open("/claims?status=OPEN");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.document().select(".field-faults").text()).isEqualTo("ist erforderlich.");
        assertThat(refused.document().expectFirst("[role=alert]").text())
                .isEqualTo("Nicht gespeichert. Von Ihren Eingaben ist nichts verloren. Name ist erforderlich.");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.document().expectFirst("html").attr("lang")).isEqualTo("de");
        assertThat(unknown.document().expectFirst("h1").text()).isEqualTo("Das gibt es nicht");
        assertThat(filtered.status()).isEqualTo(400);
        assertThat(filtered.document().select("[role=alert]").text())
                .contains("Status muss")
                .doesNotContain("must");
        // Whoever is refused before any page is looked for, too.
        assertThat(new Browser(port, GERMAN)
                        .post("/sign-in", Map.of("name", "a"))
                        .document()
                        .expectFirst("html")
                        .attr("lang"))
                .isEqualTo("de");
    }

    @Test
    void oneChoosesAnotherLanguageForABrowser() {
        Browser desk = signedIn(Role.READER, GERMAN);
        Page choice = desk.open("/account/language");
        assertThat(choice.document().select("input[name=language]").eachAttr("value"))
                .containsExactly("", "en", "de");
        assertThat(choice.document().expectFirst("input[checked]").attr("value"))
                .isEmpty();

        Page chosen = desk.submit(choice, "main form", "language", "en");

        assertThat(chosen.address()).hasPath("/account");
        assertThat(chosen.text()).contains("Your account");
        assertThat(desk.open("/account/language")
                        .document()
                        .expectFirst("input[checked]")
                        .attr("value"))
                .isEqualTo("en");
        assertThat(desk.cookies())
                .filteredOn(cookie -> cookie.getName().equals("language"))
                .singleElement()
                .satisfies(cookie -> {
                    assertThat(cookie.isHttpOnly()).isTrue();
                    assertThat(cookie.getPath()).isEqualTo("/");
                });
        desk.submit(desk.open("/account/language"), "main form", "language", "");
        assertThat(desk.open("/account").text()).contains("Ihr Konto");
        // What no page speaks is no choice.
        desk.submit(desk.open("/account/language"), "main form", "language", "x-klingon; a=b");
        assertThat(desk.open("/account").text()).contains("Ihr Konto");
    }

    /** Whatever somebody can look at in German says nothing that has not been translated. */
    @Test
    void allPagesOfTheDemoAreGerman() {
        assertThat(demo.load()).isTrue();
        Logger logger = (Logger) LoggerFactory.getLogger(Spoken.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        logger.setLevel(Level.DEBUG);
        try {
            Browser desk = signedIn(Role.ADMIN, "de");
            Set<String> seen =
                    lookAtAll(desk, List.of("/", "/account", "/administration", "/tour", "/find?q=containers"));

            assertThat(seen).hasSizeGreaterThan(60);
            assertThat(told.list.stream()
                            .map(ILoggingEvent::getFormattedMessage)
                            .distinct())
                    .isEmpty();
        } finally {
            logger.setLevel(null);
            logger.detachAppender(told);
        }
    }

    /** What a program is answered that asks for German. */
    private String answer(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                                .header("Accept-Language", GERMAN)
                                .header("Authorization", People.bearer(Role.READER))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** Follows the links of pages, a few of each template. */
    private static Set<String> lookAtAll(Browser desk, List<String> first) {
        Deque<String> found = new ArrayDeque<>(first);
        Map<String, Integer> alike = new HashMap<>();
        Set<String> seen = new HashSet<>();
        while (!found.isEmpty()) {
            String path = found.remove();
            String template = path.replaceFirst("\\?.*", "").replaceAll("[0-9a-f-]{36}|C-[0-9]+|[0-9]+", "*");
            if (path.matches(NO_PAGES) || !seen.add(path) || alike.merge(template, 1, Integer::sum) > MOST_ALIKE) {
                continue;
            }
            Page page = desk.open(path);
            assertThat(page.status()).as(path).isLessThan(500);
            Document document = page.document();
            if (page.status() == 200) {
                assertThat(document.expectFirst("html").attr("lang")).as(path).isEqualTo("de");
            }
            document.select("a[href^=/]").eachAttr("href").stream()
                    .map(link -> link.replaceFirst("#.*", ""))
                    .forEach(found::add);
        }
        return alike.keySet();
    }
}
