package org.claimtrail.access.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A cookie that no session can have is none: it is not asked of the database, which refuses to look for some of what a cookie can
 * hold.
 */
@Component
@Order(SessionRepositoryFilter.DEFAULT_ORDER - 1)
class SessionCookies extends OncePerRequestFilter {

    private final String name;

    SessionCookies(@Value("${server.servlet.session.cookie.name}") String name) {
        this.name = name;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public Cookie @Nullable [] getCookies() {
                        Cookie[] sent = super.getCookies();
                        return sent == null
                                ? null
                                : Arrays.stream(sent)
                                        .filter(cookie -> !cookie.getName().equals(name) || isOfSession(cookie))
                                        .toArray(Cookie[]::new);
                    }
                },
                response);
    }

    /** Ids of sessions are UUIDs, which their cookies have in Base64. */
    private static boolean isOfSession(Cookie cookie) {
        try {
            byte[] id = Base64.getDecoder().decode(cookie.getValue());
            return Ids.parse(new String(id, StandardCharsets.UTF_8)).isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
