package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.claimtrail.platform.PublicRecord;
import org.claimtrail.platform.SchemaTransaction;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets strangers, who send no credentials, read the {@link PublicRecord}.
 *
 * <p>Which operations they may call is decided before, by whoever knows who is asking.
 */
@Component
class PublicRead extends OncePerRequestFilter {

    private final PublicReadSettings settings;
    private final PublicRecord record;
    private final SchemaReads reads;

    PublicRead(PublicReadSettings settings, PublicRecord record, SchemaReads reads) {
        this.settings = settings;
        this.record = record;
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
        reads.answer(request, response, chain, SchemaTransaction.PUBLIC_RECORD, rest -> {
            record.enter();
            rest.run();
        });
    }
}
