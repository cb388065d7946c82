package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class ForeignRequestsTest extends ApiTest {

    private static final String BODY = "{\"name\": \"ships\", \"unit\": \"ships\"}";

    @LocalServerPort
    private int port;

    private String post(String headers) throws IOException {
        return RawHttp.answer(
                port,
                "POST /api/v1/measures HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                        + headers.replace("PORT", String.valueOf(port)),
                BODY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\nSec-Fetch-Site: cross-site",
                "\r\nSec-Fetch-Site: same-site",
                "\r\nSec-Fetch-Site: cross-site\r\nOrigin: http://localhost:PORT",
                "\r\nOrigin: https://evil.example",
                "\r\nOrigin: http://localhost",
                "\r\nOrigin: http://localhost:3000",
                "\r\nOrigin: null"
            })
    void aPageOfAnotherSiteChangesNothing(String headers) throws IOException {
        assertThat(post(headers))
                .startsWith("HTTP/1.1 403")
                .contains("Content-Type: application/problem+json", "\"type\":\"/problems/forbidden\"");
        assertThat(count("measure")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\nSec-Fetch-Site: none",
                "\r\nSec-Fetch-Site: same-origin\r\nOrigin: http://localhost:PORT",
                "\r\nOrigin: http://localhost:PORT"
            })
    void programsAndPagesOfThisServiceMayChangeTheRecord(String headers) throws IOException {
        assertThat(post(headers)).startsWith("HTTP/1.1 201");
    }

    @Test
    void aLinkFromAnotherSiteMayBeFollowed() throws IOException {
        assertThat(RawHttp.answer(
                        port, "GET /docs HTTP/1.1\r\nSec-Fetch-Site: cross-site\r\nReferer: https://other.example/"))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8080"})
    void aServiceForThisMachineAnswersToTheNamesOfThisMachine(String host) throws IOException {
        assertThat(RawHttp.answer(port, "GET /api/v1/claims HTTP/1.1\r\nHost: " + host))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io:8080", "192.168.0.1", "[::2]"})
    void aServiceForThisMachineAnswersToNoOtherName(String host) throws IOException {
        for (String path : new String[] {"/api/v1/claims", "/docs", "/claimtrail.css", "/actuator/health"}) {
            assertThat(RawHttp.answer(port, "GET " + path + " HTTP/1.1\r\nHost: " + host))
                    .startsWith("HTTP/1.1 403")
                    .contains("\"type\":\"/problems/forbidden\"", "X-Frame-Options: DENY");
        }
    }

    @Test
    void whatStrangersSayOfProxiesCountsForNothing() throws IOException {
        api.created("/measures", Map.of("name", "ships", "unit", "ships"));
        api.created("/measures", Map.of("name", "cars", "unit", "cars"));

        assertThat(RawHttp.answer(
                        port,
                        "GET /api/v1/measures?limit=1 HTTP/1.1\r\nX-Forwarded-Proto: https\r\n"
                                + "X-Forwarded-Host: evil.example\r\nX-Forwarded-Port: 444\r\n"
                                + "X-Forwarded-For: 10.0.0.1\r\nForwarded: host=evil.example;proto=https"))
                .startsWith("HTTP/1.1 200")
                .contains("Link: <http://localhost:" + port + "/api/v1/measures?")
                .doesNotContain("Strict-Transport-Security", "evil.example");
    }
}
