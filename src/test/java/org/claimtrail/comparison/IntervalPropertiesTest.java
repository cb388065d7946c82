package org.claimtrail.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.claimtrail.claim.Qualifier;

class IntervalPropertiesTest {

    @Property
    void overlapAndIntersectionAreWhatTheNumbersSay(
            @ForAll("intervals") Interval one, @ForAll("intervals") Interval other) {
        var shared = one.intersection(other);
        boolean any = false;
        for (BigDecimal number : Intervals.samples(List.of(one, other))) {
            boolean both = Intervals.contains(one, number) && Intervals.contains(other, number);
            any |= both;
            assertThat(shared.filter(interval -> Intervals.contains(interval, number))
                            .isPresent())
                    .as("%s", number)
                    .isEqualTo(both);
        }

        assertThat(one.overlaps(other)).isEqualTo(any);
        assertThat(shared.isPresent()).isEqualTo(any);
    }

    @Property
    void whatHoldsOfOneAndAnotherHoldsOfTheOtherAndTheOne(
            @ForAll("intervals") Interval one, @ForAll("intervals") Interval other) {
        assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
        assertThat(one.intersection(other)).isEqualTo(other.intersection(one));
        assertThat(one.gap(other)).isEqualTo(other.gap(one));
        if (one.overlaps(other)) {
            assertThat(one.gap(other)).isEqualTo(BigDecimal.ZERO);
        }
    }

    /** Every qualifier, around few numbers, so that ends meet often. */
    @Provide
    Arbitrary<Interval> intervals() {
        Arbitrary<BigDecimal> numbers = Arbitraries.integers().between(-4, 4).map(BigDecimal::valueOf);
        return Combinators.combine(Arbitraries.of(Qualifier.class), numbers, numbers)
                .as((qualifier, one, other) -> new StatedNumber(qualifier, one, one.min(other), one.max(other)))
                .map(number -> number.interval(new BigDecimal("0.25")))
                .map(found -> found.orElse(Interval.point(BigDecimal.ZERO)));
    }
}
