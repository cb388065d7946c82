package org.claimtrail.access;

import java.time.Instant;
import java.util.Arrays;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** A caller as Spring Security passes it on: with an authority for each role that his includes. */
public final class CallerAuthentication extends AbstractAuthenticationToken {

    private final Caller caller;
    private final @Nullable Instant signedInAt;
    private final @Nullable Instant until;

    private CallerAuthentication(Caller caller, @Nullable Instant signedInAt, @Nullable Instant until) {
        super(Arrays.stream(Role.values())
                .filter(caller.role()::includes)
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList());
        this.caller = caller;
        this.signedInAt = signedInAt;
        this.until = until;
        setAuthenticated(true);
    }

    public static CallerAuthentication ofToken(Caller caller) {
        return new CallerAuthentication(caller, null, null);
    }

    /** @param until when what the provider issued expires */
    public static CallerAuthentication ofProvider(Caller caller, @Nullable Instant until) {
        return new CallerAuthentication(caller, null, until);
    }

    /** @param until when what is issued in it expires at the latest; absent where it has an end of its own */
    public static CallerAuthentication ofSession(Caller caller, Instant signedInAt, @Nullable Instant until) {
        return new CallerAuthentication(caller, signedInAt, until);
    }

    /** Absent where a token vouches for each request by itself. */
    public @Nullable Instant signedInAt() {
        return signedInAt;
    }

    /** When it expires at the latest, with all that is issued by it. */
    public @Nullable Instant until() {
        return until;
    }

    @Override
    public Caller getPrincipal() {
        return caller;
    }

    @Override
    public String getCredentials() {
        return "";
    }
}
