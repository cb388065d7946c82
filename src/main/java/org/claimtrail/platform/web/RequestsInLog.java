package org.claimtrail.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Ids;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets the log tell which request, from which address, a line is about. The request's id, by which history names it too,
 * is in the answer: the one that a proxy or a client gave it, where that is short and plain, or a new one. It comes after {@link ReconciliationDoor}, which takes tokens out of addresses.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 3)
class RequestsInLog extends OncePerRequestFilter {

    private static final String REQUEST_ID = "X-Request-Id";

    /** No space, as the history names several requests with one between. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(Actor.ADDRESS, request.getRemoteAddr());
        MDC.put(Actor.REQUEST, request.getMethod() + " " + request.getRequestURI());
        String given = request.getHeader(REQUEST_ID);
        String id = given != null && PLAIN.matcher(given).matches()
                ? given
                : Ids.next().toString();
        MDC.put(Actor.REQUEST_ID, id);
        response.setHeader(REQUEST_ID, id);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(Actor.ADDRESS);
            MDC.remove(Actor.REQUEST);
            MDC.remove(Actor.REQUEST_ID);
            MDC.remove(Actor.ACCOUNT);
        }
    }
}
