package org.claimtrail.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void theHourIsThatOfTheTimeZoneOnTheChosenDays() {
        Schedule workdays =
                new Schedule(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), 7, ZoneId.of("Europe/Berlin"));
        Instant friday = Instant.parse("2026-03-27T06:00:00Z");
        assertThat(workdays.next(friday.minusSeconds(1), null)).isEqualTo(friday);
        // Clocks are put forward on the Sunday between.
        assertThat(workdays.next(friday, null)).isEqualTo(Instant.parse("2026-03-30T05:00:00Z"));
        assertThat(workdays.next(friday.minusSeconds(1), LocalDate.parse("2026-03-27")))
                .as("it has had its own")
                .isEqualTo(Instant.parse("2026-03-30T05:00:00Z"));
        Schedule missing = new Schedule(Set.of(DayOfWeek.SUNDAY), 2, ZoneId.of("Europe/Berlin"));
        assertThat(missing.next(friday, null)).isEqualTo(Instant.parse("2026-03-29T01:00:00Z"));
    }
}
