package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;

import java.util.List;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyApiTest extends ApiTest {

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
}
