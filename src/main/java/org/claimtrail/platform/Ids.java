package org.claimtrail.platform;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Identifiers: UUID version 7 (RFC 9562, section 5.7), which sort by the millisecond they were made in. */
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Ids() {}

    public static UUID next() {
        byte[] random = new byte[10];
        RANDOM.nextBytes(random);
        long high = (System.currentTimeMillis() << 16) | 0x7000 | ((random[0] & 0x0fL) << 8) | (random[1] & 0xffL);
        long low = 0;
        for (int i = 2; i < 10; i++) {
            low = (low << 8) | (random[i] & 0xff);
        }
        return new UUID(high, (low & 0x3fffffffffffffffL) | 0x8000000000000000L);
    }

    /** The id that a text spells out in full; empty for anything else, where {@link UUID#fromString} is lenient. */
    public static Optional<UUID> parse(String text) {
        return UUID_FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
