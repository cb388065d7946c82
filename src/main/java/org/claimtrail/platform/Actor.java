package org.claimtrail.platform;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who is acting in this thread, for those who write it down. */
@Component
public class Actor {

    /** What every line of the log can tell of the request that is being answered, by the keys of its MDC. */
    public static final String ADDRESS = "address";

    public static final String REQUEST = "request";

    public static final String REQUEST_ID = "requestId";

    public static final String ACCOUNT = "account";

    /** What acts where no request is answered, such as the loading of the demo data. */
    public static final String SYSTEM = "system";

    private static final ThreadLocal<Boolean> KNOWN = new ThreadLocal<>();

    /** Empty for strangers and for the service itself. */
    public Optional<Caller> caller() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    public Optional<UUID> account() {
        return caller().map(Caller::account);
    }

    /** The account of whoever asks, where only those who have one get. */
    public UUID self() {
        return account().orElseThrow();
    }

    public String name() {
        return caller().map(Caller::name).orElse(SYSTEM);
    }

    /** The name of the API token. */
    public @Nullable String through() {
        return caller().map(Caller::token).map(Caller.Token::name).orElse(null);
    }

    /** To be called when it is known who sends the request of this thread, and when it is answered. */
    public static void known(boolean known) {
        if (known) {
            KNOWN.set(true);
        } else {
            KNOWN.remove();
        }
    }

    /** The caller, where that is known by now: asking for it earlier would look up the session, in a transaction. */
    private Optional<Caller> knownCaller() {
        return KNOWN.get() != null ? caller() : Optional.empty();
    }

    /** Who changes something, as the history tells it. */
    public String author() {
        return knownCaller().map(Caller::name).orElse(SYSTEM);
    }

    /** How a change came about: the name of the API token, or what else it was. */
    public String channel() {
        return knownCaller()
                .map(caller ->
                        caller.token() == null ? "session" : caller.token().name())
                .orElse(SYSTEM);
    }

    /** Whether the caller's role includes another one: never that of a stranger. */
    public boolean may(Role role) {
        return caller().filter(caller -> caller.role().includes(role)).isPresent();
    }

    /**
     * For rules that depend on what a request asks for; those that go by its address stand in one place, with the
     * accounts. The service itself may do anything.
     *
     * @param what completes the sentence "Only a reviewer may …"
     * @throws NotAllowed if the caller's role is less
     */
    public void require(Role role, String what) {
        if (caller().filter(caller -> !caller.role().includes(role)).isPresent()) {
            throw new NotAllowed(role, what);
        }
    }
}
