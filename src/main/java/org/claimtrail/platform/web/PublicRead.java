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
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Lets strangers, who send no credentials, read the public record: the same statements, in the schema
 * {@code public_record}, whose views stand for the tables. What has no view there does not exist for them.
 *
 * <p>Which operations they may call is decided before, by whoever knows who is asking.
 */
@Component
class PublicRead extends OncePerRequestFilter {

    /** As controllers are found, so that no spelling of an address reaches one and not this. */
    private static final PathPattern API = PathPatternParser.defaultInstance.parse(Api.BASE + "/**");

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
        return !settings.publicRead()
                || !API.matches(ServletRequestPathUtils.parse(request).pathWithinApplication());
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
