package org.claimtrail.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.claimtrail.thing.Resource;

/** What happened to a thing. */
enum ChangeKind {
    CREATED,
    UPDATED,
    DELETED,
    RESTORED,
    PURGED;

    /** What a filter of the feed names: a kind of change to a kind of thing, {@code claim.created}. */
    record Type(Resource resource, ChangeKind kind) {

        static Type parse(String text) {
            int dot = text.indexOf('.');
            try {
                return new Type(
                        Resource.parse(text.substring(0, Math.max(dot, 0))), ChangeKind.parse(text.substring(dot + 1)));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "must be a resource, a dot and one of "
                                + Arrays.stream(ChangeKind.values())
                                        .map(ChangeKind::toString)
                                        .collect(Collectors.joining(", "))
                                + ", such as claim.created.",
                        e);
            }
        }

        @Override
        public String toString() {
            return resource + "." + kind;
        }
    }

    private static ChangeKind parse(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(IllegalArgumentException::new);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
