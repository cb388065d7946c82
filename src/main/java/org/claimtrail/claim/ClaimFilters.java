package org.claimtrail.claim;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.claimtrail.claim.ClaimWords.Words;
import org.claimtrail.claim.ListedStandings.StandingTables;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.past.KnownOn;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Query.DayRange;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The filters that lists and counts of claims share. Several values of one filter are or-ed, filters are and-ed. */
@Component
class ClaimFilters {

    private static final String FIGURE_CONFLICT = "figureConflict";

    /** Those that ask how claims stand. */
    private static final Set<String> STANDING = Set.of(
            "singleSource",
            "originsMin",
            "denied",
            "contradicted",
            "figureConflict",
            "suggestedStatus",
            "suggestedStatus!");

    /** What a value of a parameter of this ending excludes: {@code status!=DONE}. */
    private static final String NOT = "!";

    static final String BY_ORIGINS = "origins";

    private static final int MOST_ORIGINS = 1_000_000;

    /** The day of the claim itself, so that the rest is asked of few. */
    private static final String OVERDUE = """
            (c.resolves_by_latest < date '{day}' and exists (select from unresolved_claim u where u.claim_id = c.id))""";

    private static final String NOT_OVERDUE = """
            not exists (select from unresolved_claim u where u.claim_id = c.id and u.resolves_by_latest < date '{day}')""";

    static final String NOT_DELETED = "c.deleted_at is null";

    /** See {@code search.days_of_member()}. */
    private static final int MOST_DAYS_KEPT = 1500;

    /** That somebody had made the claim by the day asked for, where appearances are left out that were published later. */
    static final String KNOWN = "c.id in (select p.claim_id from appearance p where p.deleted_at is null)";

    private static final String TOPIC = """
            c.id in (
                select ct.claim_id from claim_topic ct join topic t on t.id = ct.topic_id
                where t.deleted_at is null and t.name_key in (select name_key(n) from unnest({values}) n))""";

    private static final String SOURCE = "v.source_id = any(cast({values} as uuid[]))";

    private static final String ORIGIN = SOURCE + " and v.is_origin";

    private static final String SPOKEN = "c.id in (select v.claim_id from voice v where {spoken})";

    /** Of one claim alone, whatever the planner thinks of it. */
    private static final String IS_SPOKEN =
            "exists (select from voice v where v.claim_id = c.id and {spoken} offset 0)";

    private static final String ABOUT = """
            c.id in (
                select ca.claim_id from claim_about ca
                where ca.source_id = any(cast({values} as uuid[])))""";

    private static final String ARTICLE = """
            c.id in (
                select p.claim_id from appearance p
                where p.article_id = any(cast({values} as uuid[])) and p.deleted_at is null)""";

    private static final String PUBLISHER = """
            c.id in (
                select p.claim_id from article a join appearance p on p.article_id = a.id
                where a.publisher_id = any(cast({values} as uuid[])) and p.deleted_at is null)""";

    private static final String MEASURE = """
            c.id in (
                select f.claim_id from figure f
                where f.measure_id = any(cast({values} as uuid[])) and f.deleted_at is null)""";

    private final ListedStandings standings;
    private final ClaimWords words;
    private final FigureSettings settings;
    private final Actor actor;
    private final Clock clock;

    ClaimFilters(ListedStandings standings, ClaimWords words, FigureSettings settings, Actor actor, Clock clock) {
        this.standings = standings;
        this.words = words;
        this.settings = settings;
        this.actor = actor;
        this.clock = clock;
    }

    /**
     * What a query selects.
     *
     * @param selection all conditions, those of words included
     * @param words what is looked for; null where nothing is
     * @param known what tells how claims stand
     */
    record ClaimSelection(Selection selection, @Nullable Words words, StandingTables known) {}

    /** Reads what the query selects; where it asks how claims stand, in a snapshot in which that is known. */
    <T> T select(Query query, Function<ClaimSelection, T> read) {
        return select(query, List.of(), read);
    }

    /**
     * The same, where claims are counted, too.
     *
     * @param counted by what: of the same names as the parameters
     */
    <T> T select(Query query, Collection<String> counted, Function<ClaimSelection, T> read) {
        Words looked = words.read(query).orElse(null);
        Selection others = others(query, looked);
        ClaimSelection stored = selected(query, others, looked, StandingTables.STORED);
        if (!asksForStanding(query, counted) || query.isFaulty()) {
            return read.apply(stored);
        }
        try {
            return standings.read(
                    query.given().containsKey(FIGURE_CONFLICT) || counted.contains(FIGURE_CONFLICT),
                    others,
                    known -> read.apply(
                            known == StandingTables.STORED ? stored : selected(query, others, looked, known)));
        } catch (TooManyToCompute e) {
            query.fault("knownOn", e.getMessage());
            query.done();
            throw e;
        }
    }

    /** The day by which it is told what is overdue. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    /** Strangers see a part of the record, and how claims stand rests on all of it. */
    private boolean asksForStanding(Query query, Collection<String> counted) {
        List<String> asking = query.given().entrySet().stream()
                .filter(given -> STANDING.contains(given.getKey())
                        || given.getKey().equals("sort")
                                && given.getValue().stream().anyMatch(sort -> sort.endsWith(BY_ORIGINS))
                        || given.getKey().equals(ClaimCounts.BY) && !Collections.disjoint(STANDING, counted))
                .map(Map.Entry::getKey)
                .toList();
        if (!asking.isEmpty() && actor.caller().isEmpty()) {
            asking.forEach(name -> query.fault(name, "asks how claims stand, which is for those who have an account."));
            return false;
        }
        return !asking.isEmpty();
    }

    private static ClaimSelection selected(
            Query query, Selection others, @Nullable Words looked, StandingTables known) {
        return new ClaimSelection(known.bindTo(standing(query, others.copy(), known)), looked, known);
    }

    /** What does not ask how claims stand. */
    private Selection others(Query query, @Nullable Words looked) {
        LocalDate today = today();
        Selection selection = new Selection().where(NOT_DELETED);
        if (KnownOn.day().isPresent()) {
            selection.where(KNOWN);
        }
        if (looked != null) {
            looked.bindTo(selection.where(looked.condition()));
        }
        oneOf(selection, "c.status", "status", name -> query.choices(name, Status.class));
        oneOf(selection, "c.stage", "stage", name -> query.choices(name, Stage.class));
        oneOf(selection, "c.kind", "kind", name -> query.choices(name, ClaimKind.class));
        oneOf(selection, "c.assignee", "assignee", query::texts);
        any(selection, TOPIC, "topic", query::texts);
        spoken(selection, SOURCE, "source", query);
        spoken(selection, ORIGIN, "origin", query);
        any(selection, ABOUT, "about", query::ids);
        any(selection, ARTICLE, "article", query::ids);
        any(selection, PUBLISHER, "publisher", query::ids);
        any(selection, MEASURE, "measure", query::ids);
        days(selection, "said_on", "attribution d on d.appearance_id = p.id", query.days("saidFrom", "saidTo"));
        days(selection, "published_on", "article d on d.id = p.article_id", query.days("publishedFrom", "publishedTo"));
        query.days("occurredFrom", "occurredTo").ifPresent(range -> selection.canMean("c.occurred", "occurred", range));
        figures(selection, query);
        selection.whereAny(
                "c.number = any(cast(:number as bigint[]))", "number", query.values("number", ClaimKey::number));
        return ExternalIds.filter(selection, Resource.CLAIM, "c", query)
                .where("c.created_at >= :createdFrom", "createdFrom", query.from("createdFrom"))
                .where("c.created_at < :createdTo", "createdTo", query.until("createdTo"))
                .where("c.updated_at >= :updatedSince", "updatedSince", query.from("updatedSince"))
                .either(
                        query.trueOrFalse("overdue"),
                        Sql.of(OVERDUE, Map.of("day", today)),
                        Sql.of(NOT_OVERDUE, Map.of("day", today)));
    }

    /**
     * Selects by the values that a parameter is given, and by those that it is given with an exclamation mark behind its
     * name, which exclude.
     *
     * @param condition with {@code {values}} for the place of the values
     */
    private static void any(Selection selection, String condition, String name, Function<String, List<?>> read) {
        selection
                .whereAny(Sql.of(condition, Map.of("values", ":" + name)), name, read.apply(name))
                .whereNone(Sql.of(condition, Map.of("values", ":not" + name)), "not" + name, read.apply(name + NOT));
    }

    /** The same by who speaks: who is in the news most does so in very many claims. */
    private static void spoken(Selection selection, String condition, String name, Query query) {
        Map<String, String> spoken = Map.of("spoken", Sql.of(condition, Map.of("values", ":" + name)));
        Map<String, String> not = Map.of("spoken", Sql.of(condition, Map.of("values", ":not" + name)));
        selection
                .whereAny(Sql.of(SPOKEN, spoken), Sql.of(IS_SPOKEN, spoken), name, query.ids(name))
                .whereNone(Sql.of(SPOKEN, not), "not" + name, query.ids(name + NOT));
    }

    /** The same by a column of text. */
    private static void oneOf(Selection selection, String column, String name, Function<String, List<?>> read) {
        selection
                .whereOneOf(column, name, read.apply(name))
                .whereNone(column + " = any(:not" + name + ")", "not" + name, read.apply(name + NOT));
    }

    /**
     * Selects by days of which a claim may have several; it has to have one that can be in the range. Of dates that leave out
     * days between their first and their last, and can mean more than are kept with the claim, it is asked which.
     *
     * @param dates what is joined with appearances {@code p}, and has the dates
     */
    private static void days(Selection selection, String column, String dates, Optional<DayRange> asked) {
        asked.ifPresent(range -> {
            String overlaps = Sql.of(
                    """
                    s.{column} && daterange({from}, {to}, '[]')
                    and (upper(s.{column}) - lower(s.{column}) <= {most} or exists (
                        select from appearance p join {dates}
                        where p.claim_id = s.claim_id and p.deleted_at is null
                          and search.can_mean(d.{column}, d.{column}_earliest, d.{column}_latest, {from}, {to})))""",
                    Map.of(
                            "column",
                            column,
                            "dates",
                            dates,
                            "most",
                            MOST_DAYS_KEPT,
                            "from",
                            Selection.day(range.from()),
                            "to",
                            Selection.day(range.to())));
            if (KnownOn.day().isEmpty()) {
                selection.where(Sql.of(
                        "c.id in (select s.claim_id from claim_search s where {overlaps})",
                        Map.of("overlaps", overlaps)));
            } else {
                selection
                        .where(Sql.of(
                                "c.id in (select s.claim_id from as_of.claim_search s where {overlaps})",
                                Map.of("overlaps", overlaps)))
                        .where(Sql.of(
                                "(select {overlaps} from claim_search s where s.claim_id = c.id)",
                                Map.of("overlaps", overlaps)));
            }
        });
    }

    /** One figure has to meet all of it: its unit, and a number that it can mean. */
    private void figures(Selection selection, Query query) {
        Selection figure = new Selection()
                .whereAny(
                        "name_key(coalesce(f.unit, m.unit)) in (select name_key(u) from unnest(:unit) u)",
                        "unit",
                        query.texts("unit"))
                .where(Qualifier.meansAtLeast(":figureMin"), "figureMin", query.decimal("figureMin"))
                .where(Qualifier.meansAtMost(":figureMax"), "figureMax", query.decimal("figureMax"));
        if (figure.values().isEmpty()) {
            return;
        }
        if (figure.values().containsKey("figureMin") || figure.values().containsKey("figureMax")) {
            figure.value("tolerance", settings.aboutTolerance());
        }
        figure.values().forEach(selection::value);
        selection.where(Sql.of("""
                c.id in (
                    select f.claim_id from figure f left join measure m on m.id = f.measure_id
                    where f.deleted_at is null
                      and {figure})""", Map.of("figure", figure.sql())));
    }

    private static Selection standing(Query query, Selection others, StandingTables known) {
        Function<String, String> with = condition -> Sql.of(
                "c.id in (select st.claim_id from {standings} st where {condition})",
                Map.of("standings", known.standingTable(), "condition", condition));
        Map<String, String> conflicts = Map.of("conflicts", known.conflictTable());
        return others.either(
                        query.trueOrFalse("singleSource"), with.apply("st.origins <= 1"), with.apply("st.origins > 1"))
                .where(
                        with.apply("st.origins >= :originsMin"),
                        "originsMin",
                        query.number("originsMin", 0, MOST_ORIGINS))
                .either(query.trueOrFalse("denied"), with.apply("st.denied"), with.apply("not st.denied"))
                .either(
                        query.trueOrFalse("contradicted"),
                        with.apply("st.contradicted"),
                        with.apply("not st.contradicted"))
                .whereAny(
                        with.apply("st.suggested_status = any(:suggestedStatus)"),
                        "suggestedStatus",
                        query.choices("suggestedStatus", Status.class))
                .whereNone(
                        with.apply("st.suggested_status = any(:notsuggestedStatus)"),
                        "notsuggestedStatus",
                        query.choices("suggestedStatus" + NOT, Status.class))
                .either(
                        query.trueOrFalse(FIGURE_CONFLICT),
                        Sql.of("c.id in (select fc.claim_id from {conflicts} fc)", conflicts),
                        Sql.of("not exists (select from {conflicts} fc where fc.claim_id = c.id)", conflicts));
    }
}
