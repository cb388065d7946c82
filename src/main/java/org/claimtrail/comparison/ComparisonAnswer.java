package org.claimtrail.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Currencies;
import org.claimtrail.translation.Spoken;
import org.claimtrail.unit.ReadUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A comparison as the API answers it: {@code FigureComparison} in the contract says what each field means. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComparisonAnswer(
        StatedFigure.Measure measure,
        BigDecimal aboutTolerance,
        @Nullable String unit,
        int total,
        boolean truncated,
        List<Figure> figures,
        List<Group> groups,
        int overlaps,
        Pairs conflicts,
        Pairs notComparable,
        Ranges ranges,
        List<ClaimantFigures> claimants,
        JsonNode equivalences,
        @Nullable JsonNode knownOn) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Figure(
            UUID id,
            NumberedClaim claim,
            Who claimant,
            Qualifier qualifier,
            @Nullable String asStated,
            @Nullable String unit,
            @Nullable Ends interval,
            @Nullable Conversion convertedFrom,
            @Nullable String period,
            @Nullable Boolean periodAssumed,
            @Nullable String saidOn,
            @Nullable String publishedOn,
            @Nullable Reason notCompared,
            @Nullable String unitNotRead) {

        static Figure of(ComparedFigure compared, BigDecimal tolerance) {
            StatedFigure figure = compared.figure();
            BigDecimal shown = figure.number().isTolerant() ? tolerance : null;
            return new Figure(
                    figure.id(),
                    figure.claim(),
                    Who.of(figure.claimant()),
                    figure.number().qualifier(),
                    figure.asStated(),
                    compared.unit(),
                    Ends.of(compared.interval(), shown),
                    compared.unconverted() == null
                            ? null
                            : new Conversion(
                                    figure.unit(),
                                    Ends.of(compared.unconverted(), shown),
                                    compared.exchange() == null
                                            ? null
                                            : compared.exchange().used()),
                    text(figure.period()),
                    figure.period() == null ? true : null,
                    text(figure.saidOn()),
                    text(figure.publishedOn()),
                    Reason.of(compared),
                    compared.own().unread() == null
                            ? null
                            : "\"%s\" %s."
                                    .formatted(figure.unit(), compared.own().unread()));
        }

        private static @Nullable String text(@Nullable Edtf date) {
            return date == null ? null : date.text();
        }
    }

    enum Reason {
        UNSTATED,
        WITHDRAWN,
        PERIOD,
        PART;

        static @Nullable Reason of(ComparedFigure figure) {
            if (figure.interval() == null) {
                return UNSTATED;
            }
            return figure.figure().withdrawn() ? WITHDRAWN : null;
        }
    }

    record Who(String name, List<UUID> sources) {

        static Who of(Claimant claimant) {
            return new Who(claimant.name(), claimant.sourceIds());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Ends(
            @Nullable BigDecimal from,
            @Nullable BigDecimal to,
            boolean fromOpen,
            boolean toOpen,
            @Nullable BigDecimal tolerance) {

        static @Nullable Ends of(@Nullable Interval interval, @Nullable BigDecimal tolerance) {
            return interval == null
                    ? null
                    : new Ends(interval.from(), interval.to(), interval.fromOpen(), interval.toOpen(), tolerance);
        }
    }

    /** The interval in the unit that was stated, and the rate where that is of another currency. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Conversion(@Nullable String unit, @Nullable Ends interval, Exchange.@Nullable UsedRate rate) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(
            @Nullable String unit,
            List<UUID> figures,
            @Nullable String notCompared) {

        static Group of(UnitGroup group, UnitGroup first) {
            return new Group(group.unit(), ids(group.figures()), group == first ? null : notCompared(group, first));
        }

        private static String notCompared(UnitGroup group, UnitGroup first) {
            String with = first.unit() == null
                    ? Spoken.of("Not compared with figures without a unit, since") + " "
                    : Spoken.of("Not compared with figures in \"{0}\", since", first.unit()) + " ";
            for (UnitGroup one : List.of(group, first)) {
                ReadUnit own = one.figures().get(0).own();
                if (own.unread() != null) {
                    return with
                            + Spoken.of(
                                    "\"{0}\" {1}.",
                                    one.figures().get(0).figure().unit(), Spoken.sentence(own.unread()));
                }
            }
            String kind = group.figures().get(0).own().kind();
            String firstKind = first.figures().get(0).own().kind();
            if (Currencies.isCode(kind) && Currencies.isCode(firstKind)) {
                return with + Spoken.of("no exchange rate between {0} and {1} is recorded.", kind, firstKind);
            }
            return with
                    + (group.unit() == null
                            ? Spoken.of("they have no unit.")
                            : Spoken.of(
                                    first.unit() == null ? "\"{0}\" is one." : "\"{0}\" does not convert into it.",
                                    group.unit()));
        }
    }

    record Pairs(int count, List<Pair> pairs) {

        static Pairs conflicts(FigurePairs.Listed listed) {
            return new Pairs(
                    listed.count(), listed.first().stream().map(Pair::conflict).toList());
        }

        static Pairs apart(FigurePairs.Listed listed) {
            return new Pairs(
                    listed.count(), listed.first().stream().map(Pair::apart).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Pair(
            UUID one,
            UUID other,
            @Nullable BigDecimal gap,
            @Nullable String unit,
            @Nullable Times periods,
            @Nullable Reason reason) {

        static Pair conflict(FigurePair pair) {
            return new Pair(
                    pair.one().figure().id(),
                    pair.other().figure().id(),
                    pair.gap(),
                    pair.unit(),
                    Times.of(pair.periods()),
                    null);
        }

        static Pair apart(FigurePair pair) {
            return new Pair(
                    pair.one().figure().id(),
                    pair.other().figure().id(),
                    null,
                    null,
                    null,
                    pair.isPartOfAWhole() ? Reason.PART : Reason.PERIOD);
        }
    }

    /** {@link Periods} of figures that compare, whichever of the two is named first. */
    enum Times {
        EQUAL,
        ASSUMED,
        WITHIN,
        OVERLAPPING;

        static Times of(Periods periods) {
            return switch (periods) {
                case EQUAL -> EQUAL;
                case ASSUMED -> ASSUMED;
                case PART, WHOLE -> WITHIN;
                case OVERLAPPING, APART -> OVERLAPPING;
            };
        }
    }

    record Ranges(int count, List<Range> ranges) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Range(
            @Nullable String unit,
            List<UUID> figures,
            @Nullable Ends sharedRange,
            Spread spread,
            List<UUID> outliers) {

        static Range of(SharedRange range) {
            return new Range(
                    range.unit(),
                    ids(range.figures()),
                    Ends.of(range.interval(), null),
                    new Spread(range.lowest(), range.highest()),
                    ids(range.outliers()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Spread(@Nullable BigDecimal lowest, @Nullable BigDecimal highest) {}

    record ClaimantFigures(Who claimant, List<Step> figures) {

        static ClaimantFigures of(Course course) {
            return new ClaimantFigures(
                    Who.of(course.claimant()),
                    course.steps().stream().map(Step::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            UUID figure,
            @Nullable Movement movement,
            @Nullable UUID before) {

        static Step of(Course.Step step) {
            return new Step(
                    step.figure().figure().id(),
                    step.movement(),
                    step.before() == null ? null : step.before().figure().id());
        }
    }

    static ComparisonAnswer of(MeasureFigures.OfMeasure found, BigDecimal tolerance, Rates rates) {
        FigureComparison comparison =
                FigureComparison.of(found.figures(), found.measure().unit(), tolerance, rates);
        List<UnitGroup> groups = comparison.groups();
        return new ComparisonAnswer(
                found.measure(),
                tolerance,
                groups.isEmpty() ? found.measure().unit() : groups.get(0).unit(),
                found.total(),
                found.total() > found.figures().size(),
                comparison.figures().stream()
                        .map(figure -> Figure.of(figure, tolerance))
                        .toList(),
                groups.stream().map(group -> Group.of(group, groups.get(0))).toList(),
                comparison.pairs().overlaps(),
                Pairs.conflicts(comparison.pairs().conflicts()),
                Pairs.apart(comparison.pairs().apart()),
                new Ranges(
                        comparison.sets(),
                        comparison.ranges().stream().map(Range::of).toList()),
                comparison.courses().stream().map(ClaimantFigures::of).toList(),
                found.equivalences(),
                found.knownOn());
    }

    private static List<UUID> ids(List<ComparedFigure> figures) {
        return figures.stream().map(figure -> figure.figure().id()).toList();
    }
}
