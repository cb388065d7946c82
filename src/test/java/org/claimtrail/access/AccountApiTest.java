package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountApiTest extends ApiTest {

    @Test
    void anAccountIsCreatedReadListedAndChanged() {
        Answer ada = api.created(
                "/users",
                Map.of("name", "ada", "displayName", "Ada Park", "email", "ada@news.example", "role", "REVIEWER"));

        assertThat(ada.at("/name")).isEqualTo("ada");
        assertThat(ada.body().get("disabled").booleanValue()).isFalse();
        assertThat(ada.body().get("hasPassword").booleanValue()).isFalse();
        assertThat(api.get("/users/" + ada.id()).text()).isEqualTo(ada.text());
        assertThat(api.get("/users?q=PARK").items("name")).containsExactly("ada");
        assertThat(api.get("/users?role=REVIEWER&role=ADMIN").items("name"))
                .containsExactly("ada", "admin", "reviewer");

        Answer changed = api.patch("/users/" + ada.id(), Map.of("role", "READER"), ada.etag());
        assertThat(changed.at("/role")).isEqualTo("READER");
        assertThat(changed.at("/displayName")).isEqualTo("Ada Park");
        assertThat(api.patch("/users/" + ada.id(), Map.of("role", "ADMIN"), ada.etag())
                        .status())
                .isEqualTo(412);
        assertThat(api.put("/users/" + ada.id(), changed.object(), changed.etag())
                        .text())
                .isEqualTo(changed.text());
        assertThat(api.put("/users/" + ada.id(), Map.of("role", "READER"), "*")
                        .body()
                        .has("email"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"two words\", \"role\": \"READER\"} | /name",
                "{\"name\": \"a\\u0000\", \"role\": \"READER\"} | /name",
                "{\"role\": \"READER\"} | /name",
                "{\"name\": \"ada\", \"role\": \"OWNER\"} | /role",
                "{\"name\": \"ada\"} | /role",
                "{\"name\": \"ada\", \"role\": \"READER\", \"email\": \"nowhere\"} | /email",
                "{\"name\": \"ada\", \"role\": \"READER\", \"password\": \"secret\"} | /password",
                "{\"name\": \"ada\", \"role\": \"READER\", \"hasPassword\": true} | /hasPassword"
            })
    void whatBreaksARuleIsToldWithItsPlace(String body, String pointer) {
        Answer refused = api.post("/users", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactly(pointer);
    }

    @Test
    void namesAreAccountsOwnWithoutCase() {
        api.created("/users", Map.of("name", "Ada", "role", "READER"));

        Answer refused = api.post("/users", Map.of("name", "aDA", "role", "READER"));

        assertThat(refused.problem()).isEqualTo("duplicate");
        assertThat(refused.pointers()).containsExactly("/name");
    }

    /** By Unicode's table of what is confusable; all of these look like admin, reviewer, or system. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0430dmin", // Cyrillic a
                "\u0410DMIN",
                "adm\u0456n", // Ukrainian i
                "adm\u0131n", // dotless i
                "adm1n",
                "admln",
                "ADMlN",
                "adrnin",
                "\uFF41\uFF44\uFF4D\uFF49\uFF4E", // full width
                "\uD835\uDC1A\uD835\uDC1D\uD835\uDC26\uD835\uDC22\uD835\uDC27", // mathematical bold
                "\u24B6dmin", // circled
                "\u03B1dm\u03B9n", // Greek
                "adm\u0269n",
                "revi\u0435w\u0435r",
                "rev1ewer",
                "\u0455y\u0455tem",
                "system"
            })
    void aNameThatLooksLikeAnothersIsRefused(String name) {
        Answer refused = api.post("/users", Map.of("name", name, "role", "READER"));

        assertThat(refused.problem()).as(name).isIn("duplicate", "invalid-body");
        assertThat(refused.pointers()).containsExactly("/name");
        assertThat(count("account")).isEqualTo(Role.values().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "admins",
                "\u00E1dmin",
                "admin-2",
                "ad.min",
                "\u5F35\u5049",
                "\u0430\u043D\u043D\u0430",
                "review"
            })
    void aNameThatIsToldApartIsNot(String name) {
        assertThat(api.post("/users", Map.of("name", name, "role", "READER")).status())
                .isEqualTo(201);
    }

    @Test
    void ofNamesThatLookAlikeOneIsGivenHoweverManyAskAtOnce() {
        List<String> names = List.of("paula", "p\u0430ula", "pau1a", "PAULA", "pauIa", "\uFF50aula");
        List<Integer> statuses = Race.of(
                12,
                i -> api.post("/users", Map.of("name", names.get(i % names.size()), "role", "READER"))
                        .status());

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
        Answer refused = api.post("/users", Map.of("name", "pau1a", "role", "READER"));
        assertThat(refused.at("/others/0/type")).isEqualTo("account");
    }

    @Test
    void namesThatLookedAlikeBeforeStayAndAreListed() {
        db.sql("""
                insert into account (id, revision, name, role, disabled, sessions_valid_from, created_at, updated_at)
                values (gen_random_uuid(), 0, '\u0430dmin', 'READER', false, now(), now(), now() + interval '1 day')""").update();

        Answer duplicates = api.get("/users/duplicates");

        assertThat(duplicates.items("name")).hasSize(1);
        assertThat(duplicates.at("/items/0/duplicates/0/name")).isIn("admin", "\u0430dmin");
        assertThat(api.as(Role.REVIEWER).get("/users/duplicates").status()).isEqualTo(403);
    }

    @Test
    void aNameStaysForEver() {
        Answer ada = api.created("/users", Map.of("name", "ada", "role", "READER"));

        assertThat(api.patch("/users/" + ada.id(), Map.of("name", "eve"), "*").pointers())
                .containsExactly("/name");
    }

    @Test
    void whoIsDisabledIsOutAtOnceAndBackWhenEnabled() {
        Api reader = api.as(Role.READER);
        String path = "/users/" + People.account(Role.READER);
        assertThat(reader.get("/claims").status()).isEqualTo(200);

        api.patch(path, Map.of("disabled", true), "*");
        assertThat(reader.get("/claims").status()).isEqualTo(401);

        api.patch(path, Map.of("disabled", false), "*");
        assertThat(reader.get("/claims").status()).isEqualTo(200);
    }

    @Test
    void aRoleTakenAwayIsGoneWithTheNextRequest() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        api.patch("/users/" + People.account(Role.CONTRIBUTOR), Map.of("role", "READER"), "*");

        assertThat(contributor
                        .post("/claims", Map.of("text", "Said.", "kind", "FACT"))
                        .status())
                .isEqualTo(403);
        assertThat(contributor.get("/me").at("/role")).isEqualTo("READER");
    }

    @Test
    void theLastAdministratorStays() {
        String admin = "/users/" + People.account(Role.ADMIN);

        assertThat(api.patch(admin, Map.of("role", "REVIEWER"), "*").problem()).isEqualTo("last-administrator");
        assertThat(api.patch(admin, Map.of("disabled", true), "*").problem()).isEqualTo("last-administrator");

        api.created("/users", Map.of("name", "ada", "role", "ADMIN"));
        assertThat(api.patch(admin, Map.of("role", "REVIEWER"), "*").status()).isEqualTo(200);
    }

    @Test
    void ofTwoAdministratorsWhoRemoveEachOtherOneStays() {
        for (int round = 0; round < 10; round++) {
            Answer other = api.created("/users", Map.of("name", "other" + round, "role", "ADMIN"));
            String token = api.created(
                            "/tokens", Map.of("account", Map.of("id", other.id()), "name", "t", "scope", "ADMIN"))
                    .at("/token");
            Race.of(
                    2,
                    i -> i == 0
                            ? api.patch("/users/" + other.id(), Map.of("disabled", true), "*")
                            : api.with(token)
                                    .patch("/users/" + People.account(Role.ADMIN), Map.of("role", "READER"), "*"));
            long left = db.sql("select count(*) from account where role = 'ADMIN' and not disabled")
                    .query(Long.class)
                    .single();
            assertThat(left).isEqualTo(1);
            owner.sql("update account set role = 'ADMIN', disabled = false where name = 'admin'")
                    .update();
            owner.sql("update account set disabled = true where name <> 'admin' and role = 'ADMIN'")
                    .update();
        }
    }

    @Test
    void everybodyMayKnowWhoHeIs() {
        Answer me = api.as(Role.REVIEWER).get("/me");

        assertThat(me.at("/name")).isEqualTo("reviewer");
        assertThat(me.at("/role")).isEqualTo("REVIEWER");
        assertThat(me.at("/token/name")).isEqualTo("test");
    }

    @Test
    void everybodyMaySayWhatHeIsShownAs() {
        Api reviewer = api.as(Role.REVIEWER);
        Answer me = reviewer.get("/me");

        Answer changed =
                reviewer.patch("/me", Map.of("displayName", "Ada Park", "email", "ada@news.example"), me.etag());

        assertThat(changed.at("/displayName")).isEqualTo("Ada Park");
        assertThat(changed.text()).isEqualTo(reviewer.get("/me").text());
        assertThat(changed.etag()).isEqualTo(reviewer.get("/me").etag());
        assertThat(api.get("/users/" + People.account(Role.REVIEWER)).at("/email"))
                .isEqualTo("ada@news.example");
        assertThat(reviewer.patch("/me", Map.of("displayName", "Eve"), me.etag())
                        .status())
                .isEqualTo(412);
        assertThat(reviewer.send("PATCH", "/me", "application/merge-patch+json", Map.of("displayName", "Eve"))
                        .status())
                .isEqualTo(428);
        assertThat(reviewer.patch("/me", "{\"email\": null}", "*").body().has("email"))
                .isFalse();
        assertThat(reviewer.get("/me").at("/displayName")).isEqualTo("Ada Park");
        Answer log = api.get("/security-events?kind=ACCOUNT_CHANGED");
        assertThat(log.items("account")).containsExactly("reviewer", "reviewer");
        assertThat(log.items("detail")).containsOnly("profile, by its owner");
        assertThat(log.body().at("/items/0").has("tokenId")).isTrue();
    }

    @Test
    void nobodyChangesMoreOfHimselfThanThat() {
        Api contributor = api.as(Role.CONTRIBUTOR);
        String before = contributor.get("/me").text();

        Answer refused = contributor.patch(
                "/me",
                Map.of("name", "eve", "role", "ADMIN", "disabled", true, "email", "nowhere", "password", "secret"),
                "*");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactlyInAnyOrder("/name", "/role", "/disabled", "/email", "/password");
        assertThat(contributor.get("/me").text()).isEqualTo(before);
        assertThat(api.as(Role.READER)
                        .patch("/me", Map.of("displayName", "x"), "*")
                        .status())
                .as("a token that may only read")
                .isEqualTo(403);
    }

    @Test
    void anInvitationIsToldOnceAndLeadsToThePage() {
        Answer ada = api.created("/users", Map.of("name", "ada", "role", "READER"));
        String path = "/users/" + ada.id() + "/invitation";

        Answer invitation = api.post(path, null, "Idempotency-Key", "once");
        Answer repeat = api.post(path, null, "Idempotency-Key", "once");

        String key = URI.create(invitation.at("/link")).getQuery().replace("key=", "");
        assertThat(key).hasSize(43);
        assertThat(repeat.body().has("link")).isFalse();
        assertThat(repeat.at("/expiresAt")).isEqualTo(invitation.at("/expiresAt"));
        assertThat(count("invitation")).isEqualTo(1);
        assertThat(dump()).doesNotContain(key);
    }

    /** Keys are their account's: nobody gets another's answer by guessing one. */
    @Test
    void twoAccountsMayUseTheSameIdempotencyKey() {
        var body = Map.of("text", "Said.", "kind", "FACT");
        Answer one = api.post("/claims", body, "Idempotency-Key", "k");
        Answer other = api.as(Role.CONTRIBUTOR).post("/claims", body, "Idempotency-Key", "k");

        assertThat(other.status()).isEqualTo(201);
        assertThat(other.id()).isNotEqualTo(one.id());
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
    }

    /** All that is stored, as text. */
    private String dump() {
        StringBuilder all = new StringBuilder();
        owner.sql("select tablename from pg_tables where schemaname = 'public'")
                .query(String.class)
                .list()
                .forEach(table -> owner.sql("select t::text from " + table + " t")
                        .query(String.class)
                        .list()
                        .forEach(all::append));
        return all.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"json", "application/xml", "text/plain", "/", "application/", "application/json/", "a b/c", ";"})
    void aBodyThatMayBeLeftOutIsOfATypeThatIsReadToo(String type) {
        String path = "/users/" + People.account(Role.READER) + "/invitation";
        Answer refused = api.send("POST", path, type, "{}");
        assertThat(refused.status()).isEqualTo(415);
        assertThat(api.send("POST", "/claims", type, "{}").status()).isEqualTo(415);
        assertThat(api.send("POST", path, "application/json;charset=utf-8", "{}")
                        .status())
                .isEqualTo(201);
    }
}
