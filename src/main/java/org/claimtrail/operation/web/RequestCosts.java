package org.claimtrail.operation.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.claimtrail.operation.RequestCost;
import org.claimtrail.operation.Requests;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/** Notes what each request cost. Within what lets the log name it, and around all that answers. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 4)
class RequestCosts extends OncePerRequestFilter {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final Requests requests;

    RequestCosts(Requests requests) {
        this.requests = requests;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begin = System.nanoTime();
        RequestCost cost = RequestCost.begin();
        try {
            chain.doFilter(request, response);
        } finally {
            RequestCost.end();
            requests.answered(
                    request.getMethod() + " " + request.getRequestURI(),
                    METHODS.contains(request.getMethod()) ? request.getMethod() : Requests.UNKNOWN,
                    request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route
                            ? route
                            : Requests.UNKNOWN,
                    response.getStatus(),
                    System.nanoTime() - begin,
                    cost);
        }
    }
}
