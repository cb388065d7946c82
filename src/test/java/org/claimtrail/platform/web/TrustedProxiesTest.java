package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import java.util.List;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;

class TrustedProxiesTest extends StrictApiTest {

    @Test
    void whatAKnownProxySaysOfHostAndTlsCounts() throws IOException {
        api.created("/claims", claim("One."));
        api.created("/claims", claim("Two."));
        db.sql("update claim set stage = 'DONE'").update();

        assertThat(RawHttp.answer(
                        port,
                        "GET /api/v1/claims?limit=1 HTTP/1.1\r\nX-Forwarded-For: 203.0.113.7\r\n"
                                + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: claims.example\r\n"
                                + "X-Forwarded-Port: 443"))
                .startsWith("HTTP/1.1 200")
                .contains("Link: <https://claims.example/api/v1/claims?")
                .contains("Strict-Transport-Security: max-age=31536000");
    }

    @Test
    void theNamesThatTheServiceAnswersToCanBeSet() throws IOException {
        assertThat(RawHttp.answer(port, "GET /api/v1/claims HTTP/1.1\r\nHost: Claims.Example"))
                .startsWith("HTTP/1.1 200");
        assertThat(RawHttp.answer(port, "GET /api/v1/claims HTTP/1.1\r\nHost: 127.0.0.1"))
                .startsWith("HTTP/1.1 403");
        assertThat(RawHttp.answer(
                        port,
                        "GET /api/v1/claims HTTP/1.1\r\nX-Forwarded-For: 203.0.113.7\r\n"
                                + "X-Forwarded-Host: evil.example"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aStarStandsForAnyNumberAndADotForADot() {
        String pattern = TrustedProxies.pattern(List.of("127.0.0.1", "10.1.*.*", "fd00::*"));

        assertThat(List.of("127.0.0.1", "10.1.2.34", "fd00::a1")).allMatch(address -> address.matches(pattern));
        assertThat(List.of("127.0.001", "127a0.0.1", "10.2.0.1", "10.1.2.3.4", "10.1.2", "fd00::a:1"))
                .noneMatch(address -> address.matches(pattern));
    }
}
