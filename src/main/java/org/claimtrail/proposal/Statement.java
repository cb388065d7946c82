package org.claimtrail.proposal;

import java.util.List;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Mode;
import org.claimtrail.reading.ReadFigure;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/**
 * What a passage states, before anything of the record is looked up.
 *
 * @param passage where, in the text that was read
 * @param text in neutral words
 * @param chain the origin first; empty where the article speaks for itself, or nobody can tell who speaks
 * @param told whether the chain says who speaks; false where somebody does whom the text does not tell
 * @param occurred EDTF: when it happened
 * @param resolvesBy EDTF: when a prediction can be checked
 * @param confidence from 0 to 1
 */
record Statement(
        Span passage,
        String text,
        ClaimKind kind,
        List<Link> chain,
        boolean told,
        List<Counted> figures,
        @Nullable String occurred,
        @Nullable String resolvesBy,
        double confidence) {

    Statement at(Span passage) {
        return new Statement(passage, text, kind, chain, told, figures, occurred, resolvesBy, confidence);
    }

    /**
     * A link of the chain.
     *
     * @param saidOn EDTF
     */
    record Link(
            List<Party> parties,
            @Nullable String role,
            @Nullable String cue,
            @Nullable Mode mode,
            @Nullable Basis basis,
            @Nullable String quote,
            @Nullable String saidOn) {

        Link {
            parties = List.copyOf(parties);
        }
    }

    /**
     * Somebody who speaks.
     *
     * @param name as the text has it
     * @param names what else a known source may be called by: the name in full, without its title
     * @param kind of a source that is recorded by it
     */
    record Party(String name, List<String> names, SourceKind kind) {

        boolean isUnnamed() {
            return kind == SourceKind.UNNAMED;
        }
    }

    /**
     * A figure that counts something.
     *
     * @param asStated what was read, or more: "more than 3 million 152mm artillery shells"
     * @param unit what is counted, null where nobody tells
     * @param measure what it may be called what is counted: "containers shipped to Russia"; null where the text has no words for it
     * @param words the words of the statement, by which a known measure is found
     */
    record Counted(
            ReadFigure figure,
            String asStated,
            @Nullable String unit,
            @Nullable String measure,
            List<String> words) {}
}
