package org.claimtrail.likeness;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a claim probably says what a text says: if they mean much the same, or share most of what is rare in the text.
 *
 * <p>bench/README.md has what each rule tells of how many true repeats. Meanings count only where the model was made for the
 * languages of both: it takes any two texts in another one for more alike than they are.
 *
 * @param meaning from which likeness of meanings on; models differ in their scales
 */
record Repetition(double meaning) {

    private static final double WORDS = 0.7;

    /**
     * @param likeness of the meanings, null where they were not compared
     * @param shared which part of the weight of the text's words the claim shares
     * @param limits those of the text and of the claim
     */
    boolean isProbable(@Nullable Double likeness, double shared, Set<Limit> limits) {
        return shared >= WORDS || likeness != null && likeness >= meaning && !limits.contains(Limit.LANGUAGE);
    }
}
