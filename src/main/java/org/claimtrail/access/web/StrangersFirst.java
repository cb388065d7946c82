package org.claimtrail.access.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContextHolder;

/** Counts requests without a session before anything else answers them, such as the filters that sign people in. */
class StrangersFirst implements Filter {

    private final RateLimitFilter limit;

    StrangersFirst(RateLimitFilter limit) {
        this.limit = limit;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() == null) {
            limit.doFilter(request, response, chain);
        } else {
            chain.doFilter(request, response);
        }
    }
}
