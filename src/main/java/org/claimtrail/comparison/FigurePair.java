package org.claimtrail.comparison;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.claimtrail.claim.Nature;
import org.jspecify.annotations.Nullable;

/** Two figures of one kind of unit, both of which compare, and how they bear on each other. */
public record FigurePair(ComparedFigure one, ComparedFigure other, Periods periods, Bearing bearing) {

    enum Bearing {
        /** There are numbers that both can mean. */
        OVERLAP,
        /** Not both can be right. */
        CONFLICT,
        /** One claimant said them at different times: it changed its figure. */
        MOVEMENT,
        /** One is another way to put the other. */
        ALTERNATIVE,
        /** They count over different times, and can both be right. */
        PERIOD
    }

    static FigurePair of(ComparedFigure one, ComparedFigure other) {
        Periods periods = Periods.of(one.figure(), other.figure());
        return new FigurePair(one, other, periods, bearing(one, other, periods));
    }

    private static Bearing bearing(ComparedFigure one, ComparedFigure other, Periods periods) {
        if (!Periods.compare(one.figure(), other.figure())) {
            if (!exceeds(one, other, periods)) {
                return Bearing.PERIOD;
            }
        } else if (one.against(other).overlaps(other.against(one))) {
            return Bearing.OVERLAP;
        }
        if (one.figure().isAlternativeTo(other.figure())) {
            return Bearing.ALTERNATIVE;
        }
        boolean sameClaimant =
                one.figure().claimant().key().equals(other.figure().claimant().key());
        return sameClaimant && one.figure().isSaidAtAnotherTimeThan(other.figure())
                ? Bearing.MOVEMENT
                : Bearing.CONFLICT;
    }

    /**
     * Whether a part of a flow is more than the whole can be. A whole of less than nothing shows that something is taken away
     * too, and that a part may well be more.
     */
    private static boolean exceeds(ComparedFigure one, ComparedFigure other, Periods periods) {
        if (one.figure().measure().nature() != Nature.FLOW) {
            return false;
        }
        return switch (periods) {
            case PART -> exceeds(one, other);
            case WHOLE -> exceeds(other, one);
            default -> false;
        };
    }

    private static boolean exceeds(ComparedFigure part, ComparedFigure whole) {
        BigDecimal most = whole.meaning().to();
        return most != null && most.signum() >= 0 && part.against(whole).isAbove(whole.against(part));
    }

    /** Of two that do not compare, whether the one is a part of the other, and can be. */
    boolean isPartOfAWhole() {
        return one.figure().measure().nature() == Nature.FLOW && (periods == Periods.PART || periods == Periods.WHOLE);
    }

    /** How far apart they are, in their common unit. */
    public BigDecimal gap() {
        return one.beside(other).gap(other.beside(one));
    }

    @Nullable
    public String unit() {
        Exchange exchange = one.exchange();
        return exchange != null && one.isOfTheCurrencyOf(other) ? exchange.currency() : one.unit();
    }

    /** The rates that it rests on. */
    public List<Exchange.UsedRate> rates() {
        return one.isOfTheCurrencyOf(other)
                ? List.of()
                : Stream.of(one.exchange(), other.exchange())
                        .filter(Objects::nonNull)
                        .map(Exchange::used)
                        .distinct()
                        .toList();
    }
}
