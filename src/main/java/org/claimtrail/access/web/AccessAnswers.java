package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.access.TooManyTries;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** What is answered, and written down, where somebody may not. */
@Component
class AccessAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final SecurityLog log;
    private final Actor actor;
    private final RequestLimits limits;
    private final HandlerExceptionResolver problems;

    AccessAnswers(
            SecurityLog log,
            Actor actor,
            RequestLimits limits,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.log = log;
        this.actor = actor;
        this.limits = limits;
        this.problems = problems;
    }

    /** Nobody is known. A token that is refused ends here before it is counted. */
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) {
        if (!limits.admits(request, response)) {
            return;
        }
        problems.resolveException(request, response, null, e);
    }

    /** Somebody is known, and it is not for him; or a form came from elsewhere. */
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) {
        if (!limits.admits(request, response)) {
            return;
        }
        actor.caller().ifPresent(caller -> log.record(SecurityEvent.DENIED, caller, null));
        problems.resolveException(request, response, null, e);
    }

    void signInFailed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        response.sendRedirect(
                request.getContextPath() + (e instanceof TooManyTries ? "/sign-in?throttled" : "/sign-in?failed"));
    }

    void signingOut(HttpServletRequest request, HttpServletResponse response, @Nullable Authentication session) {
        if (session != null && session.getPrincipal() instanceof Caller caller) {
            log.record(SecurityEvent.SIGNED_OUT, caller, null);
        }
    }
}
