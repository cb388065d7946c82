package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Refuses what a page of another site makes a browser send. Whoever reaches the service may change the record, and a
 * browser on this machine reaches it for every page that it shows.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 5)
class ForeignRequests extends OncePerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private final Hosts hosts;
    private final HandlerExceptionResolver problems;

    ForeignRequests(Hosts hosts, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.hosts = hosts;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String objection = objection(request);
        if (objection == null) {
            chain.doFilter(request, response);
        } else {
            problems.resolveException(request, response, null, new BadRequest(ProblemType.FORBIDDEN, objection));
        }
    }

    private @Nullable String objection(HttpServletRequest request) {
        // A name that somebody else gave to the address of this machine makes his page one of this site's (DNS
        // rebinding). Only browsers are fooled that way, and they always send the name.
        if (!hosts.areAny() && request.getHeader(HttpHeaders.HOST) != null && !hosts.have(request.getServerName())) {
            return "This service does not answer to the name " + request.getServerName() + ".";
        }
        if (!SAFE.contains(request.getMethod()) && isOfAnotherSite(request)) {
            return "A page of another site may not change the record.";
        }
        return null;
    }

    /** Browsers say it in Sec-Fetch-Site; those that do not, send the origin of the page. Programs send neither. */
    private static boolean isOfAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        // Without the scheme: a proxy may have taken TLS away.
        return origin != null && !origin.replaceFirst("^https?://", "").equalsIgnoreCase(authority(request));
    }

    /** The host, and the port unless it is the usual one. */
    private static String authority(HttpServletRequest request) {
        int port = request.getServerPort();
        return request.getServerName() + (port == 80 || port == 443 ? "" : ":" + port);
    }
}
