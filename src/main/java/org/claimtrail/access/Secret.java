package org.claimtrail.access;

import java.security.SecureRandom;
import java.util.Base64;
import org.claimtrail.platform.Sha256;

/** Secrets that the service makes up: 256 random bits. They cannot be guessed, so a plain hash of them can be kept. */
public final class Secret {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    /** 43 letters, digits, hyphens and underscores. */
    public static String next() {
        byte[] bits = new byte[32];
        RANDOM.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }

    /** SHA-256. */
    public static byte[] hash(String secret) {
        return Sha256.of(secret);
    }
}
