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

    /** What acts where no request is answered, such as the loading of the demo data. */
    private static final String SYSTEM = "system";

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

    public String name() {
        return caller().map(Caller::name).orElse(SYSTEM);
    }

    /** The name of the API token. */
    public @Nullable String through() {
        return caller().map(Caller::token).map(Caller.Token::name).orElse(null);
    }

    /** How a change came about: the name of the API token, or what else it was. */
    String channel() {
        return caller().map(caller ->
                        caller.token() == null ? "session" : caller.token().name())
                .orElse(SYSTEM);
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
