package org.claimtrail.proposal;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.claimtrail.reading.ReadDate;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Span;
import org.jspecify.annotations.Nullable;

/** When what is stated happened, and when it was said. What may be another day is left out. */
final class Days {

    private static final double LEAST_SURE = 0.6;

    private static final Pattern DURING = Pattern.compile(
            "(?:^|[\\s,(])(?:on|in|during|from|between|early on|late on|early|late|throughout|of|the)\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern OTHER = Pattern.compile(
            "(?:\\b(?:since|until|till|by|before|after|from|than|for|of the|signed in|founded in|born in)|['\u2019]s)\\s*$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern BY =
            Pattern.compile("\\bby\\s+(?:the\\s+end\\s+of\\s+|early\\s+|late\\s+)?$", Pattern.CASE_INSENSITIVE);

    private final Reading reading;

    Days(Reading reading) {
        this.reading = reading;
    }

    /** When it happened, or is to: the one date of it that says so. */
    @Nullable
    String occurred(List<Span> parts, boolean predicts) {
        List<ReadDate> dates = within(parts).filter(this::happens).toList();
        long different = within(parts).map(ReadDate::edtf).distinct().count();
        if (dates.size() != 1 || different > 1) {
            return null;
        }
        ReadDate date = dates.get(0);
        return predicts ? (isPast(date) ? null : date.edtf()) : isFuture(date) ? null : date.edtf();
    }

    /** By when it must have happened. */
    @Nullable
    String resolvesBy(List<Span> parts) {
        List<ReadDate> dates = within(parts)
                .filter(date -> BY.matcher(before(date)).find() && !isPast(date))
                .toList();
        return dates.size() == 1 ? dates.get(0).edtf() : null;
    }

    /** When it was said: the date beside its cue, and beside no other one, that is not of what was said. */
    @Nullable
    String saidOn(Attribution attribution) {
        return reading.dates().stream()
                .filter(date -> isWithin(date, attribution.sentence())
                        && date.edtf() != null
                        && date.confidence() >= LEAST_SURE
                        && reading.attributions().stream()
                                .flatMap(one -> one.content().stream())
                                .noneMatch(span -> isWithin(date, span)
                                        && !span.overlaps(attribution.cue().get(0)))
                        && isNearest(attribution, date))
                .min(Comparator.comparingInt(date -> distance(attribution, date)))
                .map(date -> isFuture(date) ? lastBefore(date, attribution) : act(date))
                .orElse(null);
    }

    /** A weekday beside a cue of the past is the last one, though what was said is still to come; null of other dates. */
    private @Nullable String lastBefore(ReadDate date, Attribution attribution) {
        String cue = Vocabulary.lower(attribution.cue().get(0).in(reading.text()));
        boolean weekday = Vocabulary.is("weekdays", date.asStated().split(" ")[0]);
        LocalDate day = date.earliest();
        return weekday && day != null && day.equals(date.latest()) && !cue.equals(attribution.lemma())
                ? day.minusWeeks(1).toString()
                : null;
    }

    private boolean isNearest(Attribution attribution, ReadDate date) {
        return reading.attributions().stream()
                .filter(other -> other.sentence().equals(attribution.sentence())
                        && !Objects.equals(
                                other.source().span(), attribution.source().span()))
                .allMatch(other -> distance(attribution, date) < distance(other, date));
    }

    private static int distance(Attribution attribution, ReadDate date) {
        return attribution.cue().stream()
                .mapToInt(cue -> Math.max(cue.from() - date.end(), date.start() - cue.to()))
                .map(distance -> Math.max(distance, 0))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Of an act, "last week" is one of its days. */
    private static String act(ReadDate date) {
        String edtf = Objects.requireNonNull(date.edtf());
        return edtf.matches("[\\d-]+/[\\d-]+") ? "[" + edtf.replace("/", "..") + "]" : edtf;
    }

    private Stream<ReadDate> within(List<Span> parts) {
        return reading.dates().stream()
                .filter(date -> date.edtf() != null
                        && date.confidence() >= LEAST_SURE
                        && parts.stream().anyMatch(part -> isWithin(date, part)));
    }

    private boolean happens(ReadDate date) {
        String before = before(date);
        return !OTHER.matcher(before).find()
                && (date.relative()
                        || before.isBlank()
                        || DURING.matcher(before).find()
                        || date.asStated().toLowerCase(Locale.ROOT).startsWith("between"));
    }

    private String before(ReadDate date) {
        return reading.text().substring(Math.max(0, date.start() - 24), date.start());
    }

    private static boolean isWithin(ReadDate date, Span span) {
        return span.from() <= date.start() && date.end() <= span.to();
    }

    private boolean isFuture(ReadDate date) {
        LocalDate published = reading.publishedOn();
        return published != null && date.earliest() != null && date.earliest().isAfter(published);
    }

    private boolean isPast(ReadDate date) {
        LocalDate published = reading.publishedOn();
        return published != null && date.latest() != null && date.latest().isBefore(published);
    }
}
