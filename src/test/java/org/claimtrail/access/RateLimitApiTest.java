package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.FewRequests;
import org.claimtrail.testing.Mcp;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What happens when requests are used up. */
@FewRequests
class RateLimitApiTest extends ApiTest {

    private static final String[] FROM_ELSEWHERE = {"X-Forwarded-For", "203.0.113.7"};

    @Autowired
    private RateLimits limits;

    @LocalServerPort
    private int port;

    private Api reader;
    private Api stranger;

    @BeforeEach
    @AfterEach
    void everybodyHasEverythingLeft() {
        limits.forget();
        reader = api.as(Role.READER);
        stranger = api.with(null);
    }

    @Test
    void whatIsLeftCountsDown() {
        Answer first = reader.get("/claims");
        Answer second = reader.get("/claims");

        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"token\";q=5;w=3600");
        assertThat(first.header("RateLimit")).isEqualTo("\"token\";r=4;t=720");
        assertThat(second.header("RateLimit")).matches("\"token\";r=3;t=14[0-9]{2}");
    }

    @Test
    void toolsCountAsRequestsDo() {
        Mcp tools = Mcp.as(port, Role.READER);
        for (int i = 0; i < 5; i++) {
            tools.call("search_claims", "{}");
        }
        HttpResponse<String> refused = tools.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(reader.get("/claims").status()).isEqualTo(429);
    }

    @Test
    void whoHasUsedUpItsRequestsWaitsWithAnyTokenAndOthersDoNot() {
        Answer another = api.created(
                "/tokens",
                Map.of("account", Map.of("id", People.account(Role.READER)), "name", "another", "scope", "READER"));
        limits.forget();
        use(reader, 5);

        Answer refused = reader.get("/claims");
        reader.get("/claims");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(600, 720);
        assertThat(refused.at("/detail"))
                .isEqualTo("All tokens of this account together may make 5 requests in 3600 seconds. Go on in "
                        + refused.header("Retry-After") + " seconds.");
        assertThat(refused.header("RateLimit")).startsWith("\"token\";r=0;t=");
        assertThat(api.with(another.at("/token")).get("/claims").status()).isEqualTo(429);
        assertThat(api.as(Role.CONTRIBUTOR).get("/claims").status()).isEqualTo(200);
        assertThat(stranger.get("/claims").status()).isEqualTo(401);
        assertThat(events("RATE_LIMITED")).isEqualTo(1);
    }

    @Test
    void everyAnswerTellsWhatIsLeft() {
        assertThat(reader.get("/claims/C-9").header("RateLimit")).contains("r=4");
        assertThat(reader.post("/claims", Bodies.claim("Not for readers.")).header("RateLimit"))
                .contains("r=3");
        Answer startedAnew = api.as(Role.CONTRIBUTOR).post("/claims", "{", "Idempotency-Key", "not one word");
        assertThat(startedAnew.status()).isEqualTo(400);
        assertThat(startedAnew.header("RateLimit")).contains("r=4");
        assertThat(startedAnew.header("RateLimit-Policy")).isNotEmpty();
        assertThat(stranger.get("/claims", FROM_ELSEWHERE).header("RateLimit")).startsWith("\"address\";r=19");
    }

    @Test
    void aTokenThatIsRefusedCountsForTheAddress() {
        Api guesser = api.with("ct_" + "x".repeat(43));
        for (int i = 0; i < 20; i++) {
            assertThat(guesser.get("/claims", FROM_ELSEWHERE).status()).isEqualTo(401);
        }

        Answer refused = guesser.get("/claims", FROM_ELSEWHERE);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"address\";q=20;w=3600");
        assertThat(events("TOKEN_REFUSED")).isEqualTo(20);
        assertThat(stranger.get("/claims", FROM_ELSEWHERE).status()).isEqualTo(429);
        assertThat(reader.get("/claims", FROM_ELSEWHERE).status()).isEqualTo(200);
        assertThat(guesser.get("/claims", "X-Forwarded-For", "203.0.113.8").status())
                .isEqualTo(401);
    }

    @Test
    void anIpv6NetworkIsOneAddress() {
        for (int i = 0; i < 20; i++) {
            stranger.get("/claims", "X-Forwarded-For", "2001:db8:1:2::" + i);
        }

        assertThat(stranger.get("/claims", "X-Forwarded-For", "2001:db8:1:2:ffff::1")
                        .status())
                .isEqualTo(429);
        assertThat(stranger.get("/claims", "X-Forwarded-For", "2001:db8:1:3::1").status())
                .isEqualTo(401);
    }

    @Test
    void anAdministratorIsNotLimitedWhereThatIsSet() {
        use(api, 10);

        Answer answer = api.get("/claims");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit")).isEmpty();
        assertThat(answer.header("RateLimit-Policy")).isEmpty();
    }

    @Test
    void pagesAreLimitedAndHealthAndWhatPagesBringAlongAreNot() {
        String address = FROM_ELSEWHERE[1];
        for (int i = 0; i < 20; i++) {
            assertThat(page("/problems", "").statusCode()).isEqualTo(200);
        }

        assertThat(page("/problems", "").statusCode()).isEqualTo(429);
        assertThat(page("/sign-in", "").statusCode()).isEqualTo(429);
        for (String open : new String[] {"/actuator/health", "/actuator/health/readiness", "/claimtrail.css"}) {
            HttpResponse<String> answer = SignInForm.get(port, open, "", address);
            assertThat(answer.statusCode()).as(open).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit")).as(open).isEmpty();
        }
    }

    @Test
    void aSessionCountsForItsAccount() {
        SignInForm.choosePassword(db, "reader", "a long enough password");
        HttpResponse<String> signedIn = SignInForm.send(port, "reader", "a long enough password", FROM_ELSEWHERE[1]);
        String session = SignInForm.cookies(signedIn);

        for (int left = 4; left >= 0; left--) {
            HttpResponse<String> page = page("/docs", session);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("RateLimit").orElse("")).startsWith("\"account\";r=" + left);
        }
        assertThat(page("/docs", session).statusCode()).isEqualTo(429);
        assertThat(reader.get("/claims").status()).isEqualTo(200);
    }

    private HttpResponse<String> page(String path, String cookies) {
        return SignInForm.get(port, path, cookies, FROM_ELSEWHERE[1]);
    }

    private static void use(Api caller, int requests) {
        for (int i = 0; i < requests; i++) {
            assertThat(caller.get("/claims").status()).isEqualTo(200);
        }
    }

    private long events(String kind) {
        return db.sql("select count(*) from security_event where kind = :kind")
                .param("kind", kind)
                .query(Long.class)
                .single();
    }
}
