package org.claimtrail.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.claimtrail.platform.LastHour.Tally;
import org.junit.jupiter.api.Test;

/** Sixty minutes, and no more. */
class LastHourTest {

    private final LastHour hour = new LastHour();

    @Test
    void whatIsAnHourAgoIsForgotten() {
        hour.add("a", 5, 100);
        hour.add("a", 7, 159);
        hour.add("b", 1, 159);

        assertThat(hour.tallies(159)).isEqualTo(Map.of("a", new Tally(2, 12, 7), "b", new Tally(1, 1, 1)));
        assertThat(hour.tallies(160)).isEqualTo(Map.of("a", new Tally(1, 7, 7), "b", new Tally(1, 1, 1)));
        assertThat(hour.tallies(1000)).isEmpty();

        // The minute that takes the place of one of before begins anew.
        hour.add("b", 3, 219);
        assertThat(hour.tallies(219)).isEqualTo(Map.of("b", new Tally(1, 3, 3)));
    }
}
