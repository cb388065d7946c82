package org.claimtrail.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.claimtrail.access.RateLimits;
import org.claimtrail.access.RateLimits.Allowance;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.web.PublicPages;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Counts each request once, whichever filter comes to it first, and tells the caller what is left to him. */
@Component
class RequestLimits {

    private static final String COUNTED = RequestLimits.class.getName() + ".counted";

    /** What monitors ask all day, and what a page brings along. */
    private static final RequestMatcher UNLIMITED =
            new OrRequestMatcher(Stream.of("/actuator/health/**", "/*.css", "/*.js", "/*.svg", "/webjars/**")
                    .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
                    .toList());

    private final RateLimits limits;
    private final Actor actor;
    private final HandlerExceptionResolver problems;

    RequestLimits(
            RateLimits limits, Actor actor, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        this.limits = limits;
        this.actor = actor;
        this.problems = problems;
    }

    /** Whether to go on; if not, the answer is written. */
    boolean admits(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(COUNTED) != null || UNLIMITED.matches(request)) {
            return true;
        }
        request.setAttribute(COUNTED, true);
        Caller caller = actor.caller().orElse(null);
        if (caller != null) {
            // From here on the log knows, too.
            MDC.put(Actor.ACCOUNT, caller.name());
        }
        Optional<Allowance> counted = limits.count(caller, request.getRemoteAddr());
        if (!PublicPages.areAskedBy(request)) {
            // What is left to one caller is nothing that caches should tell the next one.
            counted.ifPresent(allowance -> tell(allowance, response));
        }
        Optional<Allowance> refused = counted.filter(allowance -> !allowance.admitted());
        refused.ifPresent(allowance -> problems.resolveException(request, response, null, allowance.refusal()));
        return refused.isEmpty();
    }

    /** By draft-ietf-httpapi-ratelimit-headers; {@code t} is when the caller has as many left as he can have. */
    private static void tell(Allowance allowance, HttpServletResponse response) {
        response.setHeader(
                "RateLimit-Policy",
                "\"%s\";q=%d;w=%d"
                        .formatted(
                                allowance.policy(),
                                allowance.rate().times(),
                                allowance.rate().period().toSeconds()));
        response.setHeader(
                "RateLimit", "\"%s\";r=%d;t=%d".formatted(allowance.policy(), allowance.left(), allowance.untilFull()));
    }
}
