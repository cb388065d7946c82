package org.claimtrail.access;

import org.springframework.security.core.AuthenticationException;

/** A password was not looked at, because too many were tried before. */
public final class TooManyTries extends AuthenticationException {

    TooManyTries() {
        super("Too many tries to sign in.");
    }
}
