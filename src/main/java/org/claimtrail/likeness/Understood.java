package org.claimtrail.likeness;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a model made of a text.
 *
 * @param meaning null where it knows too little of the text
 * @param known how many hundredths of the letters it knows the words of; what it does not know has no likeness to anything
 * @param limits those that are of the text itself
 * @param language the language of the text, where the model was not made for it and it is known
 * @param unknown some of the words and signs that it does not know
 */
record Understood(
        @Nullable Meaning meaning,
        int known,
        Set<Limit> limits,
        @Nullable String language,
        List<String> unknown) {

    static final int ALL = 100;

    /** What is kept of a claim: where there is no meaning, nothing more is to be said of it than why. */
    Understood ofClaim() {
        Set<Limit> kept = EnumSet.noneOf(Limit.class);
        kept.addAll(limits);
        if (meaning == null) {
            kept.removeAll(EnumSet.of(Limit.LANGUAGE, Limit.CUT));
        }
        return of(meaning, known, kept);
    }

    static Understood of(@Nullable Meaning meaning, int known, Set<Limit> limits) {
        return new Understood(meaning, known, limits, null, List.of());
    }
}
