package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.claimtrail.platform.AsOf;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Settled;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
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
    private final SchemaReads reads;

    AsOfReads(JdbcClient db, Settled settled, SchemaReads reads) {
        this.db = db;
        this.settled = settled;
        this.reads = reads;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // Asked of the text first: a query that cannot be read is told by whoever reads it.
        return request.getQueryString() == null
                || !request.getQueryString().contains(PARAMETER)
                || request.getParameter(PARAMETER) == null
                || request.getUserPrincipal() == null
                || !SchemaReads.METHODS.contains(request.getMethod())
                || RECORD.stream()
                        .noneMatch(pattern -> pattern.matches(
                                ServletRequestPathUtils.parse(request).pathWithinApplication()));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Query query = new Query(Map.of(PARAMETER, List.of(request.getParameterValues(PARAMETER))));
        reads.answer(request, response, chain, rest -> {
            Instant instant = query.instant(PARAMETER).orElse(null);
            if (instant != null && instant.isAfter(settled.now())) {
                query.fault(PARAMETER, "must not be in the future.");
            }
            if (instant != null) {
                beginning()
                        .filter(instant::isBefore)
                        .ifPresent(first -> query.fault(
                                PARAMETER, "must not be before " + first + ": what was earlier is no longer kept."));
            }
            query.done();
            db.sql(ENTER).param("instant", Timestamp.from(instant)).query().singleRow();
            AsOf.during(instant, rest);
        });
    }

    /** The first instant that can be asked for; empty where the history is whole. */
    private Optional<Instant> beginning() {
        return db.sql("select at from history.beginning")
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }
}
