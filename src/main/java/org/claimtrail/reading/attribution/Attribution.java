package org.claimtrail.reading.attribution;

import java.util.List;
import org.claimtrail.claim.Mode;
import org.jspecify.annotations.Nullable;

/**
 * That somebody is said to say or think something.
 *
 * @param sentence where the cue stands; what is said may go on behind it
 * @param cue the words that tell that it is said, such as "said" or "according to", without auxiliaries
 * @param lemma the cue as the tables have it: "say"
 * @param content what is said, in the order of the text, with its quotation marks and a "that" in front
 * @param mode DIRECT, INDIRECT or MIXED
 * @param intermediary through whom it is told: "according to a report by Yonhap"
 * @param negated whether it is said that it is not said: "did not say"
 * @param confidence from 0 to 1, by the form
 */
public record Attribution(
        Span sentence,
        Speaker source,
        List<Span> cue,
        String lemma,
        List<Span> content,
        Polarity polarity,
        Mode mode,
        @Nullable Speaker intermediary,
        boolean negated,
        double confidence) {}
