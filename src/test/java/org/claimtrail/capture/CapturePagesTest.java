package org.claimtrail.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.Sha256;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.PageTest;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** How an article gets in, as somebody without scripts does it. */
class CapturePagesTest extends PageTest {

    @Autowired
    private Snapshots snapshots;

    private Browser browser;
    private byte[] news;

    @BeforeEach
    void signIn() throws IOException {
        browser = signedIn(Role.CONTRIBUTOR);
        try (InputStream in = CapturePagesTest.class.getResourceAsStream("/capture/news.html")) {
            news = in.readAllBytes();
        }
    }

    private Page send(String name, String type, byte[] content, String... values) {
        return browser.submit(browser.open("/articles/capture"), "#form", "/file", name, type, content, values);
    }

    private static String value(Page page, String field) {
        return page.document().getElementById(field).val();
    }

    private static String hint(Page page, String field) {
        return page.document().getElementById("hint-" + field).text();
    }

    @Test
    void aFileIsLookedAtMendedAndRecordedWithItsBytes() throws Exception {
        Page look = send("Hafen – \u00fc.html", "text/html", news);

        assertThat(look.status()).isEqualTo(200);
        assertThat(value(look, "/url")).isEqualTo("https://courier.example/2026/harbour");
        assertThat(hint(look, "/url")).isEqualTo("From <link rel=canonical>.");
        assertThat(value(look, "/title")).isEqualTo("Harbour dredged for 4.2 million");
        assertThat(value(look, "/authors")).isEqualTo("Ada Nwosu\nBen Ito");
        assertThat(value(look, "/publisher/name")).isEqualTo("The Example Courier");
        assertThat(look.document()
                        .select("[id=/publisher/kind] option[selected]")
                        .val())
                .isEqualTo("PUBLICATION");
        assertThat(value(look, "/body"))
                .startsWith("The harbour of Port Example")
                .contains("a cost of 4.2 million crowns");
        assertThat(count("article")).isZero();

        Page refused = browser.submit(look, "#form", "/publishedOn", "some day", "/title", "Another title");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(value(refused, "/title")).isEqualTo("Another title");
        assertThat(hint(refused, "/authors")).endsWith("From JSON-LD.");

        Page recorded = browser.submit(refused, "#form", "/publishedOn", "3 Nov 2026");
        assertThat(recorded.status()).isEqualTo(200);
        String article = api.get("/articles").items("id").get(0);
        assertThat(recorded.address()).hasPath("/articles/" + article + "/read");
        recorded = browser.open("/articles/" + article);
        assertThat(api.get("/articles/" + article).at("/publisher/name")).isEqualTo("The Example Courier");
        assertThat(api.get("/articles/" + article).at("/publishedOn")).isEqualTo("2026-11-03");

        // As it came.
        String sha256 = HexFormat.of().formatHex(Sha256.of(news));
        assertThat(recorded.text()).contains("Hafen – \u00fc.html", sha256);
        String list = "/articles/" + article + "/snapshots";
        assertThat(api.get(list + "?count=true").at("/items/0/sha256")).isEqualTo(sha256);
        String snapshot = api.get(list).items("id").get(0);
        HttpResponse<byte[]> bytes = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/api/v1" + list + "/" + snapshot))
                                .header("Authorization", People.bearer(Role.READER))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(bytes.body()).isEqualTo(news);
        assertThat(bytes.headers().firstValue("Content-Security-Policy")).hasValue("sandbox; default-src 'none'");
        assertThat(bytes.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        Page download = browser.open(list + "/" + snapshot);
        assertThat(download.headers().get("content-type")).containsExactly("application/octet-stream");
        assertThat(download.headers().get("content-disposition").get(0)).startsWith("attachment; ");
        assertThat(download.headers().get("content-security-policy")).containsExactly("sandbox; default-src 'none'");

        // Who sends it again is led to it.
        Page again = send("again.html", "text/html", news);
        assertThat(again.address()).hasPath("/articles/" + article);
        assertThat(again.document().expectFirst(".said").text()).endsWith(", with no claim yet.");
        assertThat(count("article_snapshot")).isEqualTo(1);

        api.delete("/articles/" + article, "*");
        assertThat(api.get(list).problem()).isEqualTo("deleted");
        assertThat(api.get(list + "/" + snapshot).problem()).isEqualTo("deleted");
        assertThat(api.post("/articles/" + article + "/purge", Map.of("reason", "a court"))
                        .at("/removed/article_snapshot/rows"))
                .isEqualTo("1");
        assertThat(count("article_snapshot")).isZero();
    }

    @Test
    void textsAreCitedOrBroughtByTheirPageAndWhatCannotBeTakenIsTold() {
        Page picture = send("a.pdf", "application/pdf", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10});
        assertThat(picture.status()).isEqualTo(400);
        assertThat(picture.document().getElementById("faults-/file").text()).startsWith("is a picture");
        assertThat(send("a.txt", "text/plain", "One.".getBytes(UTF_8), "/text", "Two.")
                        .document()
                        .getElementById("faults-/file")
                        .text())
                .startsWith("must be left out where a text is pasted");
        assertThat(browser.submit(picture, "#form")
                        .document()
                        .getElementById("faults-/url")
                        .text())
                .isEqualTo("is required, or a text, or a file.");
        assertThat(browser.submit(picture, "#form", "/url", "nowhere")
                        .document()
                        .getElementById("faults-/url")
                        .text())
                .startsWith("must be the address of a page");
        assertThat(count("article_snapshot")).isZero();

        Page ask = browser.open("/articles/capture");
        Page look = browser.submit(ask, "#form", "/text", "A quiet day\r\n\r\nNothing happened in Port Example.");

        assertThat(value(look, "/citation")).isEqualTo("A quiet day");
        assertThat(look.document().select("[id=/medium] option[selected]").val())
                .isEqualTo("OTHER");
        Page recorded = browser.submit(look, "#form", "/medium", "PRINT", "/publisher/name", "Port Paper");
        assertThat(recorded.status()).isEqualTo(200);
        String article = api.get("/articles").items("id").get(0);
        assertThat(api.get("/articles/" + article).at("/body"))
                .isEqualTo("A quiet day\n\nNothing happened in Port Example.");
        assertThat(browser.open("/articles/" + article).text()).doesNotContain("As it came");

        // By the bookmarklet.
        Page brought = browser.open("/articles/capture/from-page");
        Page taken = browser.submit(
                brought,
                "#form",
                "/url",
                "https://www.courier.example/amp/harbour?from=feed",
                "/head",
                "<html lang=\"en\"><head><link rel=\"canonical\" href=\"https://courier.example/2026/harbour\">"
                        + "<meta property=\"article:published_time\" content=\"2026-11-04T08:00:00Z\"></head></html>",
                "/title",
                "Harbour dredged",
                "/text",
                "What was selected.");

        assertThat(value(taken, "/url")).isEqualTo("https://courier.example/2026/harbour");
        assertThat(value(taken, "/addresses")).isEqualTo("https://www.courier.example/amp/harbour?from=feed");
        assertThat(value(taken, "/title")).isEqualTo("Harbour dredged");
        assertThat(value(taken, "/publishedOn")).isEqualTo("2026-11-04");
        assertThat(value(taken, "/language")).isEqualTo("en");
        assertThat(value(taken, "/body")).isEqualTo("What was selected.");
        assertThat(value(taken, "/retrievedAt")).isNotEmpty();
        assertThat(browser.submit(taken, "#form").status()).isEqualTo(200);
        assertThat(count("article")).isEqualTo(2);
    }

    /** What nobody recorded is kept for a day, for whoever sent it. */
    @Test
    void bytesAreOnesOwnAndNotKeptForLong() {
        Page look = send("news.html", "text/html", news);
        String mine = "update article_snapshot set account_id = '%s'";
        owner.sql(mine.formatted(People.account(Role.ADMIN))).update();
        assertThat(browser.submit(look, "#form").status()).isEqualTo(400);
        owner.sql(mine.formatted(People.account(Role.CONTRIBUTOR))).update();
        assertThat(count("article")).isZero();

        snapshots.forget();
        assertThat(count("article_snapshot")).isEqualTo(1);
        owner.sql("update article_snapshot set taken_at = taken_at - interval '25 hours'")
                .update();
        snapshots.forget();
        assertThat(count("article_snapshot")).isZero();
        Page gone = browser.submit(look, "#form");
        assertThat(gone.status()).isEqualTo(400);
        assertThat(gone.text()).contains("is kept for a day, and is gone");
        assertThat(count("article")).isZero();
    }

    @Test
    void anAddressIsFetchedWithWhatItAnswered() throws IOException {
        AtomicReference<String> shown = new AtomicReference<>(new String(news, UTF_8));
        HttpServer site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        site.createContext("/", exchange -> {
            boolean found = exchange.getRequestURI().getPath().equals("/story");
            byte[] page = shown.get()
                    .replace("https://courier.example/2026/harbour", "/story?id=1")
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.getResponseHeaders().set("Last-Modified", "Wed, 04 Nov 2026 08:00:00 GMT");
            exchange.sendResponseHeaders(found ? 200 : 404, found ? page.length : -1);
            if (found) {
                exchange.getResponseBody().write(page);
            }
            exchange.close();
        });
        site.start();
        try {
            String address = "http://127.0.0.1:" + site.getAddress().getPort();
            Page ask = browser.open("/articles/capture");
            Page gone = browser.submit(ask, "#form", "/url", address + "/gone");
            assertThat(gone.status()).isEqualTo(400);
            assertThat(gone.document().getElementById("faults-/url").text())
                    .isEqualTo("was answered with 404: paste its text, or send it as a file.");

            Page look = browser.submit(gone, "#form", "/url", address + "/story?id=1&utm_source=x");
            assertThat(value(look, "/url")).isEqualTo(address + "/story?id=1");
            Page recorded = browser.submit(look, "#form");
            assertThat(recorded.status()).isEqualTo(200);
            String article = api.get("/articles").items("id").get(0);
            String list = "/articles/" + article + "/snapshots";
            assertThat(api.get(list).at("/items/0/headers/last-modified")).isEqualTo("Wed, 04 Nov 2026 08:00:00 GMT");
            assertThat(api.get(list).at("/items/0/address")).isEqualTo(address + "/story?id=1&utm_source=x");

            // Fetched again: what is the same, what is mended by hand, what is gone, and what is no article.
            assertThat(again(browser.open("/articles/" + article)))
                    .isEqualTo("It was fetched again, and says what it said.");
            api.patch(
                    "/articles/" + article,
                    Map.of("body", api.get("/articles/" + article).at("/body") + " Mended."),
                    "*");
            assertThat(again(browser.open("/articles/" + article)))
                    .isEqualTo("It was fetched again, and says what it said.");
            api.created("/claims", json("""
                    {"text": "It was 14 m deep.", "kind": "FACT",
                     "appearances": [{"article": {"id": "%s"}, "locator": {"exact": "a depth of 14 metres"}}]}""".formatted(article)));
            shown.set(new String(news, UTF_8).replace("14 metres", "13 metres"));
            assertThat(again(browser.open("/articles/" + article)))
                    .isEqualTo(
                            "It says something else now: that is version 3. Gone from it: “a depth of 14 metres” (C-1).");
            assertThat(api.get("/articles/" + article).at("/body"))
                    .contains("a depth of 13 metres")
                    .doesNotContain("Mended");
            assertThat(api.get(list).items("version")).containsExactly("3", "1");
            shown.set("<p>Accept all cookies to read on.");
            assertThat(again(browser.open("/articles/" + article)))
                    .startsWith("It was fetched again, and not taken: it has 30 characters instead of ");
            assertThat(api.get("/articles/" + article).at("/version")).isEqualTo("3");
        } finally {
            site.stop(0);
        }
    }

    private String again(Page article) {
        Page page = browser.submit(browser.open(article.address().getPath()), "form[action$=/fetch]");
        return page.document().expectFirst(".said").text();
    }
}
