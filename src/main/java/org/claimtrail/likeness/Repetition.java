package org.claimtrail.likeness;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a claim probably says what a text says: if the likeness of their meanings, and six tenths of the part of the text's words
 * that they share, come to 0.62 together; or if they share most of what is rare in the text. Meanings count only where the model
 * was made for the languages of both: it takes any two texts in another one for more alike than they are.
 *
 * <p>Of 1,393 true repeats in three sets it tells 72 to 80 in a hundred, and of those for which it tells any, it tells a right
 * one for 96 or 97 in a hundred. Before, it asked for a meaning of 0.7, and told 32 to 34 (96 to 99). A meaning of 0.55 without
 * words told 67 to 76 (94 or 95). All figures are in bench/README.md, and bench/likeness.py measures them.
 *
 * @param from what the sum has to come to; models differ in their scales
 */
record Repetition(double from) {

    private static final double WEIGHT_OF_WORDS = 0.6;
    private static final double WORDS_ALONE = 0.7;

    /** Worth a look of whoever writes one of them. */
    private static final double RELATED = 0.5;

    /**
     * @param meaning how like the meanings are, null where they were not compared
     * @param shared which part of the weight of the text's words the claim shares
     * @param limits those of the text and of the claim
     */
    boolean isProbable(@Nullable Double meaning, double shared, Set<Limit> limits) {
        return shared >= WORDS_ALONE
                || meaning != null && meaning + WEIGHT_OF_WORDS * shared >= from && !limits.contains(Limit.LANGUAGE);
    }

    /** Whether they are about the same, though one need not say what the other says. */
    boolean isRelated(@Nullable Double meaning, double shared) {
        return shared >= RELATED || meaning != null && meaning >= RELATED;
    }
}
