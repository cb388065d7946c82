package org.claimtrail.replica;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the log of the database, by which replicas follow it: the larger one is the later.
 *
 * @param bytes from the beginning of the log
 */
public record Position(long bytes) implements Comparable<Position> {

    public static final Position START = new Position(0);

    private static final Pattern WRITTEN = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /** As PostgreSQL writes a pg_lsn: {@code 0/16B3748}; empty for what is none. */
    public static Optional<Position> of(String text) {
        Matcher parts = WRITTEN.matcher(text);
        return parts.matches()
                ? Optional.of(
                        new Position(Long.parseLong(parts.group(1), 16) << 32 | Long.parseLong(parts.group(2), 16)))
                : Optional.empty();
    }

    public Position orLater(Position other) {
        return compareTo(other) >= 0 ? this : other;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public String toString() {
        return "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFFFFFFL);
    }
}
