package org.claimtrail.replica.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.claimtrail.past.PastReads;
import org.claimtrail.platform.Replica;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.SchemaReads;
import org.claimtrail.replica.Position;
import org.claimtrail.replica.Replicas;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.util.OnCommittedResponseWrapper;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.WebUtils;

/**
 * Has requests that only read answered from a replica, where one has all that whoever asks has written: by the header that the
 * answer to a change had, by the cookie that a browser got then, or as this instance remembers. It comes after what tells who
 * asks, which the database itself is asked, and before what reads the record.
 */
@Component
@Order(0)
class ReplicaReads extends OncePerRequestFilter {

    static final String POSITION = "Claimtrail-Position";

    private static final String COOKIE = "claimtrail-position";

    /** How it is, whatever its replicas do. */
    private static final String OF_THE_DATABASE = "/actuator/";

    private static final Logger log = LoggerFactory.getLogger(ReplicaReads.class);

    private final Replicas replicas;

    ReplicaReads(Replicas replicas) {
        this.replicas = replicas;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !replicas.areThere() || request.getRequestURI().startsWith(OF_THE_DATABASE);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!SchemaReads.METHODS.contains(request.getMethod())) {
            Changed changed = new Changed(request, response);
            chain.doFilter(request, changed);
            changed.tell();
            return;
        }
        Optional<Replica> replica = isFollowing(request) ? Optional.empty() : choose(request);
        if (replica.isEmpty()) {
            chain.doFilter(request, response);
            return;
        }
        replica.get().choose();
        try {
            chain.doFilter(request, response);
        } finally {
            Replica.leave();
        }
    }

    /** Who follows is told of what is new, which he may not have had to wait for. */
    private static boolean isFollowing(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    private Optional<Replica> choose(HttpServletRequest request) {
        Optional<Position> told = told(request);
        Optional<Instant> asOf;
        try {
            asOf = Optional.ofNullable(request.getParameter(PastReads.AS_OF))
                    .map(OffsetDateTime::parse)
                    .map(OffsetDateTime::toInstant);
        } catch (DateTimeException e) {
            // Whoever reads it says what is wrong with it.
            return Optional.empty();
        }
        return told.flatMap(position -> replicas.choose(position.orLater(replicas.written(account(request))), asOf));
    }

    /** Up to where the client knows of what was written; empty where that cannot be read. */
    private static Optional<Position> told(HttpServletRequest request) {
        String header = request.getHeader(POSITION);
        if (header != null) {
            return Position.of(header);
        }
        Cookie cookie = isForPages(request) ? WebUtils.getCookie(request, COOKIE) : null;
        return cookie == null ? Optional.of(Position.START) : Position.of(cookie.getValue());
    }

    /** Programs neither send cookies nor get any. */
    private static boolean isForPages(HttpServletRequest request) {
        return !Api.isAskedBy(request) && !request.getRequestURI().equals(Api.MCP);
    }

    private static @Nullable String account(HttpServletRequest request) {
        Principal who = request.getUserPrincipal();
        return who == null ? null : who.getName();
    }

    /** The answer to a change says up to where it was written. */
    private final class Changed extends OnCommittedResponseWrapper {

        private final HttpServletRequest request;
        private boolean isTold;

        Changed(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        protected void onResponseCommitted() {
            tell();
        }

        void tell() {
            if (isTold || isCommitted() || getStatus() >= SC_BAD_REQUEST) {
                return;
            }
            isTold = true;
            try {
                String position = replicas.nowWritten(account(request)).toString();
                setHeader(POSITION, position);
                if (isForPages(request)) {
                    addHeader(HttpHeaders.SET_COOKIE, cookie(position));
                }
            } catch (DataAccessException | TransactionException e) {
                // It was done, and that counts.
                log.warn("Cannot tell up to where was written", e);
            }
        }

        private String cookie(String position) {
            return ResponseCookie.from(COOKIE, position)
                    .path("/")
                    .httpOnly(true)
                    .secure(request.isSecure())
                    .sameSite("Lax")
                    .maxAge(replicas.remembered())
                    .build()
                    .toString();
        }
    }
}
