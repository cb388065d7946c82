package org.claimtrail.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** On which days of the week, at which hour of which time zone. */
record Schedule(Set<DayOfWeek> days, int hour, ZoneId zone) {

    Schedule {
        days = Set.copyOf(days);
    }

    /**
     * The first time after an instant. An hour that a day does not have, as clocks are put forward, is the next one.
     *
     * @param last the day that had its own already
     */
    Instant next(Instant after, @Nullable LocalDate last) {
        ZonedDateTime now = after.atZone(zone);
        LocalDate day = now.toLocalDate();
        if (last != null && !day.isAfter(last)) {
            day = last.plusDays(1);
        }
        while (true) {
            ZonedDateTime time = day.atTime(hour, 0).atZone(zone);
            if (days.contains(day.getDayOfWeek()) && time.isAfter(now)) {
                return time.toInstant();
            }
            day = day.plusDays(1);
        }
    }

    LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }
}
