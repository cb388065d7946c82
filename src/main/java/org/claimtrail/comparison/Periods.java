package org.claimtrail.comparison;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.claimtrail.claim.Nature;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * How the periods of two figures go together, as far as they are stated. An end that nobody stated, or that is open, can be
 * any day.
 *
 * <p>What that decides goes by the nature of the measure. Figures of the same period, as far as it is stated, compare
 * whatever they count. Those of a STOCK also where their times meet. Of a FLOW, a part cannot be more than the whole that it
 * is in. All other figures can both be right, whatever they say.
 */
enum Periods {
    /** The same days, or none stated for either. */
    EQUAL,
    /** The same days as far as they are stated, but one does not say all that the other does. */
    ASSUMED,
    /** The first counts over a part of the time of the other one. */
    PART,
    /** The first counts over all of the time of the other one, and more. */
    WHOLE,
    /** Some days may be in both. */
    OVERLAPPING,
    /** No day is in both. */
    APART;

    /** Some year of the twenties, one of two months, both of them: days among others, not all from the first to the last. */
    static final String INDEFINITE = "[XS\\[{]";

    private static final Pattern SOME_DAYS = Pattern.compile(INDEFINITE);

    static Periods of(StatedFigure one, StatedFigure other) {
        Edtf period = one.period();
        Edtf otherPeriod = other.period();
        if (first(period).isAfter(last(otherPeriod)) || first(otherPeriod).isAfter(last(period))) {
            return APART;
        }
        LocalDate start = start(period);
        LocalDate end = end(period);
        LocalDate otherStart = start(otherPeriod);
        LocalDate otherEnd = end(otherPeriod);
        if (agree(start, otherStart) && agree(end, otherEnd) && agreeOnDays(period, otherPeriod)) {
            return same(start, otherStart) && same(end, otherEnd) ? EQUAL : ASSUMED;
        }
        if (isWithin(period, other)) {
            return PART;
        }
        return isWithin(otherPeriod, one) ? WHOLE : OVERLAPPING;
    }

    /** Whether two figures count the same, so that only one number can be right. */
    static boolean compare(StatedFigure one, StatedFigure other) {
        return switch (of(one, other)) {
            case EQUAL, ASSUMED -> true;
            case PART, WHOLE, OVERLAPPING ->
                one.measure().nature() == Nature.STOCK && isDefinite(one.period()) && isDefinite(other.period());
            case APART -> false;
        };
    }

    /** Whether it is all the days from its first to its last. */
    static boolean isDefinite(@Nullable Edtf period) {
        return period == null || !SOME_DAYS.matcher(period.text()).find();
    }

    static LocalDate first(@Nullable Edtf period) {
        LocalDate start = start(period);
        return start == null ? LocalDate.MIN : start;
    }

    static LocalDate last(@Nullable Edtf period) {
        LocalDate end = end(period);
        return end == null ? LocalDate.MAX : end;
    }

    /** Null where nobody stated it; {@link LocalDate#MIN} where it is open. */
    static @Nullable LocalDate start(@Nullable Edtf period) {
        return period == null ? null : period.earliest();
    }

    /** Null where nobody stated it; {@link LocalDate#MAX} where it is open. */
    static @Nullable LocalDate end(@Nullable Edtf period) {
        return period == null ? null : period.latest();
    }

    private static boolean agree(@Nullable LocalDate day, @Nullable LocalDate other) {
        return day == null || other == null || day.equals(other);
    }

    private static boolean same(@Nullable LocalDate day, @Nullable LocalDate other) {
        return day == null ? other == null : day.equals(other);
    }

    private static boolean agreeOnDays(@Nullable Edtf one, @Nullable Edtf other) {
        return isUnstated(one)
                || isUnstated(other)
                || isDefinite(one) && isDefinite(other)
                || text(one).equals(text(other));
    }

    private static String text(@Nullable Edtf period) {
        return period == null ? "" : period.text();
    }

    private static boolean isUnstated(@Nullable Edtf period) {
        return start(period) == null && end(period) == null;
    }

    /** Whether all days of a period are surely among those that a figure counts over. */
    private static boolean isWithin(@Nullable Edtf period, StatedFigure whole) {
        LocalDate from = start(whole.period());
        LocalDate until = heldUntil(whole);
        return from != null
                && until != null
                && !first(period).isBefore(from)
                && !last(period).isAfter(until);
    }

    /** A figure whose period has an open end counts up to when it was said. */
    private static @Nullable LocalDate heldUntil(StatedFigure whole) {
        if (!isDefinite(whole.period())) {
            return null;
        }
        LocalDate end = end(whole.period());
        if (!LocalDate.MAX.equals(end)) {
            return end;
        }
        LocalDate said = whole.day();
        return said == null || said.getYear() < 1 || said.getYear() > 9999 ? null : said;
    }
}
