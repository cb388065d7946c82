package org.claimtrail.access;

import java.util.function.Supplier;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Lets the history tell through what a caller made a change, besides his token: by a tool, or of a proposal. */
public final class Channel {

    private Channel() {}

    /**
     * Does something as the caller does it through a channel; for the service itself, just so.
     *
     * @param name what the history tells, in place of the name of the token
     */
    public static <A> A through(Actor actor, String name, Supplier<A> change) {
        Caller caller = actor.caller().orElse(null);
        if (caller == null) {
            return change.get();
        }
        Caller.Token token = caller.token();
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(CallerAuthentication.ofToken(new Caller(
                caller.account(),
                caller.name(),
                caller.role(),
                new Caller.Token(token == null ? caller.account() : token.id(), name))));
        SecurityContextHolder.setContext(context);
        try {
            return change.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
