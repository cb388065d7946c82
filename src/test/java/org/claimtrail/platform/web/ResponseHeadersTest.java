package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class ResponseHeadersTest extends ApiTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/claims HTTP/1.1",
                "GET /api/v1/claims/C-1 HTTP/1.1",
                "GET / HTTP/1.1",
                "GET /docs HTTP/1.1",
                "GET /problems HTTP/1.1",
                "GET /problems/nonsense HTTP/1.1",
                "GET /openapi.yaml HTTP/1.1",
                "GET /claimtrail.css HTTP/1.1",
                "GET /webjars/swagger-ui/swagger-ui.css HTTP/1.1",
                "GET /actuator/health HTTP/1.1",
                "GET /nowhere HTTP/1.1",
                "GET /error HTTP/1.1",
                "TRACE /api/v1/claims HTTP/1.1",
                "NONSENSE /api/v1/claims HTTP/1.1",
                "GET /api/v1/claims?q=a|b HTTP/1.1",
                "GET /api/v1/claims/%2e%2e%2f HTTP/1.1",
                "GET /api/v1/claims HTTP/1.1\r\nContent-Length: x"
            })
    void everyAnswerTellsBrowsersWhatTheyMayDo(String request) throws IOException {
        assertThat(RawHttp.answer(port, request))
                .containsOnlyOnce("Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';")
                .containsOnlyOnce("frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
                .containsOnlyOnce("Referrer-Policy: no-referrer")
                .containsOnlyOnce("X-Content-Type-Options: nosniff")
                .containsOnlyOnce("X-Frame-Options: DENY")
                .containsOnlyOnce("Cross-Origin-Opener-Policy: same-origin")
                .containsOnlyOnce("Cross-Origin-Resource-Policy: same-origin")
                .containsOnlyOnce("Permissions-Policy: camera=()")
                .doesNotContain("unsafe-", "Strict-Transport-Security");
    }

    @Test
    void anAnswerThatIsStartedAnewTellsItToo() {
        api.post("/claims", claim("One."), "Idempotency-Key", "k-1");

        Answer reused = api.post("/claims", claim("Two."), "Idempotency-Key", "k-1");

        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.header("Content-Security-Policy")).startsWith("default-src 'none'");
        assertThat(reused.header("X-Frame-Options")).isEqualTo("DENY");
    }
}
