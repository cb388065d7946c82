package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.claimtrail.claim.Nature;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/** Figures as tests write them: each of a claim of its own, unless it is said otherwise. */
record Figures(StatedFigure figure) {

    static final BigDecimal TENTH = new BigDecimal("0.1");

    private static final StatedFigure.Measure CONTAINERS =
            new StatedFigure.Measure(new UUID(9, 1), "containers shipped", "containers", null);

    static Figures exactly(int number) {
        return of(Qualifier.EXACT, number, 0, 0);
    }

    static Figures exactly(BigDecimal number) {
        StatedFigure f = exactly(0).figure;
        return new Figures(new StatedFigure(
                f.id(),
                f.position(),
                f.claim(),
                f.measure(),
                f.claimant(),
                f.asStated(),
                new StatedNumber(Qualifier.EXACT, number, null, null),
                f.unit(),
                f.period(),
                f.saidOn(),
                null,
                f.withdrawn(),
                f.alternativeTo()));
    }

    static Figures about(int number) {
        return of(Qualifier.ABOUT, number, 0, 0);
    }

    static Figures moreThan(int number) {
        return of(Qualifier.MORE_THAN, 0, number, 0);
    }

    static Figures between(int lower, int upper) {
        return of(Qualifier.BETWEEN, 0, lower, upper);
    }

    static Figures unstated() {
        return of(Qualifier.UNSTATED, 0, 0, 0);
    }

    static Figures of(Qualifier qualifier, int amount, int lower, int upper) {
        return new Figures(new StatedFigure(
                new UUID(0, 0),
                0,
                new NumberedClaim(new UUID(0, 0), 0, ""),
                CONTAINERS,
                new Claimant("", "", List.of()),
                null,
                new StatedNumber(
                        qualifier, BigDecimal.valueOf(amount), BigDecimal.valueOf(lower), BigDecimal.valueOf(upper)),
                CONTAINERS.unit(),
                null,
                null,
                null,
                false,
                null));
    }

    Figures by(String claimant) {
        StatedFigure f = figure;
        return with(new Claimant(claimant, claimant, List.of()), f.unit(), f.period(), f.saidOn(), f.withdrawn(), null);
    }

    Figures in(@Nullable String unit) {
        StatedFigure f = figure;
        return with(f.claimant(), unit, f.period(), f.saidOn(), f.withdrawn(), f.alternativeTo());
    }

    Figures over(String period) {
        StatedFigure f = figure;
        return with(f.claimant(), f.unit(), Edtf.parse(period), f.saidOn(), f.withdrawn(), f.alternativeTo());
    }

    Figures saidOn(String day) {
        StatedFigure f = figure;
        return with(f.claimant(), f.unit(), f.period(), Edtf.parse(day), f.withdrawn(), f.alternativeTo());
    }

    Figures withdrawn() {
        StatedFigure f = figure;
        return with(f.claimant(), f.unit(), f.period(), f.saidOn(), true, f.alternativeTo());
    }

    /** Another way to put the figure at that place of the list. */
    Figures orRather(int place) {
        StatedFigure f = figure;
        return with(f.claimant(), f.unit(), f.period(), f.saidOn(), f.withdrawn(), id(place));
    }

    private Figures with(
            Claimant claimant,
            @Nullable String unit,
            @Nullable Edtf period,
            @Nullable Edtf saidOn,
            boolean withdrawn,
            @Nullable UUID alternativeTo) {
        StatedFigure f = figure;
        return new Figures(new StatedFigure(
                f.id(),
                f.position(),
                f.claim(),
                f.measure(),
                claimant,
                f.asStated(),
                f.number(),
                unit,
                period,
                saidOn,
                null,
                withdrawn,
                alternativeTo));
    }

    Figures ofA(@Nullable Nature nature) {
        StatedFigure f = figure;
        return new Figures(new StatedFigure(
                f.id(),
                f.position(),
                f.claim(),
                new StatedFigure.Measure(CONTAINERS.id(), CONTAINERS.name(), CONTAINERS.unit(), nature),
                f.claimant(),
                f.asStated(),
                f.number(),
                f.unit(),
                f.period(),
                f.saidOn(),
                null,
                f.withdrawn(),
                f.alternativeTo()));
    }

    /** One claim for each, numbered from 1. Who claims nothing else is a claimant of its own. */
    static List<StatedFigure> list(Figures... figures) {
        List<StatedFigure> list = new ArrayList<>();
        for (Figures each : figures) {
            StatedFigure f = each.figure;
            int number = list.size() + 1;
            String key = f.claimant().key().isEmpty()
                    ? "claimant " + number
                    : f.claimant().key();
            list.add(new StatedFigure(
                    id(number),
                    0,
                    new NumberedClaim(new UUID(1, number), number, "Claim " + number),
                    f.measure(),
                    new Claimant(key, key, List.of()),
                    null,
                    f.number(),
                    f.unit(),
                    f.period(),
                    f.saidOn(),
                    null,
                    f.withdrawn(),
                    f.alternativeTo()));
        }
        return list;
    }

    static FigureComparison compare(Figures... figures) {
        return FigureComparison.of(list(figures), CONTAINERS.unit(), TENTH, Rates.NONE);
    }

    static UUID id(int place) {
        return new UUID(2, place);
    }
}
