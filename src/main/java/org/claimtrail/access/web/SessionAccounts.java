package org.claimtrail.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.access.SignIns;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends sessions of accounts that were disabled, and gives the others the role that their account has by now. */
class SessionAccounts extends OncePerRequestFilter {

    private final SignIns signIns;

    SessionAccounts(SignIns signIns) {
        this.signIns = signIns;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication session) {
            Optional<CallerAuthentication> present = signIns.stillValid(session);
            SecurityContextHolder.setContext(
                    present.map(SecurityContextImpl::new).orElseGet(SecurityContextImpl::new));
            HttpSession stored = request.getSession(false);
            if (present.isEmpty() && stored != null) {
                stored.invalidate();
            }
        }
        chain.doFilter(request, response);
    }
}
