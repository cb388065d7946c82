package org.claimtrail.past.web;

import static org.claimtrail.past.PastReads.AS_OF;
import static org.claimtrail.past.PastReads.KNOWN_ON;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.past.PastReads;
import org.claimtrail.past.PastReads.Moment;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.platform.web.SchemaReads;
import org.claimtrail.thing.Resource;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Reads the record as it was: the same statements, in the schema {@code as_of}, whose views show the versions of the
 * instant that {@code asOf} names. What has no view there does not exist for them. Where {@code knownOn} names a day, the
 * schema {@code known_on} stands before it, whose views leave out what was published later.
 */
@Component
class AsOfReads extends OncePerRequestFilter {

    private static final List<PathPattern> RECORD = Stream.concat(
                    Resource.those(resource -> !resource.isPart()).map(Resource::address), Stream.of("statuses"))
            .map(address -> pattern(address + "/**"))
            .toList();

    /** Pages that show what they show as it stood, too: a claim and what stands around it, a measure with its figures, the lists. */
    private static final List<PathPattern> PAGES = Stream.of(
                    "/claims/{id:C-[0-9]+|[0-9a-f-]{36}}",
                    "/claims/{id:C-[0-9]+|[0-9a-f-]{36}}/around",
                    "/claims",
                    "/measures/{id:[0-9a-f-]{36}}",
                    "/measures",
                    "/sources",
                    "/articles",
                    "/topics")
            .map(PathPatternParser.defaultInstance::parse)
            .toList();

    /** Those of them that show appearances, or something that rests on them. */
    private static final List<PathPattern> PUBLISHED_PAGES = PAGES.subList(0, 4);

    /** Where appearances, evidence, relations and assessments are shown, or something that rests on them. */
    private static final List<PathPattern> PUBLISHED =
            patterns("claims/**", "sources/*/claims", "sources/*/record", "articles/*/claims", "measures/*/comparison");

    /** These tell what the desk did, whatever had been published. */
    private static final List<PathPattern> DONE_BY_THE_DESK =
            patterns("claims/*/history", "claims/*/status/history", "claims/*/assessments/*/history");

    private final PastReads past;
    private final SchemaReads reads;

    AsOfReads(PastReads past, SchemaReads reads) {
        this.past = past;
        this.reads = reads;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        if (request.getUserPrincipal() == null || !SchemaReads.METHODS.contains(request.getMethod())) {
            return true;
        }
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return !(has(AS_OF, request) && (matches(RECORD, path) || matches(PAGES, path)))
                && !(has(KNOWN_ON, request) && isPublished(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        Map<String, List<String>> asked = new HashMap<>();
        for (String name : isPublished(path) ? List.of(AS_OF, KNOWN_ON) : List.of(AS_OF)) {
            if (has(name, request)) {
                asked.put(name, List.of(request.getParameterValues(name)));
            }
        }
        Query query = new Query(asked);
        reads.answer(request, response, chain, PastReads.searchPath(asked.containsKey(KNOWN_ON)), rest -> {
            Moment moment = past.asked(query, isPublished(path));
            query.done();
            Api.mindsParameters(request, moment.knownOn() == null ? List.of(AS_OF) : List.of(AS_OF, KNOWN_ON));
            past.during(moment, rest);
        });
    }

    /** Asked of the text first: a query that cannot be read is told by whoever reads it. */
    private static boolean has(String parameter, HttpServletRequest request) {
        return request.getQueryString() != null
                && request.getQueryString().contains(parameter)
                && request.getParameter(parameter) != null;
    }

    private static boolean isPublished(PathContainer path) {
        return matches(PUBLISHED_PAGES, path) || matches(PUBLISHED, path) && !matches(DONE_BY_THE_DESK, path);
    }

    private static boolean matches(List<PathPattern> patterns, PathContainer path) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }

    private static List<PathPattern> patterns(String... paths) {
        return Arrays.stream(paths).map(AsOfReads::pattern).toList();
    }

    private static PathPattern pattern(String path) {
        return PathPatternParser.defaultInstance.parse(Api.BASE + "/" + path);
    }
}
