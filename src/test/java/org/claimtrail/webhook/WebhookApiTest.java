package org.claimtrail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeping webhooks; {@link WebhookDeliveryTest} has them served. */
class WebhookApiTest extends ApiTest {

    private Answer hook(String key) {
        return api.post(
                "/webhooks",
                json(
                        "{\"url\": \"https://desk.example/hook\", \"types\": [\"claim.created\"], \"description\": \"Wall\"}"),
                "Idempotency-Key",
                key);
    }

    @Test
    void aWebhookIsRecordedAndTellsItsSecretOnce() {
        Answer made = hook("k-1");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        String secret = made.at("/secret");
        assertThat(secret).startsWith("whsec_");

        Answer read = api.get(made.header("Location"));
        assertThat(read.body().has("secret")).isFalse();
        assertThat(read.at("/state")).isEqualTo("ACTIVE");
        assertThat(read.at("/place")).isEqualTo("0");
        assertThat(api.get("/webhooks").body().at("/items/0")).isEqualTo(read.body());
        Answer repeat = hook("k-1");
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.body()).isEqualTo(read.body());
        assertThat(db.sql("select convert_from(body, 'UTF8') from idempotency")
                        .query(String.class)
                        .list())
                .noneMatch(body -> body.contains("whsec_"));
        assertThat(api.get("/security-events?kind=WEBHOOK_CREATED").items("detail"))
                .containsExactly(read.id() + ", to https://desk.example/hook");
    }

    @Test
    void putAcceptsWhatGetGaveAndChangesWhatIsDifferent() {
        Answer made = api.get(hook("k-1").header("Location"));
        Answer same = api.put("/webhooks/" + made.id(), made.body(), made.etag());
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.etag()).isEqualTo(made.etag());

        Answer changed = api.put("/webhooks/" + made.id(), json("{\"url\": \"https://other.example/\"}"), made.etag());
        assertThat(changed.at("/url")).isEqualTo("https://other.example/");
        assertThat(changed.body().get("types")).isEmpty();
        assertThat(changed.at("/active")).isEqualTo("true");
        assertThat(api.patch("/webhooks/" + made.id(), Map.of("active", false), made.etag())
                        .status())
                .isEqualTo(412);
        assertThat(api.patch("/webhooks/" + made.id(), Map.of("active", false), changed.etag())
                        .at("/state"))
                .isEqualTo("PAUSED");
        assertThat(api.send("DELETE", "/webhooks/" + made.id(), null, null).status())
                .isEqualTo(428);
        assertThat(api.delete("/webhooks/" + made.id(), "*").status()).isEqualTo(204);
        assertThat(api.get("/webhooks/" + made.id()).status()).isEqualTo(404);
        assertThat(api.post("/webhooks/" + made.id() + "/secret", null).status())
                .isEqualTo(404);
        assertThat(count("webhook")).isZero();
    }

    @Test
    void whatIsSentHasAFormat() {
        Answer plain = hook("k-1");
        assertThat(plain.at("/format")).isEqualTo("CLAIMTRAIL");
        Answer made =
                api.created("/webhooks", json("{\"url\": \"https://desk.example/hook\", \"format\": \"CLOUDEVENTS\"}"));
        String path = "/webhooks/" + made.id();
        assertThat(api.get(path).at("/format")).isEqualTo("CLOUDEVENTS");
        assertThat(api.patch(path, Map.of("description", "Bus"), "*").at("/format"))
                .isEqualTo("CLOUDEVENTS");
        assertThat(api.patch(path, json("{\"format\": null}"), "*").at("/format"))
                .isEqualTo("CLAIMTRAIL");
        assertThat(api.patch(path, Map.of("format", "CLOUDEVENTS"), "*").at("/format"))
                .isEqualTo("CLOUDEVENTS");
        // Whoever replaces it says everything.
        assertThat(api.put(path, Map.of("url", "https://desk.example/hook"), "*")
                        .at("/format"))
                .isEqualTo("CLAIMTRAIL");
        assertThat(api.put(path, api.get(path).object().put("format", "CLOUDEVENTS"), "*")
                        .at("/format"))
                .isEqualTo("CLOUDEVENTS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"cloudevents\"", "\"CloudEvents\"", "\"\"", "\"XML\"", "1", "true", "[\"CLOUDEVENTS\"]", "{}"})
    void whatIsNoFormatIsRefused(String format) {
        String body = "{\"url\": \"https://desk.example/hook\", \"format\": %s}".formatted(format);
        Answer refused = api.post("/webhooks", json(body));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly("/format");
        assertThat(refused.at("/errors/0/detail")).isEqualTo("must be one of CLAIMTRAIL, CLOUDEVENTS.");
        String path = "/webhooks/" + hook("k-1").id();
        assertThat(api.patch(path, json("{\"format\": %s}".formatted(format)), "*")
                        .pointers())
                .containsExactly("/format");
        assertThat(api.put(path, json(body), "*").pointers()).containsExactly("/format");
    }

    @Test
    void requestsComeOneByOneUnlessSeveralAreTakenAtTheSameTime() {
        Answer plain = hook("k-1");
        assertThat(plain.at("/parallel")).isEqualTo("1");
        String path = "/webhooks/" + plain.id();
        assertThat(api.patch(path, Map.of("parallel", 16), "*").at("/parallel")).isEqualTo("16");
        assertThat(api.get(path).at("/parallel")).isEqualTo("16");
        // In a batch they are in the order of the feed.
        assertThat(api.patch(path, Map.of("batch", 2), "*").pointers()).containsExactly("/parallel");
        Answer batches = api.patch(path, json("{\"batch\": 2, \"parallel\": null}"), "*");
        assertThat(batches.at("/parallel")).isEqualTo("1");
        Answer refused = api.patch(path, Map.of("parallel", 2), "*");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly("/parallel");
        assertThat(refused.at("/errors/0/detail")).isEqualTo("must be 1 where batch is more than 1.");
        // Whoever replaces it says everything.
        assertThat(api.put(path, json("{\"url\": \"https://desk.example/hook\", \"parallel\": 3}"), "*")
                        .at("/parallel"))
                .isEqualTo("3");
        assertThat(api.put(path, Map.of("url", "https://desk.example/hook"), "*")
                        .at("/parallel"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "17", "-1", "1.5", "\"2\"", "true", "[]"})
    void whatIsNoNumberOfRequestsIsRefused(String parallel) {
        String body = "{\"url\": \"https://desk.example/hook\", \"parallel\": %s}".formatted(parallel);
        Answer refused = api.post("/webhooks", json(body));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly("/parallel");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        Answer refused = api.post("/webhooks", json("""
                {"url": "https://169.254.169.254/latest", "types": ["claim.lost", 1], "resources": ["figure"],
                 "active": "yes", "after": "nowhere", "secret": "mine", "state": "PARKED"}"""));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers())
                .containsExactlyInAnyOrder(
                        "/url", "/types", "/types/1", "/resources", "/active", "/after", "/secret", "/state");
        assertThat(api.post("/webhooks", json("{}")).pointers()).containsExactly("/url");
        for (String url : List.of("http://desk.example/", "https://localhost/", "https://me@desk.example/")) {
            assertThat(api.post("/webhooks", Map.of("url", url)).pointers()).containsExactly("/url");
        }
        String id = hook("k-1").id();
        assertThat(api.post("/webhooks/" + id + "/replay", json("{\"after\": \"x\"}"))
                        .pointers())
                .containsExactly("/after");
        assertThat(api.post("/webhooks/" + id + "/replay", json("{}")).pointers())
                .containsExactly("/after");
    }

    @Test
    void onlyAnAdministratorSeesThem() {
        String id = hook("k-1").id();
        for (Role role : List.of(Role.READER, Role.CONTRIBUTOR, Role.REVIEWER)) {
            assertThat(api.as(role).get("/webhooks").status()).isEqualTo(403);
            assertThat(api.as(role).get("/webhooks/" + id).status()).isEqualTo(403);
            assertThat(api.as(role).post("/webhooks/" + id + "/secret", null).status())
                    .isEqualTo(403);
        }
    }

    /** Neither history nor the feed tells of them, and whoever reports reads nothing of them. */
    @Test
    void theSecretIsNowhereElse() {
        hook("k-1");
        assertThat(api.get("/changes").items("type")).isEmpty();
        assertThat(owner.sql("select to_regclass('history.webhook') is null")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(owner.sql(
                                "select has_table_privilege(rolname, 'webhook', 'select') from pg_roles where rolname = 'claimtrail_report'")
                        .query(Boolean.class)
                        .list())
                .doesNotContain(true);
    }
}
