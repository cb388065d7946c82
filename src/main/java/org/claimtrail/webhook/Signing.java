package org.claimtrail.webhook;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.claimtrail.platform.Sha256;

/** Signs what is sent, as Standard Webhooks says. */
final class Signing {

    private static final String PREFIX = "whsec_";
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Signing() {}

    static byte[] newSecret() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /** As it is told to whoever receives. */
    static String told(byte[] secret) {
        return PREFIX + Base64.getEncoder().encodeToString(secret);
    }

    /** A signature with each secret: whoever knows one of them can check. */
    static String signatures(List<byte[]> secrets, String id, long timestamp, byte[] body) {
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return secrets.stream()
                .map(secret -> "v1," + signature(secret, head, body))
                .collect(Collectors.joining(" "));
    }

    private static String signature(byte[] secret, byte[] head, byte[] body) {
        return Base64.getEncoder().encodeToString(Sha256.hmac(secret, head, body));
    }
}
