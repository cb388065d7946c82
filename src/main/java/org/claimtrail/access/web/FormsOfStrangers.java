package org.claimtrail.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.claimtrail.platform.Limits;
import org.claimtrail.platform.web.FormTooLarge;
import org.springframework.http.HttpMethod;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/** Somebody who is not signed in has a name and a password to send, and nothing longer: what is, is not read. */
class FormsOfStrangers extends OncePerRequestFilter {

    private static final Set<String> WITHOUT_BODY = Set.of(HttpMethod.GET.name(), HttpMethod.HEAD.name());

    private final DataSize most;

    FormsOfStrangers(Limits limits) {
        this.most = limits.strangersForm();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return WITHOUT_BODY.contains(request.getMethod());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > most.toBytes()
                && SecurityContextHolder.getContext().getAuthentication() == null) {
            throw new FormTooLarge(most);
        }
        chain.doFilter(request, response);
    }
}
