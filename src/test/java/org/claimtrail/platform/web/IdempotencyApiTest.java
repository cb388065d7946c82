package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;

import java.io.IOException;
import java.util.List;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class IdempotencyApiTest extends ApiTest {

    @LocalServerPort
    private int port;

    @Test
    void aRepeatAnswersWhatTheFirstAnswered() {
        Answer first = api.post("/claims", containers(), "Idempotency-Key", "k-1");
        api.patch("/claims/C-1", "{\"place\": \"Rajin\"}", first.etag());

        Answer repeat = api.post("/claims", containers(), "Idempotency-Key", "k-1");

        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(repeat.etag()).isEqualTo(first.etag());
        assertThat(repeat.header("Location")).isEqualTo(first.header("Location"));
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void theSameKeyWithAnotherRequestIsRefused() {
        api.post("/claims", claim("One."), "Idempotency-Key", "k-1");

        assertThat(api.post("/claims", claim("Two."), "Idempotency-Key", "k-1").problem())
                .isEqualTo("idempotency-key-reused");
        assertThat(api.post("/measures", claim("One."), "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(422);
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void whatWasRefusedIsJudgedAnew() {
        assertThat(api.post("/claims/C-1/restore", null, "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(404);
        api.created("/claims", claim("Now it is there."));
        assertThat(api.post("/claims/C-1/restore", null, "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(200);
        assertThat(api.post("/claims", "{", "Idempotency-Key", "k-2").problem()).isEqualTo("malformed-body");
    }

    @ParameterizedTest
    @ValueSource(strings = {"has space", ""})
    void aKeyIsVisibleAscii(String key) {
        assertThat(api.post("/claims", claim("x"), "Idempotency-Key", key).problem())
                .isEqualTo("invalid-header");
        assertThat(api.post("/claims", claim("x"), "Idempotency-Key", "k".repeat(256))
                        .problem())
                .isEqualTo("invalid-header");
        assertThat(api.post("/claims", claim("x"), "Idempotency-Key", "k".repeat(255))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void fiftyAtOnceWithOneKeyRecordOneClaim() {
        List<Answer> answers = Race.of(50, i -> api.post("/claims", containers(), "Idempotency-Key", "raced"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
        assertThat(count("claim")).isEqualTo(1);
        assertThat(count("source")).isEqualTo(4);
        assertThat(count("article")).isEqualTo(1);
    }

    @Test
    void theKeyCountsHoweverTheAddressIsWritten() throws IOException {
        String body = "{\"text\":\"x\",\"kind\":\"FACT\"}";
        String request = "POST /%61pi/v1/claims HTTP/1.1\r\nContent-Type: application/json\r\nIdempotency-Key: k-1"
                + "\r\nContent-Length: " + body.length();
        for (int i = 0; i < 2; i++) {
            assertThat(RawHttp.answer(port, request, body)).startsWith("HTTP/1.1 201");
        }
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void whatIsAskedBehindTheAddressIsPartOfTheRequest() {
        assertThat(api.post("/claims?similar=1", claim("One."), "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(201);
        assertThat(api.post("/claims?similar=2", claim("One."), "Idempotency-Key", "k-1")
                        .problem())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    void whatIsOnlyAskedIsNotKept() {
        api.created("/claims", claim("One."));
        assertThat(api.post("/claims/similar", "{\"text\": \"One.\"}", "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(200);
        assertThat(count("idempotency")).isZero();
    }
}
