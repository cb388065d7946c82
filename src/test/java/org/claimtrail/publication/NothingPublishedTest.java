package org.claimtrail.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import java.util.List;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Unless strangers are let in, nothing is published. */
class NothingPublishedTest extends ApiTest {

    @LocalServerPort
    private int port;

    @Test
    void nothingIsThere() throws IOException {
        api.created("/claims", claim("Said."));
        db.sql("update claim set stage = 'DONE'").update();
        for (String path : List.of(
                "/public",
                "/public/claims",
                "/public/claims/C-1",
                "/public/sources",
                "/public/claims.atom",
                "/public/claims.json",
                "/public/sources.atom",
                "/public/sources.json",
                "/claims/C-1/embed",
                "/claims/C-9/embed",
                "/oembed?url=http://localhost/public/claims/C-1",
                "/sitemap.xml",
                "/sitemap-claims-1.xml")) {
            String request = "GET " + path + " HTTP/1.1\r\nAccept: text/html";
            for (String answer : List.of(RawHttp.answerToStranger(port, request), RawHttp.answer(port, request))) {
                assertThat(answer)
                        .as(path)
                        .startsWith("HTTP/1.1 404")
                        .doesNotContain("Said.", "Set-Cookie", "href=\"/public");
            }
        }
    }

    @Test
    void robotsAreKeptOut() throws IOException {
        assertThat(RawHttp.answerToStranger(port, "GET /robots.txt HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nUser-agent: *\nDisallow: /\n");
    }
}
