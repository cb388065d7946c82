package org.claimtrail.exchange.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.claimtrail.platform.web.Api;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Leads whoever prefers JSON-LD to it, at the address of the thing: {@code Accept: application/ld+json}. Last of all filters,
 * so that all others have seen the request.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class LinkedDataFilter extends OncePerRequestFilter {

    static final String JSON_LD = "application/ld+json";

    private static final String ENDING = ".jsonld";
    private static final MediaType LINKED = MediaType.parseMediaType(JSON_LD);

    private static final List<PathPattern> THINGS = Stream.of(
                    "/claims/{id}", "/claims/{id}/assessments/{assessment}", "/sources/{id}", "/articles/{id}")
            .map(path -> PathPatternParser.defaultInstance.parse(Api.BASE + path))
            .toList();

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
            return true;
        }
        PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        return path.value().endsWith(ENDING) || THINGS.stream().noneMatch(thing -> thing.matches(path));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (prefersLinkedData(request.getHeader(HttpHeaders.ACCEPT))) {
            PathContainer path = ServletRequestPathUtils.parse(request).pathWithinApplication();
            request.getRequestDispatcher(path.value() + ENDING).forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean prefersLinkedData(String accepted) {
        if (accepted == null || !accepted.contains("ld+json")) {
            return false;
        }
        try {
            return Api.prefers(LINKED, accepted);
        } catch (InvalidMediaTypeException | InvalidMimeTypeException e) {
            // Told by whoever answers.
            return false;
        }
    }
}
