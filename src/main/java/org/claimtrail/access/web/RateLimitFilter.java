package org.claimtrail.access.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets through who has requests left. */
class RateLimitFilter implements Filter {

    private static final List<String> HEADERS = List.of("RateLimit-Policy", "RateLimit");

    private final RequestLimits limits;

    RateLimitFilter(RequestLimits limits) {
        this.limits = limits;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HttpServletResponse answer = (HttpServletResponse) response;
        if (limits.admits((HttpServletRequest) request, answer)) {
            chain.doFilter(request, new AnswerWithLimits(answer));
        }
    }

    /** Whoever starts the answer anew drops all headers, and means his own. */
    private static final class AnswerWithLimits extends HttpServletResponseWrapper {

        private final HttpServletResponse answer;

        AnswerWithLimits(HttpServletResponse answer) {
            super(answer);
            this.answer = answer;
        }

        @Override
        public void reset() {
            Map<String, String> told = new LinkedHashMap<>();
            HEADERS.forEach(header -> told.put(header, answer.getHeader(header)));
            super.reset();
            // Where nothing was told, setting null tells nothing.
            told.forEach(answer::setHeader);
        }
    }
}
