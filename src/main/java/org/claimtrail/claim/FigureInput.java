package org.claimtrail.claim;

import java.math.BigDecimal;
import java.util.UUID;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/** A figure as a body gives it. */
record FigureInput(
        String pointer,
        @Nullable UUID id,
        @Nullable String key,
        @Nullable MeasureRef measure,
        @Nullable String asStated,
        @Nullable Qualifier qualifier,
        @Nullable BigDecimal amount,
        @Nullable BigDecimal lowerBound,
        @Nullable BigDecimal upperBound,
        @Nullable String unit,
        @Nullable Edtf period,
        @Nullable Derivation derivedFrom,
        @Nullable FigureRef alternativeTo) {

    record Derivation(
            @Nullable FigureRef figure,
            @Nullable BigDecimal factor,
            @Nullable String assumption) {

        static Derivation read(Fields body) {
            Derivation derivation = new Derivation(
                    body.required("figure", body.object("figure", FigureRef::read)),
                    body.decimal("factor"),
                    body.text("assumption"));
            body.done();
            return derivation;
        }
    }

    static FigureInput read(Fields body) {
        FigureInput figure = new FigureInput(
                body.pointer(),
                body.id("id"),
                body.name("key"),
                body.object("measure", MeasureRef::read),
                body.text("asStated"),
                body.requiredChoice("qualifier", Qualifier.class),
                body.decimal("amount"),
                body.decimal("lowerBound"),
                body.decimal("upperBound"),
                body.unit("unit"),
                body.date("period"),
                body.object("derivedFrom", Derivation::read),
                body.object("alternativeTo", FigureRef::read));
        Qualifier qualifier = figure.qualifier;
        if (qualifier != null) {
            wants(body, qualifier, qualifier.hasAmount(), "amount", figure.amount);
            wants(body, qualifier, qualifier.hasLowerBound(), "lowerBound", figure.lowerBound);
            wants(body, qualifier, qualifier.hasUpperBound(), "upperBound", figure.upperBound);
            if (figure.lowerBound != null
                    && figure.upperBound != null
                    && figure.lowerBound.compareTo(figure.upperBound) > 0) {
                body.fault("upperBound", "must not be below lowerBound.");
            }
        }
        body.done();
        return figure;
    }

    private static void wants(
            Fields body, Qualifier qualifier, boolean wanted, String field, @Nullable BigDecimal given) {
        if (wanted && !body.has(field)) {
            body.fault(field, "is required with " + qualifier + ".");
        } else if (!wanted && given != null) {
            body.fault(field, "does not go with " + qualifier + ": a bound that was not stated stays absent.");
        }
    }
}
