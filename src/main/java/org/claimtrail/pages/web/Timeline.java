package org.claimtrail.pages.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.claimtrail.claim.Claims;
import org.claimtrail.past.AsOf;
import org.claimtrail.platform.Query;
import org.claimtrail.prose.Tree;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The days among which pages can be looked at: from the first that the record tells something of to today. */
@Component
public class Timeline {

    private static final Duration KEPT = Duration.ofMinutes(10);

    /**
     * Days on one axis.
     *
     * @param since the first of them
     * @param marks on which something happened, in their order: published, or recorded here
     */
    public record Days(LocalDate since, List<LocalDate> marks) {}

    private record Read(Days days, Instant at) {}

    private final Claims claims;
    private final Display display;
    private final Clock clock;
    private volatile @Nullable Read record;

    Timeline(Claims claims, Display display, Clock clock) {
        this.claims = claims;
        this.display = display;
        this.clock = clock;
    }

    /** Those of the whole record, which are asked for now and then. */
    public Days ofRecord() {
        Instant now = clock.instant();
        Read known = record;
        if (known == null || known.at().plus(KEPT).isBefore(now)) {
            List<Tree> first = new ArrayList<>(firstBy("createdAt"));
            first.addAll(firstBy("publishedOn"));
            known = new Read(of(first, List.of()), now);
            if (AsOf.instant().isEmpty()) {
                record = known;
            }
        }
        return known.days();
    }

    /** Those of one claim: when it was published, when it came here, and when it last changed. */
    public Days of(Tree claim) {
        return of(List.of(claim), List.of(claim));
    }

    private List<Tree> firstBy(String sort) {
        return Tree.of(claims.list(new Query(Map.of("sort", List.of(sort), "limit", List.of("1")))));
    }

    private Days of(List<Tree> from, List<Tree> marked) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return new Days(
                from.stream().flatMap(this::days).min(LocalDate::compareTo).orElse(today),
                List.copyOf(new TreeSet<>(marked.stream().flatMap(this::days).toList())));
    }

    private Stream<LocalDate> days(Tree claim) {
        Stream<LocalDate> recorded = Stream.of("createdAt", "updatedAt")
                .map(member -> LocalDate.ofInstant(Instant.parse(String.valueOf(claim.get(member))), ZoneOffset.UTC));
        List<?> places = claim.get("appearances") instanceof List<?> list ? list : List.of();
        Stream<LocalDate> published = places.stream()
                .map(place -> ((Tree) place).get("article"))
                .flatMap(article -> Stream.ofNullable(display.firstDay(((Tree) article).get("publishedOn"))));
        return Stream.concat(recorded, published);
    }
}
