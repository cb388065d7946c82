package org.claimtrail.proposal;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Folded;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A claim as a language model tells it, which has the form that it was asked for and nothing else to its favour.
 *
 * @param excerpt words that are to be in the article
 * @param text what they claim
 * @param chain who says so, the origin first
 */
record ToldClaim(String excerpt, String text, ClaimKind kind, double confidence, List<ToldLink> chain) {

    /** Fewer characters are in every article. */
    private static final int SHORTEST_EXCERPT = 8;

    private static final int LONGEST_EXCERPT = 2_000;
    private static final int LONGEST_TEXT = 1_000;
    private static final int LONGEST_CHAIN = 4;

    /**
     * Who says so.
     *
     * @param speaker as he is called in the article
     */
    record ToldLink(
            String speaker,
            SourceKind kind,
            @Nullable String role,
            @Nullable String cue,
            @Nullable String quote) {

        private static @Nullable ToldLink read(Fields fields) {
            String speaker = fields.requiredName("speaker");
            SourceKind kind = fields.requiredChoice("kind", SourceKind.class);
            String role = fields.name("role");
            String cue = fields.name("cue");
            String quote = fields.text("quote");
            fields.done();
            return speaker == null || kind == null ? null : new ToldLink(speaker, kind, role, cue, quote);
        }
    }

    /** Nothing where it has another form. */
    static Optional<ToldClaim> read(JsonNode told) {
        if (!(told instanceof ObjectNode object)) {
            return Optional.empty();
        }
        Fields fields = Fields.of(object, "", new Faults());
        String excerpt = fields.requiredText("excerpt");
        String text = fields.requiredText("text");
        ClaimKind kind = fields.requiredChoice("kind", ClaimKind.class);
        BigDecimal confidence = fields.required("confidence", fields.decimal("confidence"));
        List<@Nullable ToldLink> chain = fields.objects("attribution", ToldLink::read);
        fields.done();
        if (fields.faults().any()
                || excerpt == null
                || text == null
                || kind == null
                || confidence == null
                || !object.path("attribution").isArray()
                || chain.size() > LONGEST_CHAIN
                || confidence.signum() < 0
                || confidence.compareTo(BigDecimal.ONE) > 0
                || Folded.of(excerpt).length() < SHORTEST_EXCERPT
                || excerpt.length() > LONGEST_EXCERPT
                || text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        return Optional.of(new ToldClaim(
                excerpt,
                text.replaceAll("\\s+", " "),
                kind,
                confidence.doubleValue(),
                chain.stream().map(Fields::given).toList()));
    }
}
