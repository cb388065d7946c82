package org.claimtrail.claim;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.ClaimFilters.ClaimSelection;
import org.claimtrail.claim.ClaimWords.Words;
import org.claimtrail.claim.ListedStandings.StandingTables;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Listing.Relevance;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.past.KnownOn;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/** Reads claims with all their parts: a claim by one statement, a page of claims by two. */
@Component
class ClaimQueries {

    /** What the kind of a claim, or of a link, would want and the record does not have. */
    private static final String GAPS = """
            (select coalesce(json_agg(json_build_object('pointer', gap.pointer, 'detail', gap.detail)), '[]')
             from (
                select '/appearances' as pointer, 'A claim wants an appearance: nobody is on record as making it.' as detail
                where not exists (select from appearance p where p.claim_id = c.id and p.deleted_at is null)
                union all
                select '/figures', 'A FIGURE wants a figure.'
                where c.kind = 'FIGURE'
                  and not exists (select from figure f where f.claim_id = c.id and f.deleted_at is null)
                union all
                select '/relations', 'A DENIAL wants a relation DENIES to what it denies.'
                where c.kind = 'DENIAL' and not exists (
                    select from relation r join claim d on d.id = r.to_claim_id
                    where r.from_claim_id = c.id and r.type = 'DENIES'
                      and r.deleted_at is null and d.deleted_at is null)
                union all
                select '/about', 'An ACCUSATION wants those whom it is about.'
                where c.kind = 'ACCUSATION' and not exists (select from claim_about a where a.claim_id = c.id)
                union all
                select '/appearances', 'A QUOTE wants the words: a link with a quote.'
                where c.kind = 'QUOTE' and not exists (
                    select from appearance p join attribution l on l.appearance_id = p.id
                    where p.claim_id = c.id and p.deleted_at is null and l.quote is not null)
                union all
                select '/resolvesBy', 'A PREDICTION wants the day by which it can be checked.'
                where c.kind = 'PREDICTION' and c.resolves_by is null
                union all
                (select '/appearances/' || p.position || '/attribution',
                    'An article without a publisher wants a chain that says who speaks.'
                 from appearance p join article a on a.id = p.article_id
                 where p.claim_id = c.id and p.deleted_at is null and a.publisher_id is null
                   and not exists (select from attribution l where l.appearance_id = p.id)
                 order by p.position)
                union all
                (select '/appearances/' || p.position || '/attribution/' || l.position || '/quote',
                    'A DIRECT link wants the words that were said.'
                 from appearance p join attribution l on l.appearance_id = p.id
                 where p.claim_id = c.id and p.deleted_at is null and l.mode = 'DIRECT' and l.quote is null
                 order by p.position, l.position)
                union all
                (select '/appearances/' || p.position || '/locator/' || part.at, part.says
                 from appearance p
                 cross join lateral (values
                    ('exact', p.excerpt_state = 'NEVER',
                        'The text of the article that it was seen in does not have this excerpt.'),
                    ('start', p.position_differs,
                        'Another text, or none, stands there in the article that it was seen in; positions count Unicode characters.')
                    ) part (at, holds, says)
                 where p.claim_id = c.id and p.deleted_at is null
                   and (p.excerpt_state = 'NEVER' or p.position_differs) and part.holds
                 order by part.at, p.position)
                union all
                (select '/figures/' || f.position || '/measure', 'A figure without a measure cannot be compared.'
                 from figure f
                 where f.claim_id = c.id and f.deleted_at is null and f.measure_id is null
                 order by f.position)
                union all
                (select '/figures/' || f.position || '/unit',
                    '"' || coalesce(f.unit, m.unit) || '" ' || u.why
                        || ': it compares only with what is given in the same words.'
                 from figure f
                 left join measure m on m.id = f.measure_id
                 join public.unread_unit u on u.unit_hash = sha256(convert_to(coalesce(f.unit, m.unit), 'UTF8'))
                 where f.claim_id = c.id and f.deleted_at is null
                   -- Asked once: of most records all units are read.
                   and (select true from public.unread_unit limit 1)
                 order by f.position)
             ) gap)""";

    private static final String OTHER_FIGURE = """
            case when {id} is not null then (
                select json_build_object('id', o.id, 'claim', json_build_object('id', k.id, 'number', k.number))
                from figure o join claim k on k.id = o.claim_id where o.id = {id}) end""";

    private static final String FIGURES = Sql.of(
            """
            coalesce((
                select json_agg(json_build_object(
                    'id', f.id,
                    'measure', case when f.measure_id is not null then (
                        select json_build_object('id', m.id, 'name', m.name, 'unit', m.unit)
                        from measure m where m.id = f.measure_id) end,
                    'asStated', f.as_stated,
                    'qualifier', f.qualifier,
                    'amount', f.amount,
                    'lowerBound', f.lower_bound,
                    'upperBound', f.upper_bound,
                    'unit', f.unit,
                    'period', f.period,
                    'derivedFrom', case when f.derived_from_id is not null then json_build_object(
                        'figure', {derivedFrom}, 'factor', f.factor, 'assumption', f.assumption) end,
                    'alternativeTo', {alternativeTo}) order by f.position)
                from figure f
                where f.claim_id = c.id and f.deleted_at is null), '[]')""",
            Map.of(
                    "derivedFrom",
                    Sql.of(OTHER_FIGURE, Map.of("id", "f.derived_from_id")),
                    "alternativeTo",
                    Sql.of(OTHER_FIGURE, Map.of("id", "f.alternative_to_id"))));

    private static final String APPEARANCES = """
            coalesce((
                select json_agg(json_build_object(
                    'id', p.id,
                    'article', json_build_object(
                        'id', a.id,
                        'url', a.url,
                        'citation', a.citation,
                        'title', v.title,
                        'publishedOn', a.published_on,
                        'publisher', case when a.publisher_id is not null then (
                            select json_build_object('id', s.id, 'name', s.name)
                            from source s where s.id = a.publisher_id) end),
                    'version', p.article_version,
                    'locator', case when coalesce(p.exact, p.fragment) is not null or p.start_offset is not null then
                        json_build_object(
                            'exact', p.exact, 'prefix', p.prefix, 'suffix', p.suffix,
                            'start', p.start_offset, 'end', p.end_offset, 'fragment', p.fragment) end,
                    'attribution', coalesce((
                        select json_agg(json_build_object(
                            'sources', (
                                select json_agg(json_build_object('id', s.id, 'name', s.name) order by x.position)
                                from attribution_source x join source s on s.id = x.source_id
                                where x.attribution_id = l.id),
                            'roleAsStated', l.role_as_stated,
                            'cue', l.cue,
                            'mode', l.mode,
                            'basis', l.basis,
                            'quote', l.quote,
                            'quoteLanguage', l.quote_language,
                            'original', l.original,
                            'originalLanguage', l.original_language,
                            'translator', l.translator,
                            'saidOn', l.said_on,
                            'venue', l.venue) order by l.position)
                        from attribution l where l.appearance_id = p.id), '[]'),
                    'excerptGone', p.excerpt_gone,
                    'excerptState', p.excerpt_state,
                    'excerptGoneSince', p.excerpt_gone_since) order by p.position)
                from appearance p
                join article a on a.id = p.article_id
                join article_version v on v.article_id = a.id and v.version = a.current_version
                where p.claim_id = c.id and p.deleted_at is null), '[]')""";

    private static final String WITH = """
            json_strip_nulls(json_build_object(
                'id', c.id,
                'number', c.number,
                'text', c.text,
                'kind', c.kind,
                'language', c.language,
                'topics', coalesce((
                    select json_agg(t.name order by ct.position)
                    from claim_topic ct join topic t on t.id = ct.topic_id
                    where ct.claim_id = c.id), '[]'),
                'about', coalesce((
                    select json_agg(json_build_object('id', s.id, 'name', s.name) order by ca.position)
                    from claim_about ca join source s on s.id = ca.source_id
                    where ca.claim_id = c.id), '[]'),
                'occurred', c.occurred,
                'resolvesBy', c.resolves_by,
                'place', c.place,
                'status', c.status,
                'stage', c.stage,
                'assignee', c.assignee,
                'figures', {figures},
                'appearances', {appearances},
                'gaps', {gaps},
                'knownOn', claim_as_known(c.id),
                'externalIds', external_ids(c.external_ids),
                'createdAt', rfc3339(c.created_at),
                'updatedAt', rfc3339(c.updated_at){highlights}))""";

    private static final String JSON =
            Sql.of(WITH, Map.of("figures", FIGURES, "appearances", APPEARANCES, "gaps", GAPS, "highlights", ""));

    /** Where what was looked for is found in the texts of a claim. */
    private static final String HIGHLIGHTS = """
            , 'highlights', (
                select coalesce(json_agg(json_build_object('pointer', found.pointer, 'html', found.html)), '[]')
                from (
                    select t.pointer, search.highlighted(w.config, t.text, :words, :beginnings) as html
                    from (select s.config from claim_search s where s.claim_id = c.id) w
                    cross join lateral (
                        select '/text' as pointer, c.text as text
                        union all
                        (select part.pointer, part.text
                         from appearance p
                         join article a on a.id = p.article_id
                         join article_version v on v.article_id = a.id and v.version = a.current_version
                         cross join lateral (values
                            ('/appearances/' || p.position || '/article/title', v.title),
                            ('/appearances/' || p.position || '/locator/exact', p.exact)) part (pointer, text)
                         where p.claim_id = c.id and p.deleted_at is null
                         order by p.position)
                        union all
                        (select part.pointer, part.text
                         from appearance p
                         join attribution l on l.appearance_id = p.id
                         cross join lateral (values
                            ('/appearances/' || p.position || '/attribution/' || l.position || '/quote', l.quote),
                            ('/appearances/' || p.position || '/attribution/' || l.position || '/original', l.original)
                         ) part (pointer, text)
                         where p.claim_id = c.id and p.deleted_at is null
                         order by p.position, l.position)
                    ) t
                    where t.text is not null
                ) found
                where found.html like '%<mark>%')""";

    private static final String SEARCH = "join claim_search s on s.claim_id = c.id";

    private static final Listing LISTING = listing(JSON, StandingTables.STORED);

    private static final String HIGHLIGHTED = Sql.of(
            WITH, Map.of("figures", FIGURES, "appearances", APPEARANCES, "gaps", GAPS, "highlights", HIGHLIGHTS));

    private static final Listing HIGHLIGHTING = listing(HIGHLIGHTED, StandingTables.STORED);

    private static Listing listing(String json, StandingTables known) {
        return new Listing("claim c", "c", json, "-createdAt")
                .sortedBy("createdAt", "c.created_at", "timestamptz")
                .sortedBy("updatedAt", "c.updated_at", "timestamptz")
                .sortedBy("number", "c.number", "bigint")
                .sortedBy("occurred", first("c.occurred_earliest"), last("c.occurred_earliest"), "date")
                .sortedBy(
                        "saidOn", first("s.said_on_earliest"), last("s.said_on_earliest"), "date", SEARCH, "s.claim_id")
                .sortedBy(
                        "publishedOn",
                        first("s.published_on_earliest"),
                        last("s.published_on_earliest"),
                        "date",
                        SEARCH,
                        "s.claim_id")
                .sortedBy(
                        ClaimFilters.BY_ORIGINS,
                        "st.origins",
                        "st.origins",
                        "int",
                        Sql.of("join {standings} st on st.claim_id = c.id", Map.of("standings", known.standingTable())),
                        "st.claim_id")
                .estimating()
                .itemsApart();
    }

    private static String first(String day) {
        return Sql.of("coalesce({day}, 'infinity')", Map.of("day", day));
    }

    private static String last(String day) {
        return Sql.of("coalesce({day}, '-infinity')", Map.of("day", day));
    }

    /** So many matches are ranked all. */
    private static final int MOST_RANKED = 10_000;

    /** Of more, so many of the newest at least. */
    private static final int NEWEST_RANKED = 1_000;

    private static final String ALL = """
            select s.claim_id as id, {rank} as rank, cast(null as boolean) as complete
            from claim_search s{claims}
            where {matching}
            limit {most}""";

    /** That claim {@code c} is of the bucket as its row {@code s} is, so that no others are read where it is joined. */
    private static final String OF_BUCKET =
            " and c.number between search.first_of(b.bucket - 1) and search.first_of(b.bucket) - 1";

    /**
     * From the newest claims down, bucket by bucket, until there are enough. Where these are not all, a sample tells whether
     * there must be more than are all ranked: it has so many that twice as many are to be expected. Were there no more, it would
     * have them once in 10^8 times (binomial distribution: 79, where 39 are expected).
     */
    private static final String NEWEST = """
            with recursive best (bucket, ids, ranks, many) as (
                select search.bucket_of((select max(c.number) from claim c)) + 1, cast('{}' as uuid[]), cast('{}' as real[]), 0
                union all
                select b.bucket - 1, n.ids, n.ranks, b.many + cardinality(n.ids)
                from best b
                cross join lateral (
                    select coalesce(array_agg(m.id), '{}') as ids, coalesce(array_agg(m.rank), '{}') as ranks
                    from (
                        select s.claim_id as id, {rank} as rank
                        from claim_search s{claims}{ofBucket}
                        where s.bucket = b.bucket - 1 and {matching}
                    ) m
                ) n
                where b.bucket > 0 and b.many < {newest}
            )
            select i.id, i.rank, (
                select case
                    when min(b.bucket) = 0 then true
                    when (select count(*) from (
                        select from claim_search s{claims}
                        where search.is_sampled(s.claim_id) and {matching}
                        limit 2 * {most} / search.sampled_of() + 1) m) > 2 * {most} / search.sampled_of() then false
                    end
                from best b) as complete
            from best b
            cross join unnest(b.ids, b.ranks) i (id, rank)""";

    private static final String MANY = Sql.of(
            "select c.id, {json} as json from claim c where c.id = any(cast(:ids as uuid[])) and c.deleted_at is null",
            Map.of("json", JSON));

    private final JdbcClient db;
    private final KeptAnswers kept;

    ClaimQueries(JdbcClient db, KeptAnswers kept) {
        this.db = db;
        this.kept = kept;
    }

    /** The answer of a claim; that of the present is kept for those who ask next. */
    Representation read(ClaimKey key) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return readAnew(key);
        }
        return kept.find(key)
                .or(() -> load(key.condition(), key.value()).stream().findFirst())
                .orElseGet(() -> readAnew(key));
    }

    /** Keeps what live claims that meet a condition on {@code :id} are answered as. */
    private List<Representation> load(String condition, Object id) {
        return db.sql(Sql.of(
                        "select {kept}, {json} as json from claim c where c.deleted_at is null and {condition}",
                        Map.of("kept", KeptAnswers.COLUMNS, "json", JSON, "condition", condition)))
                .param("id", id)
                .query((row, n) -> kept.keep(row))
                .list();
    }

    private Representation readAnew(ClaimKey key) {
        return StoredJson.one(
                db,
                "claim",
                Sql.of(
                        "select c.deleted_at, {json} as json from claim c where {condition}",
                        Map.of("json", JSON, "condition", key.condition())),
                Map.of("id", key.value()),
                key);
    }

    Map<UUID, ObjectNode> live(Collection<UUID> ids) {
        return StoredJson.many(db, MANY, ids);
    }

    /** Those that are live, each as {@link #read(ClaimKey)} has it. */
    Map<UUID, Representation> read(Collection<UUID> ids) {
        return StoredJson.each(db, MANY, ids);
    }

    /** What was just recorded of these, as answers name it; a claim's tag is that of its answer, which is not sent here. */
    Map<UUID, ClaimBatches.Recorded> recorded(Collection<UUID> ids) {
        Map<UUID, ClaimBatches.Recorded> recorded = new HashMap<>();
        db.sql(Sql.of(
                        "select c.id, c.number, sha256(convert_to({json}::text, 'UTF8')) as hash from claim c where c.id = any(cast(:ids as uuid[]))",
                        Map.of("json", JSON)))
                .param("ids", Selection.texts(ids))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    recorded.put(
                            id,
                            new ClaimBatches.Recorded(
                                    id, row.getLong("number"), Representation.etagOf(row.getBytes("hash"))));
                });
        return recorded;
    }

    UUID everRecorded(ClaimKey key) {
        return db.sql(Sql.of(
                        "select c.id from history.claim c where {condition} limit 1",
                        Map.of("condition", key.condition())))
                .param("id", key.value())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NotRecorded("claim", key));
    }

    UUID idOf(ClaimKey key) {
        return db.sql(Sql.of("select c.id from claim c where {condition}", Map.of("condition", key.condition())))
                .param("id", key.value())
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NotRecorded("claim", key));
    }

    /** The id of a claim that is not deleted. */
    UUID liveId(ClaimKey key) {
        return liveId(key, "");
    }

    /** Like {@link #liveId}, and keeps the claim from being changed by others until the transaction ends. */
    UUID holdLive(ClaimKey key) {
        return liveId(key, " for no key update");
    }

    /** Like the other, of several. */
    List<UUID> holdLive(List<ClaimKey> keys) {
        Map<Object, Found> found = new HashMap<>();
        db.sql("""
                        select c.id, c.number, c.deleted_at from claim c
                        where c.id = any(cast(:ids as uuid[])) or c.number = any(cast(:numbers as bigint[]))
                        order by c.id for no key update""")
                .param("ids", valuesOf(UUID.class, keys))
                .param("numbers", valuesOf(Long.class, keys))
                .query(row -> {
                    Found one = new Found(
                            row.getObject("id", UUID.class), row.getObject("deleted_at", OffsetDateTime.class));
                    found.put(one.id(), one);
                    found.put(row.getLong("number"), one);
                });
        return keys.stream()
                .map(key -> Optional.ofNullable(found.get(key.value()))
                        .orElseThrow(() -> new NotRecorded("claim", key))
                        .live(key))
                .toList();
    }

    private static String[] valuesOf(Class<?> type, List<ClaimKey> keys) {
        return keys.stream()
                .map(ClaimKey::value)
                .filter(type::isInstance)
                .map(Object::toString)
                .toArray(String[]::new);
    }

    private record Found(UUID id, @Nullable OffsetDateTime deletedAt) {

        UUID live(ClaimKey key) {
            if (deletedAt != null) {
                throw new Deleted("claim", key, deletedAt.toInstant());
            }
            return id;
        }
    }

    private UUID liveId(ClaimKey key, String lock) {
        return db.sql(Sql.of(
                        "select c.id, c.deleted_at from claim c where {condition}{lock}",
                        Map.of("condition", key.condition(), "lock", lock)))
                .param("id", key.value())
                .query((row, n) ->
                        new Found(row.getObject("id", UUID.class), row.getObject("deleted_at", OffsetDateTime.class)))
                .optional()
                .orElseThrow(() -> new NotRecorded("claim", key))
                .live(key);
    }

    /**
     * A page of the present, of answers that are kept; empty where it has to be read anew, in one state of the record with
     * what else is asked for.
     */
    Optional<Page> listKept(Query query, ClaimSelection selected) {
        if (selected.words() != null
                || query.given().containsKey("highlight")
                || TransactionSynchronizationManager.isActualTransactionActive()) {
            return Optional.empty();
        }
        return LISTING.pageOfKept(
                db,
                query,
                selected.selection(),
                (ids, state) -> kept.find(
                                ids,
                                state,
                                missing -> load("c.id = any(cast(:id as uuid[]))", Selection.texts(missing)))
                        .map(answers -> answers.stream()
                                .map(answer -> new String(answer.json(), StandardCharsets.UTF_8))
                                .toList()));
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Page list(Query query, ClaimSelection selected) {
        Selection selection = selected.selection();
        boolean highlight = query.flag("highlight");
        if (highlight && selected.words() == null) {
            query.fault("highlight", "shows what q looks for: give both.");
        }
        Page page = listing(highlight, selected.known()).page(db, query, selection, relevance(selected));
        return page.total() != null && KnownOn.day().isPresent() ? page.withUndated(undated(selection)) : page;
    }

    private static Listing listing(boolean highlight, StandingTables known) {
        if (known == StandingTables.STORED) {
            return highlight ? HIGHLIGHTING : LISTING;
        }
        return listing(highlight ? HIGHLIGHTED : JSON, known);
    }

    private static @Nullable Relevance relevance(ClaimSelection selected) {
        Words words = selected.words();
        if (words == null) {
            return null;
        }
        Selection others = selected.selection().without(words.condition());
        // Only claims that are not deleted are found by words.
        boolean byWordsAlone = others.without(ClaimFilters.NOT_DELETED).isEmpty();
        String claims = byWordsAlone ? "" : " join claim c on c.id = s.claim_id";
        String matching = Sql.of(
                byWordsAlone ? "{words}" : "{others} and {words}",
                Map.of("others", others.sql(), "words", words.conditionOfRow()));
        return new Relevance(
                Sql.of(
                        ALL,
                        Map.of("rank", words.rank(), "claims", claims, "matching", matching, "most", MOST_RANKED + 1)),
                Sql.of(
                        NEWEST,
                        Map.of(
                                "rank",
                                words.rank(),
                                "claims",
                                claims,
                                "matching",
                                matching,
                                "newest",
                                NEWEST_RANKED,
                                "most",
                                MOST_RANKED,
                                "ofBucket",
                                byWordsAlone ? "" : OF_BUCKET)),
                MOST_RANKED);
    }

    /** The claims of which nobody can say since when they were known, by what the record has of them, dated or not. */
    private long undated(Selection selection) {
        readIn("as_of");
        long undated = db.sql(Sql.of(
                        "select count(*) from claim c where {others} and c.id in (select u.id from known_on.undated_claim u)",
                        Map.of("others", selection.without(ClaimFilters.KNOWN).sql())))
                .params(selection.values())
                .query(Long.class)
                .single();
        readIn("known_on, as_of");
        return undated;
    }

    private void readIn(String path) {
        db.sql("select set_config('search_path', :path, true)")
                .param("path", path)
                .query()
                .singleRow();
    }

    /** When a part of the claim was deleted; empty where there is no such part. */
    Optional<Instant> deletionOf(PartKind kind, UUID claim, UUID part) {
        return db.sql(Sql.of(
                        "select deleted_at from {table} where id = :id and claim_id = :claim",
                        Map.of("table", kind.table())))
                .param("id", part)
                .param("claim", claim)
                .query((row, n) -> Optional.ofNullable(row.getObject("deleted_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .optional()
                .flatMap(deletedAt -> deletedAt);
    }

    /** Puts a deleted part back, behind the others. */
    void restore(PartKind kind, UUID part, int position) {
        db.sql(Sql.of(
                        "update {table} set deleted_at = null, position = :position where id = :id",
                        Map.of("table", kind.table())))
                .param("id", part)
                .param("position", position)
                .update();
    }

    /** Relations of other claims to this one, the first ten. */
    List<Conflict.Other> referrers(UUID claim) {
        return StoredJson.others(db, """
                select distinct 'claim' as type, c.id, 'C-' || c.number as name
                from relation r join claim c on c.id = r.from_claim_id
                where r.to_claim_id = :id and r.deleted_at is null and c.deleted_at is null
                union
                select 'claim', c.id, 'C-' || c.number
                from figure f
                join figure d on (d.derived_from_id = f.id or d.alternative_to_id = f.id) and d.deleted_at is null
                join claim c on c.id = d.claim_id
                where f.claim_id = :id and f.deleted_at is null and c.id <> :id and c.deleted_at is null
                limit 10""", Map.of("id", claim));
    }

    /** Deletes those to which nothing refers, with what they are called elsewhere. */
    List<UUID> withdraw(Collection<UUID> ids, Instant now) {
        return db.sql("""
                        with held as materialized (
                            select id from claim where id = any(cast(:ids as uuid[])) and deleted_at is null
                            order by id for update
                        )
                        update claim c
                        set deleted_at = :now, updated_at = :now, revision = c.revision + 1, external_ids = null
                        from held h
                        where c.id = h.id
                          and not exists (
                            select from relation r join claim o on o.id = r.from_claim_id
                            where r.to_claim_id = c.id and r.deleted_at is null and o.deleted_at is null)
                          and not exists (
                            select from figure f
                            join figure d on (d.derived_from_id = f.id or d.alternative_to_id = f.id) and d.deleted_at is null
                            join claim o on o.id = d.claim_id
                            where f.claim_id = c.id and f.deleted_at is null and o.id <> c.id and o.deleted_at is null)
                        returning c.id""")
                .param("ids", Selection.texts(ids))
                .param("now", Timestamp.from(now))
                .query(UUID.class)
                .list();
    }

    /** What refers to any of these figures, the first ten. */
    List<Conflict.Other> referrersOfFigures(List<UUID> figures) {
        return StoredJson.others(db, """
                select 'figure' as type, f.id, coalesce(f.as_stated, 'C-' || c.number) as name
                from figure f join claim c on c.id = f.claim_id
                where (f.derived_from_id = any(cast(:ids as uuid[])) or f.alternative_to_id = any(cast(:ids as uuid[])))
                  and f.deleted_at is null and c.deleted_at is null
                union
                select 'relation', r.id, r.type || ' by C-' || c.number
                from relation r join claim c on c.id = r.from_claim_id
                where r.figure_id = any(cast(:ids as uuid[])) and r.deleted_at is null and c.deleted_at is null
                limit 10""", Map.of("ids", Selection.texts(figures)));
    }

    /** The topics that a claim is filed under, by what they are called. */
    Map<String, UUID> topics(UUID claim) {
        Map<String, UUID> topics = new HashMap<>();
        db.sql("select t.name, t.id from claim_topic ct join topic t on t.id = ct.topic_id where ct.claim_id = :id")
                .param("id", claim)
                .query(row -> {
                    topics.put(row.getString("name"), row.getObject("id", UUID.class));
                });
        return topics;
    }

    /**
     * What a claim refers to that is deleted, the first ten. What is not stays so until the transaction ends: kept in the
     * order in which whoever records a claim keeps it.
     */
    List<Conflict.Other> deletedReferences(UUID claim) {
        return StoredJson.others(db, """
                with article_kept as materialized (
                    select a.id, coalesce(a.url, a.citation) as name, a.deleted_at from article a
                    where a.id in (
                        select p.article_id from appearance p where p.claim_id = :id and p.deleted_at is null)
                    order by a.id for share
                ), source_kept as materialized (
                    select s.id, s.name, s.deleted_at from source s
                    where s.id in (
                        select a.source_id from claim_about a where a.claim_id = :id
                        union
                        select x.source_id
                        from appearance p
                        join attribution l on l.appearance_id = p.id
                        join attribution_source x on x.attribution_id = l.id
                        where p.claim_id = :id and p.deleted_at is null
                        union
                        select e.provider_id from evidence e where e.claim_id = :id and e.deleted_at is null
                        union
                        select r.reviewer_id from assessment r where r.claim_id = :id and r.deleted_at is null)
                    order by s.id for share
                ), measure_kept as materialized (
                    select m.id, m.name, m.deleted_at from measure m
                    where m.id in (
                        select f.measure_id from figure f where f.claim_id = :id and f.deleted_at is null)
                    order by m.id for share
                ), topic_kept as materialized (
                    select t.id, t.name, t.deleted_at from topic t
                    where t.id in (select ct.topic_id from claim_topic ct where ct.claim_id = :id)
                    order by t.id for share
                ), figure_kept as materialized (
                    select o.id, o.as_stated as name,
                        coalesce(o.deleted_at, case when k.id <> :id then k.deleted_at end) as deleted_at
                    from figure o join claim k on k.id = o.claim_id
                    where o.id in (
                        select unnest(array[f.derived_from_id, f.alternative_to_id])
                        from figure f where f.claim_id = :id and f.deleted_at is null)
                    order by o.id for share
                ), claim_kept as materialized (
                    select c.id, 'C-' || c.number as name, c.deleted_at from claim c
                    where c.id in (
                        select r.to_claim_id from relation r where r.from_claim_id = :id and r.deleted_at is null)
                    order by c.id for share
                )
                select 'article' as type, id, name from article_kept where deleted_at is not null
                union all
                select 'source', id, name from source_kept where deleted_at is not null
                union all
                select 'measure', id, name from measure_kept where deleted_at is not null
                union all
                select 'topic', id, name from topic_kept where deleted_at is not null
                union all
                select 'figure', id, name from figure_kept where deleted_at is not null
                union all
                select 'claim', id, name from claim_kept where deleted_at is not null
                limit 10""", Map.of("id", claim));
    }
}
