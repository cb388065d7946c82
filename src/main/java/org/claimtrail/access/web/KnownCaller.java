package org.claimtrail.access.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import org.claimtrail.platform.Actor;

/** Stands behind whoever finds out who sends the request: what it changes from here on is theirs. */
class KnownCaller implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Actor.known(true);
        try {
            chain.doFilter(request, response);
        } finally {
            Actor.known(false);
        }
    }
}
