package org.claimtrail.platform;

import java.io.Serializable;
import java.security.Principal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request.
 *
 * @param name of the account, which never changes
 * @param role what the request may do: the account's, or less where the token is for less
 * @param token the API token that was shown; absent for a page or for what another provider issued
 */
public record Caller(
        UUID account, String name, Role role, @Nullable Token token) implements Principal, Serializable {

    public record Token(UUID id, String name) implements Serializable {}

    @Override
    public String getName() {
        return name;
    }
}
