package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.TestProvider;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People and programs for whom an OpenID provider vouches. */
class ProviderAccountsTest extends ApiTest {

    @LocalServerPort
    private int port;

    @Test
    void somebodySignsInByTheProviderAndIsAnAccountFromThenOn() {
        Browser browser = new Browser(port);
        TestProvider.expect("subject-1", "kim", "reviewer", "something-else");

        Page page = browser.open("/account");
        Page account = browser.open(page.document().expectFirst(".choices a").attr("href"));

        assertThat(page.text()).contains("Sign in with The Provider");
        assertThat(account.address().getPath()).isEqualTo("/account");
        assertThat(account.text())
                .contains("kim", "The kim", "Reviewer", "what your provider says")
                .doesNotContain("Present password", "Edit your profile");
        Answer users = api.get("/users?q=kim");
        assertThat(users.items("provider")).containsExactly(TestProvider.issuer());
        assertThat(api.get("/security-events?kind=SIGNED_IN").items("account")).containsExactly("kim");
    }

    @Test
    void theRoleFollowsWhatTheProviderSays() {
        assertThat(me("subject-2", "lee", "reader").at("/role")).isEqualTo("READER");
        assertThat(me("subject-2", "lee", "reader", "desk-chief").at("/role")).isEqualTo("ADMIN");
        assertThat(me("subject-2", "lee-renamed", "contributor").at("/name")).isEqualTo("lee");
        assertThat(api.get("/users?q=lee").items("role")).containsExactly("CONTRIBUTOR");

        String id = api.get("/users?q=lee").items("id").get(0);
        assertThat(api.patch("/users/" + id, Map.of("role", "READER"), "*").pointers())
                .containsExactly("/role");
    }

    @Test
    void whoLooksLikeSomebodyElseGetsANumber() {
        assertThat(me("subject-look", "\u0430dmin", "reader").at("/name")).matches("\u0430dmin-[0-9a-f]+");
        assertThat(me("subject-look", "\u0430dmin", "reader").at("/name")).matches("\u0430dmin-[0-9a-f]+");
        assertThat(me("subject-system", "system", "reader").at("/name")).matches("system-[0-9a-f]+");
    }

    @Test
    void whatTheProviderSaysIsNotChangedHere() {
        Api lou = api.with(TestProvider.token("subject-9", "lou", "contributor"));
        Answer me = lou.get("/me");

        assertThat(lou.patch("/me", Map.of("displayName", "Lou", "email", "lou@news.example"), me.etag())
                        .pointers())
                .containsExactly("/displayName", "/email");
        assertThat(lou.patch("/me", Map.of("displayName", "The lou"), me.etag()).text())
                .isEqualTo(me.text());
        assertThat(api.patch("/users/" + me.id(), Map.of("displayName", "Lou"), "*")
                        .pointers())
                .containsExactly("/displayName");
        assertThat(api.patch("/users/" + me.id(), Map.of("disabled", true), "*").status())
                .isEqualTo(200);
    }

    @Test
    void whoHasNoRoleComesNeitherToThePagesNorToTheApi() {
        Browser browser = new Browser(port);
        TestProvider.expect("subject-3", "max", "janitor", "ADMIN");

        assertThat(browser.open("/oauth2/authorization/test").text()).contains("you have no role here");

        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
        assertThat(me("subject-3", "max", "janitor").status()).isEqualTo(403);
        assertThat(api.get("/users?q=max").items("id")).isEmpty();
    }

    @Test
    void whoIsDisabledHereStaysOut() {
        String id = me("subject-4", "noa", "reader").id();
        api.patch("/users/" + id, Map.of("disabled", true), "*");

        assertThat(me("subject-4", "noa", "reader").status()).isEqualTo(403);
    }

    @Test
    void aTakenNameGetsAnAddition() {
        assertThat(me("subject-5", "admin", "reader").at("/name")).startsWith("admin-");
        assertThat(api.get("/me").at("/id"))
                .isEqualTo(People.account(Role.ADMIN).toString());
    }

    @Test
    void whoComesManyTimesAtOnceIsOneAccount() {
        Race.of(16, i -> me("subject-6", "pat", "reader").status())
                .forEach(status -> assertThat(status).isEqualTo(200));

        assertThat(api.get("/users?q=pat").items("id")).hasSize(1);
    }

    @Test
    void aTokenOfTheProviderRecordsInTheNameOfItsAccount() {
        Api client = api.with(TestProvider.token("subject-7", "quinn", "reviewer"));
        client.created("/claims", Map.of("text", "Said.", "kind", "FACT"));
        client.put("/claims/C-1/status", Map.of("status", "UNVERIFIABLE", "reason", "x"), "*");

        assertThat(api.get("/claims/C-1/status/history").items("by")).containsExactly("quinn");
    }

    @Test
    void tokensThatAreForOthersOrOldOrForgedAreRefused() {
        Map<String, Object> claims = TestProvider.claims("subject-8", "rae", "desk-chief");
        String good = TestProvider.signed(claims, "claimtrail-test", 300);
        String[] parts = good.split("\\.");

        assertThat(api.with(good).get("/me").status()).isEqualTo(200);
        for (String token : new String[] {
            TestProvider.signed(claims, "another-service", 300),
            TestProvider.signed(claims, "claimtrail-test", -300),
            parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() - 8) + "AAAAAAAA",
            parts[0] + "." + parts[1] + ".",
            "eyJhbGciOiJub25lIn0." + parts[1] + ".",
            "a.b.c",
            "...",
            TestProvider.signed(withoutEnd(claims), "claimtrail-test", 300)
        }) {
            assertThat(api.with(token).get("/me").status()).as(token).isEqualTo(401);
        }
    }

    /** A token of two minutes gets none of a year. */
    @Test
    void whatIsIssuedByATokenOfTheProviderDoesNotOutliveIt() {
        Api client = api.with(
                TestProvider.signed(TestProvider.claims("subject-10", "sam", "contributor"), "claimtrail-test", 120));
        Map<String, Object> wanted = Map.of("name", "program", "scope", "CONTRIBUTOR");

        Answer issued = client.post("/tokens", wanted);
        assertThat(issued.status()).isEqualTo(201);
        assertThat(Instant.parse(issued.at("/expiresAt")))
                .isBefore(Instant.now().plusSeconds(121));
        Map<String, Object> longer = new HashMap<>(wanted);
        longer.put("expiresAt", Instant.now().plusSeconds(3_600).toString());
        assertThat(client.post("/tokens", longer).pointers()).containsExactly("/expiresAt");
    }

    @Test
    void whoLosesHisRolesLosesHisTokensAndSessions() {
        Browser browser = new Browser(port);
        TestProvider.expect("subject-11", "toni", "contributor");
        browser.open("/oauth2/authorization/test");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/account");
        Api provided = api.with(TestProvider.token("subject-11", "toni", "contributor"));
        Api own = api.with(provided.created("/tokens", Map.of("name", "program", "scope", "CONTRIBUTOR"))
                .at("/token"));
        assertThat(own.post("/claims", Map.of("text", "Said.", "kind", "FACT")).status())
                .isEqualTo(201);

        assertThat(me("subject-11", "toni", "janitor").status()).isEqualTo(403);

        assertThat(own.get("/me").status()).isEqualTo(401);
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
    }

    private static Map<String, Object> withoutEnd(Map<String, Object> claims) {
        Map<String, Object> without = new HashMap<>(claims);
        without.put("exp", null);
        return without;
    }

    private Answer me(String subject, String name, String... roles) {
        return api.with(TestProvider.token(subject, name, roles)).get("/me");
    }
}
