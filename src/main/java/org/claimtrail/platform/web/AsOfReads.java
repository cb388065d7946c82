package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.claimtrail.platform.AsOf;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Settled;
import org.springframework.beans.factory.annotation.Qualifier;
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
 * Reads the record as it was: the same statements, in the schema {@code as_of}, whose views show the versions of the
 * instant that {@code asOf} names. What has no view there does not exist for them.
 */
@Component
class AsOfReads extends OncePerRequestFilter {

    static final String PARAMETER = "asOf";

    private static final Set<String> READS = Set.of("GET", "HEAD");

    private static final List<PathPattern> RECORD = Arrays.stream(
                    new String[] {"claims", "sources", "articles", "measures", "topics", "statuses", "exchange-rates"})
            .map(resource -> PathPatternParser.defaultInstance.parse(Api.BASE + "/" + resource + "/**"))
            .toList();

    /** The many small parts of a statement over views cost more to compile than to run. */
    private static final String ENTER = """
            select set_config('claimtrail.as_of', as_of.instant(:instant), true),
                set_config('search_path', 'as_of', true), set_config('jit', 'off', true)""";

    private final JdbcClient db;
    private final Settled settled;
    private final TransactionTemplate transaction;
    private final HandlerExceptionResolver problems;

    AsOfReads(
            JdbcClient db,
            Settled settled,
            PlatformTransactionManager transactions,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.db = db;
        this.settled = settled;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Asked of the text first: a query that cannot be read is told by whoever reads it.
        return request.getQueryString() == null
                || !request.getQueryString().contains(PARAMETER)
                || request.getParameter(PARAMETER) == null
                || request.getUserPrincipal() == null
                || !READS.contains(request.getMethod())
                || RECORD.stream()
                        .noneMatch(pattern -> pattern.matches(
                                ServletRequestPathUtils.parse(request).pathWithinApplication()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // Sent when the connection is free again, however slowly the client reads.
        ContentCachingResponseWrapper buffered = new ContentCachingResponseWrapper(response);
        try {
            Query query = new Query(Map.of(PARAMETER, List.of(request.getParameterValues(PARAMETER))));
            Instant instant = query.instant(PARAMETER).orElse(null);
            query.done();
            transaction.executeWithoutResult(status -> {
                // There is nothing to commit, and where a statement was refused it could not be.
                status.setRollbackOnly();
                enter(instant, query);
                AsOf.during(instant, () -> {
                    try {
                        chain.doFilter(request, buffered);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (ServletException e) {
                        throw new IllegalStateException(e);
                    }
                });
            });
        } catch (RuntimeException e) {
            buffered.resetBuffer();
            problems.resolveException(request, buffered, null, e);
        }
        buffered.copyBodyToResponse();
    }

    private void enter(Instant instant, Query query) {
        Timestamp asked = Timestamp.from(instant);
        boolean past = db.sql("select clock_timestamp() >= :instant")
                .param("instant", asked)
                .query(Boolean.class)
                .single();
        if (!past) {
            query.fault(PARAMETER, "must not be in the future.");
            query.done();
        }
        settled.await();
        db.sql(ENTER).param("instant", asked).query().singleRow();
    }
}
