package org.claimtrail.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What has a history. The names are those in {@code history.change}. */
public enum Resource {
    CLAIM,
    RELATION,
    EVIDENCE,
    ASSESSMENT,
    SOURCE,
    ARTICLE,
    MEASURE,
    TOPIC,
    EXCHANGE_RATE;

    static Resource parse(String name) {
        return Arrays.stream(values())
                .filter(resource -> resource.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + Arrays.stream(values()).map(Resource::toString).collect(Collectors.joining(", ")) + "."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
