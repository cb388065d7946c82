package org.claimtrail.origin;

import java.util.List;

/** The turns of phrase that sentences of an explanation share. */
public final class Words {

    /** How many things of a kind are named one by one; nobody reads more. */
    public static final int MOST = 10;

    private static final int MOST_IN_A_SENTENCE = 5;

    private Words() {}

    /** The subject of a sentence: "The only appearance", "Both appearances", "All 3 appearances", "2 of 3 appearances". */
    static String appearances(int some, int all) {
        if (some < all) {
            return "%d of %d appearances".formatted(some, all);
        }
        return switch (all) {
            case 1 -> "The only appearance";
            case 2 -> "Both appearances";
            default -> "All %d appearances".formatted(all);
        };
    }

    /** "A", "A and B", "A, B and C", and from six on "A, B, C, D, E and 7 more". */
    public static String someOf(List<String> names) {
        int more = names.size() - MOST_IN_A_SENTENCE;
        return more > 0
                ? "%s and %d more".formatted(String.join(", ", names.subList(0, MOST_IN_A_SENTENCE)), more)
                : list(names);
    }

    public static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? names.get(0)
                : "%s and %s".formatted(String.join(", ", names.subList(0, last)), names.get(last));
    }

    /** Who is meant, and that nobody recorded it where it is inferred. */
    public static String speaker(Speaker speaker) {
        if (speaker.inferred()) {
            return speaker.named()
                    ? "%s (publisher inferred from %s)"
                            .formatted(
                                    speaker.name(),
                                    speaker.id() == null ? "the address" : "another article of the site")
                    : "an " + speaker.name();
        }
        return speaker.name();
    }
}
