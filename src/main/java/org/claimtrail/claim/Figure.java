package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;

/** A number that a claim puts on something. */
@Entity
class Figure {

    @Id
    private UUID id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "claim_id")
    private Claim claim;

    private int position;
    private @Nullable UUID measureId;
    private @Nullable String asStated;

    @Enumerated(EnumType.STRING)
    private Qualifier qualifier;

    private @Nullable BigDecimal amount;
    private @Nullable BigDecimal lowerBound;
    private @Nullable BigDecimal upperBound;
    private @Nullable String unit;

    @Embedded
    @AttributeOverride(name = "text", column = @Column(name = "period"))
    @AttributeOverride(name = "earliest", column = @Column(name = "period_earliest"))
    @AttributeOverride(name = "latest", column = @Column(name = "period_latest"))
    private @Nullable Edtf period;

    private @Nullable UUID derivedFromId;
    private @Nullable BigDecimal factor;
    private @Nullable String assumption;
    private @Nullable UUID alternativeToId;
    private @Nullable Instant deletedAt;

    protected Figure() {}

    Figure(Claim claim, Qualifier qualifier) {
        this.id = Ids.next();
        this.claim = claim;
        this.qualifier = qualifier;
    }

    UUID id() {
        return id;
    }

    /** @param others finds the id of a figure that the body names by key or id */
    void revise(int position, FigureInput input, Referents referents, Function<FigureRef, UUID> others) {
        this.position = position;
        measureId = referents.measure(input);
        asStated = input.asStated();
        qualifier = given(input.qualifier());
        amount = input.amount();
        lowerBound = input.lowerBound();
        upperBound = input.upperBound();
        unit = referents.unit(input);
        period = input.period();
        FigureInput.Derivation derivation = input.derivedFrom();
        derivedFromId = derivation == null ? null : others.apply(derivation.figure());
        factor = derivation == null ? null : derivation.factor();
        assumption = derivation == null ? null : derivation.assumption();
        alternativeToId = input.alternativeTo() == null ? null : others.apply(input.alternativeTo());
    }

    void delete(Instant now) {
        deletedAt = now;
    }
}
