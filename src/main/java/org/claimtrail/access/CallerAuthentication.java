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

    private CallerAuthentication(Caller caller, @Nullable Instant signedInAt) {
        super(Arrays.stream(Role.values())
                .filter(caller.role()::includes)
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList());
        this.caller = caller;
        this.signedInAt = signedInAt;
        setAuthenticated(true);
    }

    public static CallerAuthentication ofToken(Caller caller) {
        return new CallerAuthentication(caller, null);
    }

    public static CallerAuthentication ofSession(Caller caller, Instant signedInAt) {
        return new CallerAuthentication(caller, signedInAt);
    }

    /** Absent where a token vouches for each request by itself. */
    public @Nullable Instant signedInAt() {
        return signedInAt;
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
