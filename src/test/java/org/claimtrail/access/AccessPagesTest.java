package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.HttpCookie;
import java.util.Map;
import java.util.stream.Collectors;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.Browser.Page;
import org.claimtrail.testing.People;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

class AccessPagesTest extends ApiTest {

    private static final String PASSWORD = "four words in a row";

    @LocalServerPort
    private int port;

    private Browser browser;

    /** Ada, a contributor, who chose her password by a link. */
    private String ada;

    @BeforeEach
    void inviteAda() {
        browser = new Browser(port);
        ada = api.created("/users", Map.of("name", "ada", "role", "CONTRIBUTOR"))
                .id();
        Page page = browser.open(invitation());
        browser.submit(page, "main form", "password", PASSWORD, "repeated", PASSWORD);
    }

    private Page account() {
        browser.signIn("ada", PASSWORD);
        return browser.open("/account");
    }

    private String invitation() {
        return api.post("/users/" + ada + "/invitation", null).at("/link").replaceFirst("http://[^/]+", "");
    }

    @Test
    void whoWantsAPageSignsInAndGetsThere() {
        Page asked = browser.open("/account");
        assertThat(asked.address().getPath()).isEqualTo("/sign-in");

        Page account = browser.submit(asked, "main form", "name", "ADA", "password", PASSWORD);

        assertThat(account.address().getPath()).isEqualTo("/account");
        assertThat(account.status()).isEqualTo(200);
        assertThat(account.text()).contains("Your account", "Contributor");
        assertThat(account.headers().get("cache-control")).containsExactly("no-store");
        assertThat(api.get("/users/" + ada).body().has("lastSignInAt")).isTrue();
        assertThat(api.get("/security-events?account=" + ada + "&kind=SIGNED_IN")
                        .items("account"))
                .containsExactly("ada");
    }

    @Test
    void aWrongPasswordAnUnknownNameAndADisabledAccountLookTheSame() {
        String wrong = browser.signIn("ada", "four words in a line").text();
        assertThat(wrong).contains("Name or password is wrong.");
        assertThat(browser.signIn("nobody", PASSWORD).text()).isEqualTo(wrong);
        assertThat(browser.signIn("no\0body", PASSWORD).text()).isEqualTo(wrong);
        assertThat(browser.signIn("reader", "").text()).isEqualTo(wrong);
        assertThat(browser.signIn("ada", "x".repeat(1000)).text()).isEqualTo(wrong);
        api.patch("/users/" + ada, Map.of("disabled", true), "*");
        assertThat(browser.signIn("ada", PASSWORD).text()).isEqualTo(wrong);

        Answer log = api.get("/security-events?kind=SIGN_IN_FAILED");
        // People type passwords where names belong: what is no name here is not kept.
        assertThat(log.text()).doesNotContain("body");
        assertThat(log.items("account")).containsOnly("ada", "reader", "");
        assertThat(log.items("detail"))
                .containsExactly(
                        "disabled",
                        "wrong password",
                        "wrong password",
                        "no such account",
                        "no such account",
                        "wrong password");
    }

    @Test
    void theCookieIsForThisSiteAndNotForScripts() {
        browser.signIn("ada", PASSWORD);
        String before = sessionCookie().getValue();

        assertThat(sessionCookie().isHttpOnly()).isTrue();
        Page page = browser.open("/sign-in");
        Page again = browser.submit(page, "main form", "name", "ada", "password", PASSWORD);
        assertThat(again.address().getPath()).isEqualTo("/");
        assertThat(sessionCookie().getValue()).isNotEqualTo(before);
    }

    @Test
    void cookiesAreSentOnlyFromThisSiteAndOverTlsOnlyByTls() throws IOException {
        String form = RawHttp.answerToStranger(port, "GET /sign-in HTTP/1.1");
        assertThat(form.lines().filter(line -> line.startsWith("Set-Cookie:")))
                .singleElement()
                .asString()
                .contains("claimtrail-csrf=", "HttpOnly", "SameSite=Strict");
        assertThat(count("page_session"))
                .as("a stranger who looks at the form gets no session")
                .isZero();
    }

    @Test
    void aSessionLastsFromItsUseAndIsNotWrittenWithEachPage() {
        browser.signIn("ada", PASSWORD);
        long first = expiry();
        browser.open("/account");
        assertThat(expiry()).isEqualTo(first);

        owner.sql("update page_session set expiry_time = expiry_time - 600000").update();
        browser.open("/account");
        assertThat(expiry()).isGreaterThanOrEqualTo(first);
    }

    private long expiry() {
        return owner.sql("select max(expiry_time) from page_session")
                .query(Long.class)
                .single();
    }

    @Test
    void whoSignsOutIsOut() {
        Page account = browser.signIn("ada", PASSWORD);

        Page out = browser.submit(account, ".who form");

        assertThat(out.text()).contains("You are signed out.");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
        assertThat(count("page_session")).isZero();
        assertThat(api.get("/security-events?kind=SIGNED_OUT").items("account")).containsExactly("ada");
    }

    @Test
    void aFormFromElsewhereIsRefusedWithAPage() {
        Page account = browser.signIn("ada", PASSWORD);
        assertThat(account.status()).isEqualTo(200);

        for (String path :
                new String[] {"/account/tokens", "/account/password", "/sign-out", "/sign-in", "/invitation"}) {
            Page refused = browser.post(path, Map.of("name", "x", "scope", "READER", "_csrf", "made up"));
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.text()).contains("This is not allowed", "load its page again");
        }
        assertThat(browser.open("/account").status()).isEqualTo(200);
    }

    @Test
    void aSessionEndsWhenItsAccountIsDisabledAndFollowsItsRole() {
        browser.signIn("ada", PASSWORD);
        api.patch("/users/" + ada, Map.of("role", "READER"), "*");
        assertThat(browser.open("/account").text()).contains("Reader").doesNotContain("Contributor");

        api.patch("/users/" + ada, Map.of("disabled", true), "*");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");

        // Enabled again, the old session stays void.
        api.patch("/users/" + ada, Map.of("disabled", false), "*");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
    }

    @Test
    void aSessionOpensPagesAndNotTheApi() throws IOException {
        browser.signIn("ada", PASSWORD);

        assertThat(RawHttp.answerToStranger(
                        port,
                        "GET /api/v1/claims HTTP/1.1\r\nCookie: claimtrail="
                                + sessionCookie().getValue()))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void whoChangesThePasswordStaysAndOtherSessionsEnd() {
        Browser elsewhere = new Browser(port);
        elsewhere.signIn("ada", PASSWORD);
        Page account = account();
        String form = "form[action='/account/password']";
        String better = "five other words in a row";

        assertThat(browser.submit(account, form, "present", "wrong", "wanted", better, "repeated", better)
                        .text())
                .contains("The present one is not your password.");
        assertThat(browser.submit(account, form, "present", PASSWORD, "wanted", better, "repeated", "x")
                        .text())
                .contains("The repetition is not the same.");
        assertThat(browser.submit(account, form, "present", PASSWORD, "wanted", "short", "repeated", "short")
                        .text())
                .contains("The new one must have at least 12 characters.");
        assertThat(browser.submit(account, form, "present", PASSWORD, "wanted", better, "repeated", better)
                        .text())
                .contains("Your password was changed.");

        assertThat(browser.open("/account").address().getPath()).isEqualTo("/account");
        assertThat(elsewhere.open("/account").address().getPath()).isEqualTo("/sign-in");
        assertThat(elsewhere.signIn("ada", PASSWORD).text()).contains("Name or password is wrong.");
        assertThat(elsewhere.signIn("ada", better).address().getPath()).isEqualTo("/account");
    }

    @Test
    void whoChangesThePasswordMayKeepHisSessionsAndEndHisTokens() {
        Browser elsewhere = new Browser(port);
        elsewhere.signIn("ada", PASSWORD);
        Page account = account();
        String token = issued(account);
        String form = "form[action='/account/password']";
        String better = "five other words in a row";

        assertThat(browser.submit(
                                account,
                                form,
                                "present",
                                PASSWORD,
                                "wanted",
                                better,
                                "repeated",
                                better,
                                "keepSessions",
                                "true")
                        .text())
                .contains("Your password was changed.")
                .doesNotContain("sessions of yours have ended");
        assertThat(elsewhere.open("/account").address().getPath()).isEqualTo("/account");
        assertThat(api.with(token).get("/me").status()).isEqualTo(200);

        assertThat(browser.submit(
                                browser.open("/account"),
                                form,
                                "present",
                                better,
                                "wanted",
                                PASSWORD,
                                "repeated",
                                PASSWORD,
                                "revokeTokens",
                                "true")
                        .text())
                .contains("Other sessions of yours have ended. Your tokens were revoked.");
        assertThat(elsewhere.open("/account").address().getPath()).isEqualTo("/sign-in");
        assertThat(api.with(token).get("/me").status()).isEqualTo(401);
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/account");
        assertThat(api.get("/security-events?kind=TOKEN_REVOKED").items("detail"))
                .containsExactly("with a new password, by its owner: 1");
    }

    @Test
    void anInvitationEndsWhatItIsToldTo() {
        String path = "/users/" + ada + "/invitation";
        Page account = account();
        String token = issued(account);

        assertThat(api.post(path, null).status()).isEqualTo(201);
        assertThat(api.post(path, Map.of("endSessions", false)).status()).isEqualTo(201);
        assertThat(api.post(path, Map.of("endSession", true)).pointers()).containsExactly("/endSession");
        assertThat(api.post(path, Map.of("endSessions", "yes")).pointers()).containsExactly("/endSessions");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/account");
        assertThat(api.with(token).get("/me").status()).isEqualTo(200);

        assertThat(api.post(path, Map.of("revokeTokens", true)).status()).isEqualTo(201);
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/account");
        assertThat(api.with(token).get("/me").status()).isEqualTo(401);

        String link = api.post(path, Map.of("endSessions", true)).at("/link").replaceFirst("http://[^/]+", "");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
        browser.signIn("ada", PASSWORD);
        String other = issued(browser.open("/account"));
        Browser owner = new Browser(port);
        owner.submit(
                owner.open(link),
                "main form",
                "password",
                PASSWORD + "!",
                "repeated",
                PASSWORD + "!",
                "revokeTokens",
                "true");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
        assertThat(api.with(other).get("/me").status()).isEqualTo(401);
    }

    @Test
    void anAdministratorEndsItAllWithAnInvitationOnThePage() {
        String token = issued(account());
        People.choosePassword(api, port, Role.ADMIN, "six words that nobody guesses");
        Browser admin = new Browser(port);
        admin.signIn("admin", "six words that nobody guesses");
        String form = "form[action$='/invitation']";

        assertThat(admin.submit(admin.open("/accounts/" + ada), form).text()).contains("This link lets its owner");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/account");

        admin.submit(admin.open("/accounts/" + ada), form, "endSessions", "true", "revokeTokens", "true");
        assertThat(browser.open("/account").address().getPath()).isEqualTo("/sign-in");
        assertThat(api.with(token).get("/me").status()).isEqualTo(401);
    }

    private String issued(Page account) {
        return browser.submit(account, "form[action='/account/tokens']", "name", "import", "scope", "READER")
                .document()
                .expectFirst("pre code")
                .text();
    }

    @Test
    void aTokenIsIssuedShownOnceAndRevoked() {
        Page account = account();

        Page issued = browser.submit(
                account, "form[action='/account/tokens']", "name", "<b>import</b>", "scope", "CONTRIBUTOR");
        String token = issued.document().expectFirst("pre code").text();

        assertThat(api.with(token).get("/me").at("/name")).isEqualTo("ada");
        Page again = browser.open("/account");
        assertThat(again.document().outerHtml()).doesNotContain(token);
        assertThat(again.text()).contains("<b>import</b>", "contributor");

        browser.submit(again, "td form");
        assertThat(api.with(token).get("/me").status()).isEqualTo(401);
    }

    @Test
    void aTokenThatBreaksRulesIsToldAndNothingTypedIsLost() {
        Page account = account();

        Page refused = browser.submit(
                account,
                "form[action='/account/tokens']",
                "name",
                "import",
                "scope",
                "ADMIN",
                "expiresOn",
                "2001-01-01");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text()).contains("scope must not be more", "expiresAt must lie in the future");
        assertThat(refused.document().expectFirst("#token-name").val()).isEqualTo("import");
    }

    @Test
    void nobodyRevokesAnothersToken() {
        Page account = browser.signIn("ada", PASSWORD);
        String csrf = account.document().expectFirst("input[name=_csrf]").val();

        Page refused = browser.post("/account/tokens/" + People.account(Role.ADMIN) + "/revoke", Map.of("_csrf", csrf));

        assertThat(refused.status()).isEqualTo(404);
        assertThat(api.get("/me").status()).isEqualTo(200);
    }

    @Test
    void anInvitationIsGoodOnceAndUntilItExpires() {
        String link = invitation();
        Page page = browser.open(link);
        assertThat(page.text()).contains("For the account ada");

        assertThat(browser.submit(page, "main form", "password", "short", "repeated", "short")
                        .text())
                .contains("The password must have at least 12 characters.");
        assertThat(browser.submit(page, "main form", "password", "ada ada ada ada", "repeated", "ada ada ada ada")
                        .text())
                .contains("must not be easy to guess");
        assertThat(browser.submit(page, "main form", "password", "another good one", "repeated", "another good one")
                        .text())
                .contains("Your password is set.");
        assertThat(browser.submit(page, "main form", "password", "a third good one", "repeated", "a third good one")
                        .status())
                .isEqualTo(410);
        assertThat(browser.open(link).text()).contains("This link is no good any more");

        String old = invitation();
        owner.sql("update invitation set expires_at = now()").update();
        assertThat(browser.open(old).status()).isEqualTo(410);
        assertThat(browser.open("/invitation").status()).isEqualTo(410);
        assertThat(browser.signIn("ada", "another good one").address().getPath())
                .isEqualTo("/");
    }

    @Test
    void whateverAFormHoldsIsAnsweredAndNotAFailure() throws IOException {
        Page account = browser.signIn("ada", PASSWORD);
        String csrf = account.document().expectFirst("input[name=_csrf]").val();
        String cookies = browser.cookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        for (String value : new String[] {
            "%00",
            "%zz",
            "%",
            "%ff%fe",
            "x".repeat(100_000),
            "%F0%9F%92%A9",
            "'%3B+drop+table+account%3B--",
            "%3Cscript%3E",
            "2024-13-45",
            "",
            "&&&=&=="
        }) {
            for (String form : new String[] {
                "/account/tokens?name=V&scope=V&expiresOn=V",
                "/account/password?present=V&wanted=V&repeated=V",
                "/account/tokens/V/revoke?x=V",
                "/invitation?key=V&password=V&repeated=V",
                "/sign-in?name=V&password=V",
                "/account/tokens?name=V"
            }) {
                String[] parts = form.split("\\?");
                String body = parts[1].replace("V", value) + "&_csrf=" + csrf;
                String answer = RawHttp.answer(
                        port,
                        "POST " + parts[0].replace("V", value.length() > 1000 ? "x" : value)
                                + " HTTP/1.1\r\nAuthorization: none\r\nAccept: text/html\r\nCookie: " + cookies
                                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                                + body.length(),
                        body);
                assertThat(answer.substring(9, 12))
                        .as(form + " " + value.substring(0, Math.min(20, value.length())))
                        .isIn("200", "302", "400", "403", "404", "410", "413");
                assertThat(answer).doesNotContain("Exception", "<script>alert");
            }
        }
    }

    @Test
    void passwordsAreKeptAsBcrypt() {
        assertThat(db.sql("select password from account where name = 'ada'")
                        .query(String.class)
                        .single())
                .startsWith("{bcrypt}$2a$04$");
        assertThat(new Passwords(new Passwords.Settings(12)).hash(PASSWORD)).startsWith("{bcrypt}$2a$12$");
        assertThatThrownBy(() -> new Passwords.Settings(3)).hasMessageContaining("from 4 to 20");
    }

    @Test
    void whatIsNotThereIsToldByAPage() {
        browser.signIn("ada", PASSWORD);

        Page missing = browser.open("/account/nothing");

        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.document().title()).contains("There is no such thing");
    }

    private HttpCookie sessionCookie() {
        return browser.cookies().stream()
                .filter(cookie -> cookie.getName().equals("claimtrail"))
                .findFirst()
                .orElseThrow();
    }
}
