package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TokenApiTest extends ApiTest {

    @Autowired
    private TokenUses uses;

    @Test
    void aTokenIsToldOnceAndActsForItsAccount() {
        Answer issued = api.as(Role.REVIEWER).created("/tokens", Map.of("name", "import", "scope", "CONTRIBUTOR"));

        String secret = issued.at("/token");
        assertThat(secret).matches("ct_[A-Za-z0-9_-]{43}");
        assertThat(api.get("/tokens/" + issued.id()).body().has("token")).isFalse();
        Api client = api.with(secret);
        assertThat(client.get("/me").at("/name")).isEqualTo("reviewer");
        assertThat(client.get("/me").at("/role")).isEqualTo("CONTRIBUTOR");
        client.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        assertThat(client.put("/claims/C-1/status", Map.of("status", "CONTESTED", "reason", "x"), "*")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void onlyTheHashOfATokenIsKept() {
        Answer issued = api.post("/tokens", Map.of("name", "x", "scope", "READER"), "Idempotency-Key", "k");
        String secret = issued.at("/token");

        for (String table : owner.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list()) {
            assertThat(owner.sql("select t::text from " + table + " t")
                            .query(String.class)
                            .list())
                    .as(table)
                    .noneMatch(row -> row.contains(secret)
                            || row.contains(HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8))));
        }
        Answer repeat = api.post("/tokens", Map.of("name", "x", "scope", "READER"), "Idempotency-Key", "k");
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.id()).isEqualTo(issued.id());
        assertThat(repeat.body().has("token")).isFalse();
    }

    @Test
    void aRevokedTokenIsVoidAtOnce() {
        Answer issued = api.created("/tokens", Map.of("name", "x", "scope", "READER"));
        Api client = api.with(issued.at("/token"));
        assertThat(client.get("/me").status()).isEqualTo(200);

        assertThat(api.delete("/tokens/" + issued.id(), "*").status()).isEqualTo(204);

        assertThat(client.get("/me").status()).isEqualTo(401);
        assertThat(client.get("/me").header("WWW-Authenticate")).contains("invalid_token");
        assertThat(api.get("/tokens/" + issued.id()).status()).isEqualTo(410);
        assertThat(api.get("/tokens").items("id")).doesNotContain(issued.id());
    }

    @Test
    void whomATokenStandsForIsRemembered() {
        Api client = api.with(issued("x", "READER"));
        client.get("/me");
        await().atMost(Duration.ofSeconds(20)).until(() -> StatementCounter.ofTokens(() -> client.get("/claims")) == 0);
        assertThat(StatementCounter.ofTokens(() -> client.get("/claims"))).isZero();
        assertThat(client.get("/claims").status()).isEqualTo(200);
    }

    /** As another instance does, which tells nobody of this one. */
    @Test
    void whatIsChangedElsewhereCountsHereAMomentLater() {
        for (String change : List.of(
                "update api_token set revoked_at = now() where name = '%s'",
                "update api_token set expires_at = now() where name = '%s'",
                "delete from api_token where name = '%s'",
                "update account set disabled = true where id = (select account_id from api_token where name = '%s')")) {
            String name = "token " + Math.abs(change.hashCode());
            Api client = api.with(issuedBy(Role.REVIEWER, name, "READER"));
            awaitRemembered(client);
            owner.sql(change.formatted(name)).update();
            await().atMost(Duration.ofMillis(500))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> client.get("/me").status() == 401);
        }
    }

    @Test
    void aLesserRoleCountsAMomentLaterToo() {
        Api client = api.with(issuedBy(Role.REVIEWER, "x", "REVIEWER"));
        awaitRemembered(client);
        owner.sql("update account set role = 'READER' where id = :id")
                .param("id", People.account(Role.REVIEWER))
                .update();
        await().atMost(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> client.get("/me").at("/role").equals("READER"));
    }

    @Test
    void nothingIsRememberedWhileNobodyCouldTell() {
        Api client = api.with(issued("x", "READER"));
        awaitRemembered(client);
        // It cannot be told of what happens between the two.
        db.sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where application_name = 'claimtrail-access' and datname = current_database()""").query(Boolean.class).list();
        owner.sql("update api_token set revoked_at = now() where name = 'x'").update();
        await().atMost(Duration.ofMillis(500))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> client.get("/me").status() == 401);
    }

    /** Whoever was being recognised while it was revoked must not leave it remembered. */
    @Test
    void aTokenIsVoidOnceItsRevocationIsAnsweredHoweverManyShowIt() {
        for (int round = 0; round < 10; round++) {
            Answer issued = api.created("/tokens", Map.of("name", "x", "scope", "READER"));
            Api client = api.with(issued.at("/token"));
            AtomicBoolean revoked = new AtomicBoolean();
            List<Boolean> passed = Race.of(6, i -> {
                if (i == 0) {
                    api.delete("/tokens/" + issued.id(), "*");
                    revoked.set(true);
                    return client.get("/me").status() == 200;
                }
                boolean late = false;
                for (int n = 0; n < 20; n++) {
                    boolean before = revoked.get();
                    late |= client.get("/me").status() == 200 && before;
                }
                return late;
            });
            assertThat(passed).containsOnly(false);
        }
    }

    private String issued(String name, String scope) {
        return issuedBy(Role.ADMIN, name, scope);
    }

    private String issuedBy(Role role, String name, String scope) {
        return api.as(role)
                .created("/tokens", Map.of("name", name, "scope", scope))
                .at("/token");
    }

    private static void awaitRemembered(Api client) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> StatementCounter.ofTokens(
                                () -> assertThat(client.get("/me").status()).isEqualTo(200))
                        == 0);
    }

    @Test
    void anExpiredTokenIsVoid() {
        String soon = Instant.now().plus(1, ChronoUnit.DAYS).toString();
        Answer issued = api.created("/tokens", Map.of("name", "x", "scope", "READER", "expiresAt", soon));
        Api client = api.with(issued.at("/token"));
        assertThat(client.get("/me").status()).isEqualTo(200);

        owner.sql("update api_token set expires_at = now() where id = cast(:id as uuid)")
                .param("id", issued.id())
                .update();

        await().atMost(Duration.ofMillis(500)).until(() -> client.get("/me").status() == 401);
    }

    @Test
    void aTokenExpiresIn90DaysUnlessItIsSaidAndNeverMuchLater() {
        Answer issued = api.created("/tokens", Map.of("name", "x", "scope", "READER"));
        assertThat(Instant.parse(issued.at("/expiresAt")))
                .isBetween(
                        Instant.now().plus(89, ChronoUnit.DAYS), Instant.now().plus(91, ChronoUnit.DAYS));

        for (String wrong : List.of("2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "tomorrow")) {
            assertThat(api.post("/tokens", Map.of("name", "x", "scope", "READER", "expiresAt", wrong))
                            .pointers())
                    .as(wrong)
                    .containsExactly("/expiresAt");
        }
    }

    @Test
    void nobodyGetsMoreByATokenThanHeHas() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        assertThat(contributor
                        .post("/tokens", Map.of("name", "x", "scope", "ADMIN"))
                        .pointers())
                .containsExactly("/scope");
        assertThat(contributor
                        .post(
                                "/tokens",
                                Map.of(
                                        "name",
                                        "x",
                                        "scope",
                                        "READER",
                                        "account",
                                        Map.of("id", People.account(Role.ADMIN))))
                        .status())
                .isEqualTo(403);

        String soon = Instant.now()
                .plus(1, ChronoUnit.HOURS)
                .truncatedTo(ChronoUnit.MICROS)
                .toString();
        Answer shortLived =
                contributor.created("/tokens", Map.of("name", "x", "scope", "CONTRIBUTOR", "expiresAt", soon));
        Api client = api.with(shortLived.at("/token"));
        assertThat(client.created("/tokens", Map.of("name", "y", "scope", "READER"))
                        .at("/expiresAt"))
                .isEqualTo(shortLived.at("/expiresAt"));
        String later = Instant.now().plus(2, ChronoUnit.HOURS).toString();
        assertThat(client.post("/tokens", Map.of("name", "y", "scope", "READER", "expiresAt", later))
                        .pointers())
                .containsExactly("/expiresAt");
    }

    @Test
    void everybodySeesHisOwnTokensAndAnAdministratorAll() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        String own = contributor
                .created("/tokens", Map.of("name", "x", "scope", "READER"))
                .id();
        String foreign =
                api.created("/tokens", Map.of("name", "x", "scope", "READER")).id();

        assertThat(contributor.get("/tokens").items("id")).contains(own).doesNotContain(foreign);
        assertThat(contributor
                        .get("/tokens?account=" + People.account(Role.ADMIN))
                        .items("id"))
                .isEmpty();
        assertThat(contributor.get("/tokens/" + foreign).status()).isEqualTo(404);
        assertThat(contributor.delete("/tokens/" + foreign, "*").status()).isEqualTo(404);
        assertThat(api.get("/tokens").items("id")).contains(own, foreign);
        assertThat(api.get("/tokens?account=" + People.account(Role.CONTRIBUTOR))
                        .items("id"))
                .containsExactlyInAnyOrder(own, People.account(Role.CONTRIBUTOR).toString());
        assertThat(api.delete("/tokens/" + own, "*").status()).isEqualTo(204);
    }

    @Test
    void anAccountHasSoManyGoodTokensAndNoMore() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        List<String> ids = new ArrayList<>();
        Answer last;
        do {
            last = contributor.post("/tokens", Map.of("name", "program", "scope", "READER"));
            if (last.status() == 201) {
                ids.add(last.id());
            }
        } while (last.status() == 201 && ids.size() < 200);

        assertThat(last.pointers()).containsExactly("/account");
        assertThat(ids.size()).isBetween(90, 100);
        contributor.delete("/tokens/" + ids.get(0), "*");
        assertThat(contributor
                        .post("/tokens", Map.of("name", "program", "scope", "READER"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void anAdministratorIssuesTokensForPrograms() {
        Answer bot = api.created("/users", Map.of("name", "importer", "role", "CONTRIBUTOR"));
        Answer issued = api.created(
                "/tokens", Map.of("account", Map.of("id", bot.id()), "name", "nightly", "scope", "CONTRIBUTOR"));

        assertThat(issued.at("/account/name")).isEqualTo("importer");
        assertThat(api.with(issued.at("/token")).get("/me").at("/name")).isEqualTo("importer");
        assertThat(api.post("/tokens", Map.of("account", Map.of("id", issued.id()), "name", "x", "scope", "READER"))
                        .pointers())
                .containsExactly("/account");
    }

    @Test
    void aTokenTellsWhenAndFromWhereItWasLastUsed() {
        Answer issued = api.created("/tokens", Map.of("name", "x", "scope", "READER"));
        assertThat(issued.body().has("lastUsedAt")).isFalse();

        api.with(issued.at("/token")).get("/me");
        assertThat(api.get("/tokens/" + issued.id()).body().has("lastUsedAt")).isFalse();
        uses.note();

        Answer used = api.get("/tokens/" + issued.id());
        assertThat(used.at("/lastUsedFrom")).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(used.body().has("lastUsedAt")).isTrue();

        // Within a minute, neither the place nor the time is written again.
        api.with(issued.at("/token")).get("/me");
        uses.note();
        assertThat(api.get("/tokens/" + issued.id()).at("/lastUsedAt")).isEqualTo(used.at("/lastUsedAt"));

        owner.sql("update api_token set last_used_at = now() - interval '2 hours', last_used_address = '192.0.2.1'")
                .update();
        api.with(issued.at("/token")).get("/me");
        uses.note();
        assertThat(api.get("/tokens/" + issued.id()).at("/lastUsedFrom")).isEqualTo(used.at("/lastUsedFrom"));
        assertThat(api.get("/security-events?kind=TOKEN_USED&account=" + People.account(Role.ADMIN))
                        .items("tokenId"))
                .filteredOn(issued.id()::equals)
                .hasSize(2);
    }

    @Test
    void aUseThatAnotherInstanceNotedLaterIsNotSetBack() {
        Answer issued = api.created("/tokens", Map.of("name", "x", "scope", "READER"));
        api.with(issued.at("/token")).get("/me");
        owner.sql("update api_token set last_used_at = now() + interval '10 seconds', last_used_address = '192.0.2.1'")
                .update();
        uses.note();
        assertThat(api.get("/tokens/" + issued.id()).at("/lastUsedFrom")).isEqualTo("192.0.2.1");
    }

    @Test
    void usesOfManyAtOnceAreEachNotedOnce() {
        Answer one = api.created("/tokens", Map.of("name", "one", "scope", "READER"));
        Answer other = api.created("/tokens", Map.of("name", "other", "scope", "READER"));
        Race.of(6, runner -> {
            for (int i = 0; i < 20; i++) {
                api.with((runner % 2 == 0 ? one : other).at("/token")).get("/me");
                if (runner == 5) {
                    uses.note();
                }
            }
            return null;
        });
        uses.note();
        assertThat(api.get("/security-events?kind=TOKEN_USED").items("tokenId"))
                .filteredOn(id -> id.equals(one.id()) || id.equals(other.id()))
                .containsExactlyInAnyOrder(one.id(), other.id());
    }

    @Test
    void theSecurityLogTellsOfUseRefusalDenialAndChange() {
        Answer issued = api.as(Role.CONTRIBUTOR).created("/tokens", Map.of("name", "x", "scope", "READER"));
        Api client = api.with(issued.at("/token"));
        client.get("/claims");
        client.get("/claims");
        client.get("/users");
        api.with("ct_nothing").get("/claims");
        api.delete("/tokens/" + issued.id(), "*");
        client.get("/claims");
        uses.note();

        Answer log = api.get("/security-events?sort=at");
        assertThat(log.items("kind"))
                .containsExactly(
                        "TOKEN_ISSUED", "TOKEN_USED", "DENIED", "TOKEN_REFUSED", "TOKEN_REVOKED", "TOKEN_REFUSED");
        assertThat(log.items("account"))
                .containsExactly("contributor", "contributor", "contributor", "", "contributor", "contributor");
        assertThat(log.at("/items/2/request")).isEqualTo("GET /api/v1/users");
        assertThat(log.at("/items/3/detail")).isEqualTo("unknown");
        assertThat(log.at("/items/5/detail")).isEqualTo("revoked");
        assertThat(api.get("/security-events?kind=DENIED&account=" + People.account(Role.CONTRIBUTOR))
                        .items("kind"))
                .containsExactly("DENIED");
        assertThat(api.get("/security-events?to=2020-01-01").items("kind")).isEmpty();
    }

    @Test
    void oldSecurityEventsAreForgottenAndRecentOnesAreNot() {
        api.as(Role.READER).get("/users");
        owner.sql("""
                        insert into security_event (id, at, kind) values
                            (gen_random_uuid(), now() - interval '29 days', 'DENIED'),
                            (gen_random_uuid(), now() - interval '31 days', 'DENIED')""").update();

        assertThat(db.sql("select forget_security_events(now())")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(count("security_event")).isEqualTo(2);
    }
}
