package org.claimtrail.claim;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.KnownOn;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Selection;
import org.springframework.stereotype.Component;

/** The filters that lists and counts of claims share. Several values of one filter are or-ed, filters are and-ed. */
@Component
class ClaimFilters {

    private static final String FIGURE_CONFLICT = "figureConflict";

    /** Those that ask how claims stand. */
    private static final Set<String> STANDING =
            Set.of("singleSource", "originsMin", "denied", "contradicted", "figureConflict", "suggestedStatus");

    static final String BY_ORIGINS = "origins";

    private static final int MOST_ORIGINS = 1_000_000;

    private static final String OVERDUE = """
            (c.resolves_by_latest < date '%s' and c.status in (%s) and not exists (
                select from assessment v where v.claim_id = c.id and v.deleted_at is null))""";

    /** That somebody had made the claim by the day asked for, where appearances are left out that were published later. */
    static final String KNOWN = "c.id in (select p.claim_id from appearance p where p.deleted_at is null)";

    private final ListedStandings standings;
    private final Actor actor;
    private final Clock clock;

    ClaimFilters(ListedStandings standings, Actor actor, Clock clock) {
        this.standings = standings;
        this.actor = actor;
        this.clock = clock;
    }

    /** Reads what the query selects; where it asks how claims stand, in a snapshot in which that is known. */
    <T> T select(Query query, Function<Selection, T> read) {
        Selection others = others(query);
        Selection all = standing(query, others.copy());
        if (!asksForStanding(query) || query.isFaulty()) {
            return read.apply(all);
        }
        try {
            return standings.upToDate(query.given().containsKey(FIGURE_CONFLICT), others, () -> read.apply(all));
        } catch (TooManyToCompute e) {
            query.fault("knownOn", e.getMessage());
            query.done();
            throw e;
        }
    }

    /** Strangers see a part of the record, and how claims stand rests on all of it. */
    private boolean asksForStanding(Query query) {
        List<String> asking = query.given().entrySet().stream()
                .filter(given -> STANDING.contains(given.getKey())
                        || given.getKey().equals("sort")
                                && given.getValue().stream().anyMatch(sort -> sort.endsWith(BY_ORIGINS)))
                .map(Map.Entry::getKey)
                .toList();
        if (!asking.isEmpty() && actor.caller().isEmpty()) {
            asking.forEach(name -> query.fault(name, "asks how claims stand, which is for those who have an account."));
            return false;
        }
        return !asking.isEmpty();
    }

    private static String standing(String condition) {
        return "c.id in (select st.claim_id from claim_standing st where " + condition + ")";
    }

    /** What does not ask how claims stand. */
    private Selection others(Query query) {
        String overdue = OVERDUE.formatted(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                Stream.of(Status.values())
                        .filter(Status::isOpen)
                        .map(status -> "'" + status + "'")
                        .collect(Collectors.joining(", ")));
        return new Selection()
                .where("c.deleted_at is null")
                .where(KnownOn.day().isPresent() ? KNOWN : "true")
                .where("words(c.text) @@ websearch_to_tsquery('simple', :q)", "q", query.text("q"))
                .whereAny("c.status = any(:status)", "status", query.choices("status", Status.class))
                .whereAny("c.stage = any(:stage)", "stage", query.choices("stage", Stage.class))
                .whereAny("c.kind = any(:kind)", "kind", query.choices("kind", ClaimKind.class))
                .whereAny("""
                        c.id in (
                            select ct.claim_id from claim_topic ct join topic t on t.id = ct.topic_id
                            where t.name_key in (select name_key(n) from unnest(:topic) n))""", "topic", query.texts("topic"))
                .whereAny("""
                        c.id in (
                            select p.claim_id
                            from attribution_source x
                            join attribution l on l.id = x.attribution_id
                            join appearance p on p.id = l.appearance_id
                            where x.source_id = any(cast(:source as uuid[])) and p.deleted_at is null
                            union all
                            select p.claim_id from article a join appearance p on p.article_id = a.id
                            where a.publisher_id = any(cast(:source as uuid[])) and p.deleted_at is null)""", "source", query.ids("source"))
                .whereAny("""
                        c.id in (
                            select p.claim_id
                            from attribution_source x
                            join attribution l on l.id = x.attribution_id
                            join appearance p on p.id = l.appearance_id
                            where x.source_id = any(cast(:origin as uuid[])) and l.position = 0
                              and p.deleted_at is null
                            union all
                            select p.claim_id from article a join appearance p on p.article_id = a.id
                            where a.publisher_id = any(cast(:origin as uuid[])) and p.deleted_at is null
                              and not exists (select from attribution l where l.appearance_id = p.id))""", "origin", query.ids("origin"))
                .whereAny("""
                        c.id in (
                            select ca.claim_id from claim_about ca
                            where ca.source_id = any(cast(:about as uuid[])))""", "about", query.ids("about"))
                .whereAny("""
                        c.id in (
                            select p.claim_id from appearance p
                            where p.article_id = any(cast(:article as uuid[])) and p.deleted_at is null)""", "article", query.ids("article"))
                .whereAny("""
                        c.id in (
                            select p.claim_id from article a join appearance p on p.article_id = a.id
                            where a.publisher_id = any(cast(:publisher as uuid[])) and p.deleted_at is null)""", "publisher", query.ids("publisher"))
                .whereAny("""
                        c.id in (
                            select f.claim_id from figure f
                            where f.measure_id = any(cast(:measure as uuid[])) and f.deleted_at is null)""", "measure", query.ids("measure"))
                .where("c.created_at >= :createdFrom", "createdFrom", query.from("createdFrom"))
                .where("c.created_at < :createdTo", "createdTo", query.until("createdTo"))
                .either(query.trueOrFalse("overdue"), overdue, "not coalesce(" + overdue + ", false)");
    }

    private static Selection standing(Query query, Selection others) {
        return others.either(query.trueOrFalse("singleSource"), standing("st.origins <= 1"), standing("st.origins > 1"))
                .where(standing("st.origins >= :originsMin"), "originsMin", query.number("originsMin", 0, MOST_ORIGINS))
                .either(query.trueOrFalse("denied"), standing("st.denied"), standing("not st.denied"))
                .either(query.trueOrFalse("contradicted"), standing("st.contradicted"), standing("not st.contradicted"))
                .whereAny(
                        standing("st.suggested_status = any(:suggestedStatus)"),
                        "suggestedStatus",
                        query.choices("suggestedStatus", Status.class))
                .either(
                        query.trueOrFalse(FIGURE_CONFLICT),
                        "c.id in (select fc.claim_id from claim_figure_conflict fc)",
                        "not exists (select from claim_figure_conflict fc where fc.claim_id = c.id)");
    }
}
