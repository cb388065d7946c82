package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets strangers, who send no credentials, read the public record: the same statements, in the schema
 * {@code public_record}, whose views stand for the tables. What has no view there does not exist for them.
 *
 * <p>Which operations they may call is decided before, by whoever knows who is asking.
 */
@Component
class PublicRead extends OncePerRequestFilter {

    private static final String ENTER =
            "set transaction isolation level repeatable read; set local search_path = public_record";

    private final PublicReadSettings settings;
    private final JdbcClient db;
    private final SchemaReads reads;

    PublicRead(PublicReadSettings settings, JdbcClient db, SchemaReads reads) {
        this.settings = settings;
        this.db = db;
        this.reads = reads;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !settings.publicRead() || !Api.isAskedBy(request) || Api.streams(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // One address has two answers: a cache must not take the one for the other.
        response.addHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        if (request.getUserPrincipal() != null || !SchemaReads.METHODS.contains(request.getMethod())) {
            chain.doFilter(request, response);
            return;
        }
        reads.answer(request, response, chain, rest -> {
            db.sql(ENTER).update();
            rest.run();
        });
    }
}
