package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a form do once what its button is pressed for, however often: each form that a page shows has a key of its own, and
 * the next press with the same content leads to where the first one led. A form that was refused, or filled in otherwise, is
 * another one.
 *
 * <p>A press is kept beside what it does, not with it, as a page reads on after what it did was undone. So a press that a
 * crash came upon may be done again.
 */
@Component
class PressedOnce extends OncePerRequestFilter {

    /** The name of the hidden field with the key of a form. */
    static final String PRESS = "press";

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Whoever pressed first and has not been answered by then never will be. */
    private static final Duration UNTIL_FORGOTTEN = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Press(String key, String fingerprint) {

        /** Of what the form says, whichever token stands for the session in it. */
        static Press of(HttpServletRequest request) {
            Map<String, String[]> said = new TreeMap<>(request.getParameterMap());
            said.remove("_csrf");
            StringBuilder text = new StringBuilder(request.getRequestURI());
            said.forEach(
                    (name, values) -> text.append('\n').append(name).append('=').append(Arrays.toString(values)));
            String fingerprint =
                    HexFormat.of().formatHex(Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8)));
            return new Press("press " + request.getParameter(PRESS) + " " + fingerprint, fingerprint);
        }
    }

    private record Outcome(@Nullable String location, Timestamp createdAt) {}

    private final JdbcClient db;
    private final Actor actor;
    private final Clock clock;

    PressedOnce(JdbcClient db, Actor actor, Clock clock) {
        this.db = db;
        this.actor = actor;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !HttpMethod.POST.matches(request.getMethod())
                || Api.isAskedBy(request)
                || actor.account().isEmpty()
                || !BodiesInFlight.isForm(request)
                || request.getParameter(PRESS) == null
                || Ids.parse(request.getParameter(PRESS)).isEmpty();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        UUID account = actor.self();
        Press press = Press.of(request);
        for (long end = System.nanoTime() + PATIENCE.toNanos(); !begin(account, press); ) {
            Optional<Outcome> first = outcome(account, press);
            String location = first.map(Outcome::location).orElse(null);
            if (location != null) {
                response.sendRedirect(location);
                return;
            }
            if (first.isPresent()
                    && first.get()
                            .createdAt()
                            .toInstant()
                            .isBefore(clock.instant().minus(UNTIL_FORGOTTEN))) {
                forget(account, press);
            } else if (System.nanoTime() > end) {
                throw new Busy("The same form is being saved still.", 2);
            } else {
                await();
            }
        }
        Redirected answer = new Redirected(response);
        try {
            chain.doFilter(request, answer);
        } finally {
            if (answer.location == null) {
                forget(account, press);
            }
        }
        if (answer.location != null) {
            keep(account, press, answer.location);
            response.sendRedirect(answer.location);
        }
    }

    private boolean begin(UUID account, Press press) {
        return db.sql("""
                        insert into idempotency (account_id, key, fingerprint, created_at)
                        values (:account, :key, :fingerprint, :now)
                        on conflict do nothing""")
                        .param("account", account)
                        .param("key", press.key())
                        .param("fingerprint", press.fingerprint())
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private Optional<Outcome> outcome(UUID account, Press press) {
        return db.sql("select location, created_at from idempotency where account_id = :account and key = :key")
                .param("account", account)
                .param("key", press.key())
                .query(Outcome.class)
                .optional();
    }

    private void keep(UUID account, Press press, String location) {
        db.sql("""
                        update idempotency set status = 303, location = :location
                        where account_id = :account and key = :key""")
                .param("account", account)
                .param("key", press.key())
                .param("location", location)
                .update();
    }

    private void forget(UUID account, Press press) {
        db.sql("delete from idempotency where account_id = :account and key = :key and location is null")
                .param("account", account)
                .param("key", press.key())
                .update();
    }

    private static void await() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Busy("The service is being stopped.", 1);
        }
    }

    /** Notes where an answer leads; who pressed is told when that is kept. */
    private static final class Redirected extends HttpServletResponseWrapper {

        private @Nullable String location;

        Redirected(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendRedirect(String to) {
            location = to;
        }

        @Override
        public void sendRedirect(String to, int status, boolean clear) {
            location = to;
        }
    }
}
