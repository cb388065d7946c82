package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class SignInLimitsTest extends ApiTest {

    private static final String RIGHT = "a long enough password";
    private static final String HERE = "203.0.113.7";
    private static final String THERE = "203.0.113.8";

    @Autowired
    private SignIns signIns;

    @Autowired
    private OwnAccount ownAccount;

    @Autowired
    private RateStore store;

    @LocalServerPort
    private int port;

    @BeforeEach
    void aReaderHasAPassword() {
        SignInForm.choosePassword(db, "reader", RIGHT);
    }

    @AfterEach
    void nobodyActs() {
        MDC.remove(Actor.ADDRESS);
        SecurityContextHolder.clearContext();
    }

    @Test
    void afterFiveWrongTriesTheRightPasswordIsNotLookedAtEither() {
        for (int i = 0; i < 5; i++) {
            assertThat(location(SignInForm.send(port, i % 2 == 0 ? "reader" : "READER", "wrong", HERE)))
                    .endsWith("/sign-in?failed");
        }

        HttpResponse<String> refused = SignInForm.send(port, "reader", RIGHT, HERE);

        assertThat(refused.statusCode()).isEqualTo(302);
        assertThat(location(refused)).endsWith("/sign-in?throttled");
        assertThat(SignInForm.get(port, "/sign-in?throttled", "", HERE).body()).contains("Too many tries.");
        assertThat(events())
                .containsExactly(
                        "SIGN_IN_FAILED",
                        "SIGN_IN_FAILED",
                        "SIGN_IN_FAILED",
                        "SIGN_IN_FAILED",
                        "SIGN_IN_FAILED",
                        "SIGN_IN_THROTTLED");
    }

    @Test
    void fromAnotherAddressTheOwnerStillSignsIn() {
        for (int i = 0; i < 8; i++) {
            outcome("reader", "wrong", HERE);
        }

        assertThat(outcome("reader", RIGHT, HERE)).isEqualTo("throttled");
        assertThat(outcome("reader", RIGHT, THERE)).isEqualTo("in");
    }

    @Test
    void whoKnowsThePasswordSignsInAsOftenAsHeLikes() {
        for (int i = 0; i < 10; i++) {
            assertThat(outcome("reader", RIGHT, HERE)).isEqualTo("in");
        }
    }

    @Test
    void aNameThatNobodyHasIsTreatedAlike() {
        for (int i = 0; i < 5; i++) {
            assertThat(outcome("nobody", "wrong", HERE)).isEqualTo("wrong");
        }

        assertThat(outcome("nobody", "wrong", HERE)).isEqualTo("throttled");
        assertThat(db.sql("select key from rate_limit").query(String.class).list())
                .isNotEmpty()
                .noneMatch(key -> key.contains("nobody"));
    }

    @Test
    @Tag("long")
    void oneAddressCannotGoThroughManyNames() {
        for (int i = 0; i < 30; i++) {
            assertThat(outcome("name" + i, "wrong", HERE)).isEqualTo("wrong");
        }

        assertThat(outcome("reader", RIGHT, HERE)).isEqualTo("throttled");
        assertThat(outcome("reader", RIGHT, THERE)).isEqualTo("in");
    }

    @Test
    void aNameCannotBeTriedFromEverywhereWithoutEnd() {
        outcome("reader", RIGHT, HERE);
        String key = db.sql("select key from rate_limit where key like 'sign-in-name:%@100/3600s'")
                .query(String.class)
                .single();
        // A hundred comparisons would take their time.
        store.exact(key.replaceFirst("@.*", ""), new Rate(100, Duration.ofHours(1)))
                .tryConsume(100);

        assertThat(outcome("reader", RIGHT, HERE)).isEqualTo("throttled");
    }

    @Test
    void triesAtOnceDoNotSlipThrough() {
        List<String> outcomes = Race.of(50, i -> outcome("reader", "wrong " + i, HERE));

        assertThat(outcomes).filteredOn("wrong"::equals).hasSize(5);
        assertThat(outcomes).filteredOn("throttled"::equals).hasSize(45);
    }

    @Test
    void thePresentPasswordCannotBeGuessedInAStolenSession() {
        SecurityContextHolder.getContext()
                .setAuthentication(CallerAuthentication.ofToken(
                        new Caller(People.account(Role.READER), "reader", Role.READER, null)));
        for (int i = 0; i < 5; i++) {
            assertThat(ownAccount
                            .changePassword("wrong", "another long password", new Endings.Wanted(true, false))
                            .objection())
                    .isEqualTo("is not your password.");
        }

        assertThat(ownAccount
                        .changePassword(RIGHT, "another long password", new Endings.Wanted(true, false))
                        .objection())
                .startsWith("was wrong too often.");
        assertThat(outcome("reader", RIGHT, HERE)).isEqualTo("in");
    }

    @Test
    void aPasswordThatIsRightIsNotCountedWhateverTheNewOne() {
        SecurityContextHolder.getContext()
                .setAuthentication(CallerAuthentication.ofToken(
                        new Caller(People.account(Role.READER), "reader", Role.READER, null)));
        for (int i = 0; i < 6; i++) {
            assertThat(ownAccount
                            .changePassword(RIGHT, "short", new Endings.Wanted(true, false))
                            .field())
                    .isEqualTo("wanted");
        }

        assertThat(ownAccount
                        .changePassword(RIGHT, "another long password", new Endings.Wanted(true, false))
                        .session())
                .isNotNull();
    }

    private static void theReaderActs() {
        SecurityContextHolder.getContext()
                .setAuthentication(CallerAuthentication.ofToken(
                        new Caller(People.account(Role.READER), "reader", Role.READER, null)));
    }

    private String outcome(String name, String password, String address) {
        MDC.put(Actor.ADDRESS, address);
        try {
            signIns.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(name, password));
            return "in";
        } catch (TooManyTries e) {
            return "throttled";
        } catch (BadCredentialsException e) {
            return "wrong";
        } finally {
            MDC.remove(Actor.ADDRESS);
        }
    }

    private static String location(HttpResponse<?> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    private List<String> events() {
        return db.sql("select kind from security_event order by id")
                .query(String.class)
                .list();
    }
}
