package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Purged;
import org.claimtrail.platform.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Makes a repeated POST with the same {@code Idempotency-Key} answer what the first one answered.
 *
 * <p>The answer is kept in the very transaction of what the request did, so that neither exists without the other, also
 * after a crash; a second request with the key waits for the first one's end. What was refused did nothing and is not
 * kept: the repeat is judged anew.
 */
@Component
class IdempotencyFilter extends OncePerRequestFilter {

    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    /** The request attribute for a body that stands in for the one answered, which has a secret in it. */
    static final String WITHOUT_SECRET = IdempotencyFilter.class.getName() + ".withoutSecret";

    /** What is posted only since it is too long for an address: to do it again does no harm, and to keep it takes room. */
    private static final List<PathPattern> READING = patterns("/claims/similar", "/readings");

    /** What waits for somebody else, and does nothing twice: meanwhile no transaction may be under way. */
    private static final List<PathPattern> WAITING = patterns("/articles/{id}/proposals");

    private static List<PathPattern> patterns(String... paths) {
        return Stream.of(paths)
                .map(path -> PathPatternParser.defaultInstance.parse(Api.BASE + path))
                .toList();
    }

    private record FirstAnswer(
            String fingerprint,
            int status,
            @Nullable String location,
            @Nullable String etag,
            byte[] body) {}

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final HandlerExceptionResolver problems;
    private final Bodies bodies;
    private final Actor actor;
    private final Clock clock;

    IdempotencyFilter(
            JdbcClient db,
            PlatformTransactionManager transactions,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            Bodies bodies,
            Actor actor,
            Clock clock) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.problems = problems;
        this.bodies = bodies;
        this.actor = actor;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getHeader(KEY) == null
                || !HttpMethod.POST.matches(request.getMethod())
                || !Api.isAskedBy(request)
                || isOne(READING, request)
                || isOne(WAITING, request) && "MODEL".equals(request.getParameter("proposer"));
    }

    private static boolean isOne(List<PathPattern> patterns, HttpServletRequest request) {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ContentCachingResponseWrapper buffered = new ContentCachingResponseWrapper(response);
        try {
            String key = request.getHeader(KEY);
            if (!key.matches("[\\x21-\\x7e]{1,255}")) {
                throw new BadRequest(ProblemType.INVALID_HEADER, KEY + " has to be 1 to 255 visible ASCII characters.");
            }
            byte[] body = bodies.read(request);
            String fingerprint = fingerprint(request, body);
            transaction.executeWithoutResult(status -> {
                try {
                    if (claim(key, fingerprint)) {
                        chain.doFilter(new Repeatable(request, body), buffered);
                        if (buffered.getStatus() >= 200 && buffered.getStatus() < 300) {
                            keep(key, buffered, kept(request, buffered));
                        } else {
                            status.setRollbackOnly();
                        }
                    } else {
                        replay(kept(key).orElseThrow(), fingerprint, buffered);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                } catch (ServletException e) {
                    throw new IllegalStateException(e);
                }
            });
        } catch (RuntimeException e) {
            buffered.reset();
            problems.resolveException(request, buffered, null, e);
        }
        buffered.copyBodyToResponse();
    }

    /** Waits while another request with the key is under way. */
    private boolean claim(String key, String fingerprint) {
        return db.sql("""
                        insert into idempotency (account_id, key, fingerprint, created_at)
                        values (:account, :key, :fingerprint, :now)
                        on conflict do nothing""")
                        .param("account", account())
                        .param("key", key)
                        .param("fingerprint", fingerprint)
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** Each account has keys of its own. */
    private @Nullable UUID account() {
        return actor.account().orElse(null);
    }

    /** The answer itself, unless it holds what is told only once. */
    private static byte[] kept(HttpServletRequest request, ContentCachingResponseWrapper answer) {
        return request.getAttribute(WITHOUT_SECRET) instanceof byte[] body ? body : answer.getContentAsByteArray();
    }

    private void keep(String key, ContentCachingResponseWrapper answer, byte[] body) {
        db.sql("""
                        update idempotency set status = :status, location = :location, etag = :etag, body = :body
                        where account_id is not distinct from :account and key = :key""")
                .param("account", account())
                .param("key", key)
                .param("status", answer.getStatus())
                .param("location", answer.getHeader(HttpHeaders.LOCATION))
                .param("etag", answer.getHeader(HttpHeaders.ETAG))
                .param("body", body)
                .update();
    }

    private Optional<FirstAnswer> kept(String key) {
        return db.sql("""
                        select fingerprint, status, location, etag, body from idempotency
                        where account_id is not distinct from :account and key = :key""")
                .param("account", account())
                .param("key", key)
                .query((row, n) -> new FirstAnswer(
                        row.getString("fingerprint"),
                        row.getInt("status"),
                        row.getString("location"),
                        row.getString("etag"),
                        row.getBytes("body")))
                .optional();
    }

    private static void replay(FirstAnswer kept, String fingerprint, HttpServletResponse response) throws IOException {
        if (!kept.fingerprint().equals(fingerprint)) {
            throw new BadRequest(
                    ProblemType.IDEMPOTENCY_KEY_REUSED,
                    "This " + KEY + " was used for another request. A key stands for one request and its repeats.");
        }
        if (kept.status() == HttpStatus.GONE.value()) {
            throw new Purged("What this request was answered was purged.");
        }
        response.setStatus(kept.status());
        response.setHeader(REPLAYED, "true");
        if (kept.location() != null) {
            response.setHeader(HttpHeaders.LOCATION, kept.location());
        }
        if (kept.etag() != null) {
            response.setHeader(HttpHeaders.ETAG, kept.etag());
        }
        if (kept.body().length > 0) {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(kept.body());
        }
    }

    private static String fingerprint(HttpServletRequest request, byte[] body) {
        String address = "%s?%s\n".formatted(request.getRequestURI(), Objects.toString(request.getQueryString(), ""));
        return HexFormat.of().formatHex(Sha256.of(address.getBytes(StandardCharsets.UTF_8), body));
    }

    /** A request whose body was read already. */
    private static final class Repeatable extends HttpServletRequestWrapper {

        private final byte[] body;

        Repeatable(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            ByteArrayInputStream in = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return in.read();
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    return in.read(into, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return in.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new IllegalStateException("The body is read already.");
                }
            };
        }
    }
}
