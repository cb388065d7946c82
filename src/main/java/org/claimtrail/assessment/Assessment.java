package org.claimtrail.assessment;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A reviewer's published verdict on a claim. A review without a rating is one. */
@Entity
class Assessment extends Thing {

    private static final int LONGEST_MARKUP = 65_536;

    /** A scale as a body gives it; found by name, and its ends count only when it is new. */
    record ScaleInput(
            String pointer,
            @Nullable String name,
            @Nullable BigDecimal worst,
            @Nullable BigDecimal best) {

        static ScaleInput read(Fields body) {
            ScaleInput scale = new ScaleInput(
                    body.pointer(), body.requiredName("name"), body.decimal("worst"), body.decimal("best"));
            if (body.has("worst") != body.has("best")) {
                body.fault(body.has("worst") ? "best" : "worst", "is required: a scale of numbers has two ends.");
            } else if (scale.worst != null && scale.best != null && scale.worst.compareTo(scale.best) == 0) {
                body.fault("best", "must differ from worst.");
            }
            body.done();
            return scale;
        }
    }

    record Rating(@Nullable String label, @Nullable BigDecimal value) {

        static Rating read(Fields body) {
            Rating rating = new Rating(body.name("label"), body.decimal("value"));
            if (!body.has("label") && !body.has("value")) {
                body.fault("label", "is required, or a value.");
            }
            body.done();
            return rating;
        }
    }

    /** Evidence as a body names it: by id, or by what it is called elsewhere. */
    record EvidenceRef(String pointer, @Nullable UUID id, List<String> externalIds) {

        static EvidenceRef read(Fields body) {
            EvidenceRef ref = new EvidenceRef(body.pointer(), body.id("id"), ExternalIds.read(body));
            if (!body.has("externalIds")) {
                body.required("id", ref.id);
            }
            body.readOnly("title");
            body.done();
            return ref;
        }
    }

    /** An assessment as a body gives it. */
    record Input(
            @Nullable ScaleInput scale,
            @Nullable Rating rating,
            @Nullable String summary,
            @Nullable SourceRef reviewer,
            @Nullable Edtf reviewedOn,
            @Nullable String url,
            @Nullable ObjectNode markup,
            List<EvidenceRef> evidence) {

        static Input read(Fields body) {
            Input input = new Input(
                    body.object("scale", ScaleInput::read),
                    body.object("rating", Rating::read),
                    body.text("summary"),
                    body.object("reviewer", SourceRef::read),
                    body.date("reviewedOn"),
                    body.webAddress("url"),
                    body.anyObject("markup", LONGEST_MARKUP),
                    body.objects("evidence", EvidenceRef::read));
            if (!body.has("rating") && !body.has("summary") && !body.has("url")) {
                body.fault("rating", "is required, or a summary, or a url.");
            }
            body.readOnly("id", "createdAt", "updatedAt");
            body.done();
            return input;
        }
    }

    private UUID claimId;
    private @Nullable UUID scaleId;
    private @Nullable String rating;
    private @Nullable BigDecimal ratingValue;
    private @Nullable String summary;
    private @Nullable UUID reviewerId;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "reviewed_on"))
    @AttributeOverride(name = "earliest", column = @Column(name = "reviewed_on_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "reviewed_on_latest"))
    private @Nullable Edtf reviewedOn;

    private @Nullable String url;
    private @Nullable String markup;

    @ElementCollection
    @CollectionTable(name = "assessment_evidence", joinColumns = @JoinColumn(name = "assessment_id"))
    @OrderColumn(name = "position")
    @Column(name = "evidence_id")
    private List<UUID> evidence = new ArrayList<>();

    protected Assessment() {}

    /** What a body refers to; the evidence each once, in its order. */
    record Referents(@Nullable UUID scale, @Nullable UUID reviewer, List<UUID> evidence) {}

    Assessment(UUID claimId, Input input, Referents referents, Instant now) {
        super(now);
        this.claimId = claimId;
        revise(input, referents, now);
    }

    void revise(Input input, Referents referents, Instant now) {
        scaleId = referents.scale();
        rating = input.rating() == null ? null : input.rating().label();
        ratingValue = input.rating() == null ? null : input.rating().value();
        summary = input.summary();
        reviewerId = referents.reviewer();
        reviewedOn = input.reviewedOn();
        url = input.url();
        markup = input.markup() == null ? null : input.markup().toString();
        if (!evidence.equals(referents.evidence())) {
            evidence.clear();
            evidence.addAll(referents.evidence());
        }
        touch(now);
    }

    boolean isOf(UUID claim) {
        return claimId.equals(claim);
    }
}
