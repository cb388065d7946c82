package org.claimtrail.likeness;

import java.util.EnumSet;
import java.util.Set;

/** Why what a text means was not compared, or not wholly, or counts for little. The contract says what each means. */
enum Limit {
    /** Nothing computes what texts mean. */
    NO_MODEL,
    /** What computes it does not answer. */
    MODEL_FAILS,
    /** It is still to be computed. */
    PENDING,
    /** It has no letters. */
    NO_WORDS,
    /** The model does not know some of its words, or signs. */
    UNKNOWN_WORDS,
    /** The model was not made for its language. */
    LANGUAGE,
    /** It is longer than the model reads. */
    CUT,
    /** The model refuses it. */
    REFUSED;

    int bit() {
        return 1 << ordinal();
    }

    static int bits(Set<Limit> limits) {
        return limits.stream().mapToInt(Limit::bit).sum();
    }

    static Set<Limit> both(Set<Limit> one, Set<Limit> other) {
        Set<Limit> both = EnumSet.noneOf(Limit.class);
        both.addAll(one);
        both.addAll(other);
        return both;
    }

    static Set<Limit> of(int bits) {
        Set<Limit> limits = EnumSet.noneOf(Limit.class);
        for (Limit limit : values()) {
            if ((bits & limit.bit()) != 0) {
                limits.add(limit);
            }
        }
        return limits;
    }
}
