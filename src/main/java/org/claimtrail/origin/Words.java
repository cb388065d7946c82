package org.claimtrail.origin;

import java.util.List;
import org.claimtrail.translation.Spoken;

/** The turns of phrase that sentences of an explanation share. */
public final class Words {

    /** How many things of a kind are named one by one; nobody reads more. */
    public static final int MOST = 10;

    private static final int MOST_IN_A_SENTENCE = 5;

    private Words() {}

    /** To whom some of all appearances lead back. */
    static String lead(int some, int all, String to) {
        if (some < all) {
            return Spoken.of(
                    some == 1
                            ? "{0} of {1} appearances leads back to {2}."
                            : "{0} of {1} appearances lead back to {2}.",
                    some,
                    all,
                    to);
        }
        return switch (all) {
            case 1 -> Spoken.of("The only appearance leads back to {0}.", to);
            case 2 -> Spoken.of("Both appearances lead back to {0}.", to);
            default -> Spoken.of("All {0} appearances lead back to {1}.", all, to);
        };
    }

    /** "A", "A and B", "A, B and C", and from six on "A, B, C, D, E and 7 more". */
    public static String someOf(List<String> names) {
        int more = names.size() - MOST_IN_A_SENTENCE;
        return more > 0
                ? Spoken.of("{0} and {1} more", String.join(", ", names.subList(0, MOST_IN_A_SENTENCE)), more)
                : list(names);
    }

    public static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? names.get(0)
                : Spoken.of("{0} and {1}", String.join(", ", names.subList(0, last)), names.get(last));
    }

    /** Who is meant, and that nobody recorded it where it is inferred. */
    public static String speaker(Speaker speaker) {
        if (speaker.inferred()) {
            return speaker.named()
                    ? Spoken.of(
                            speaker.id() == null
                                    ? "{0} (publisher inferred from the address)"
                                    : "{0} (publisher inferred from another article of the site)",
                            speaker.name())
                    : Spoken.of("an {0}", speaker.name());
        }
        return speaker.name();
    }
}
