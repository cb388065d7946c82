package org.claimtrail.claim;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.NotRecorded;

/** What a path calls a claim by: its id, or its number written C-24. */
public final class ClaimKey {

    private static final Pattern NUMBER = Pattern.compile("C-([1-9][0-9]{0,17})");

    private final Object value;
    private final String text;

    private ClaimKey(Object value, String text) {
        this.value = value;
        this.text = text;
    }

    /** @throws NotRecorded if no claim can be called so */
    public static ClaimKey of(String text) {
        return parse(text).orElseThrow(() -> new NotRecorded("claim", text));
    }

    public static ClaimKey of(UUID id) {
        return new ClaimKey(id, id.toString());
    }

    static Optional<ClaimKey> parse(String text) {
        var number = NUMBER.matcher(text);
        return number.matches()
                ? Optional.of(new ClaimKey(Long.valueOf(number.group(1)), text))
                : Ids.parse(text).map(id -> new ClaimKey(id, text));
    }

    /** The number of a claim that is called by it. */
    static Long number(String text) {
        return parse(text)
                .filter(key -> key.value instanceof Long)
                .map(key -> (Long) key.value)
                .orElseThrow(() -> new IllegalArgumentException("must be the number of a claim such as C-24."));
    }

    /** The SQL condition on a claim {@code c} that {@code :id}, the {@link #value()}, meets. */
    String condition() {
        return value instanceof UUID ? "c.id = :id" : "c.number = :id";
    }

    Object value() {
        return value;
    }

    @Override
    public String toString() {
        return text;
    }
}
