package org.claimtrail.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Unless strangers are let in, nothing is published. */
class NothingPublishedTest extends ApiTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
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
                "/sitemap-claims-1.xml"
            })
    void nothingIsThere(String path) throws IOException {
        api.created("/claims", claim("Said."));
        db.sql("update claim set stage = 'DONE'").update();
        for (String answer : new String[] {
            RawHttp.answerToStranger(port, "GET " + path + " HTTP/1.1\r\nAccept: text/html"),
            RawHttp.answer(port, "GET " + path + " HTTP/1.1\r\nAccept: text/html")
        }) {
            assertThat(answer).startsWith("HTTP/1.1 404").doesNotContain("Said.", "Set-Cookie", "href=\"/public");
        }
    }

    @Test
    void robotsAreKeptOut() throws IOException {
        assertThat(RawHttp.answerToStranger(port, "GET /robots.txt HTTP/1.1"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\nUser-agent: *\nDisallow: /\n");
    }
}
