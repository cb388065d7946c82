package org.claimtrail.article;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;
import org.claimtrail.address.AddressRules;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Ids;
import org.claimtrail.source.SourceRef;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the articles that a body names, and creates those that are not there. */
@Component
class ArticleFinder {

    private record ArticleRow(
            UUID id,
            @Nullable String canonicalUrl,
            @Nullable String citation,
            @Nullable String title,
            @Nullable String publishedOn,
            @Nullable UUID publisherId,
            @Nullable String publisher,
            int version) {}

    /** One thing that an article is looked up by: its id, or what one of its addresses stands for, or its citation. */
    private record Wanted(
            int ref,
            @Nullable UUID id,
            @Nullable String document,
            @Nullable String citation) {}

    /**
     * Which articles the documents that are wanted lead to. What is recorded at one ({@code nth} 0) comes before what has it as
     * a further address, and that before what is a probable duplicate.
     */
    private static final String AT = """
            select w.place, 0 as nth, a.id
            from wanted w join article a on a.canonical_url = w.url and a.deleted_at is null
            union all
            select w.place, 1, a.id
            from wanted w
            join article_address x on x.canonical_url = w.url
            join article a on a.id = x.article_id and a.deleted_at is null
            union all
            select w.place, 2, a.id
            from wanted w join article a on a.duplicate_url = w.url and a.deleted_at is null""";

    private final JdbcClient db;
    private final AddressRules addresses;
    private final ArticleMerges merges;
    private final ExternalIds externalIds;
    private final Clock clock;

    ArticleFinder(JdbcClient db, AddressRules addresses, ArticleMerges merges, ExternalIds externalIds, Clock clock) {
        this.db = db;
        this.addresses = addresses;
        this.merges = merges;
        this.externalIds = externalIds;
        this.clock = clock;
    }

    /** Those that are recorded already. A reference that contradicts the article of its id is a fault. */
    Map<ArticleRef, FoundArticle> find(Collection<ArticleRef> refs, Faults faults) {
        Map<ArticleRef, UUID> identified = externalIds.find(
                Resource.ARTICLE,
                refs.stream()
                        .filter(ref -> ref.id() == null && !ref.externalIds().isEmpty())
                        .toList(),
                ArticleRef::pointer,
                ArticleRef::externalIds,
                ArticleRef::isNew,
                faults);
        Map<ArticleRef, ArticleRow> known = known(refs, identified);
        if (!known.keySet().containsAll(identified.keySet())) {
            // What went before it could be kept was deleted or merged.
            return find(refs, faults);
        }
        Map<UUID, String> absences = merges.absences(refs.stream()
                .filter(ref -> ref.id() != null && !known.containsKey(ref))
                .map(ref -> requireNonNull(ref.id()))
                .toList());
        Map<String, UUID> at = at(atOtherAddresses(known));
        Map<ArticleRef, FoundArticle> found = new HashMap<>();
        for (ArticleRef ref : refs) {
            ArticleRow article = known.get(ref);
            if (ref.id() != null && article == null) {
                faults.add(ref.pointer() + "/id", requireNonNull(absences.get(ref.id())));
            }
            if (article != null) {
                if (ref.id() != null) {
                    compare(ref, article, at, faults);
                }
                found.put(ref, new FoundArticle(article.id(), article.version()));
            }
        }
        return found;
    }

    /** The addresses that are given beside an id, and are not the one that the article is recorded at. */
    private List<String> atOtherAddresses(Map<ArticleRef, ArticleRow> known) {
        return known.entrySet().stream()
                .filter(one -> one.getKey().id() != null)
                .filter(one ->
                        !Objects.equals(document(one.getKey()), one.getValue().canonicalUrl()))
                .flatMap(one -> Stream.ofNullable(one.getKey().input().url()))
                .toList();
    }

    /**
     * Creates those that {@link #find} did not find, by one statement in one order, so that two requests cannot wait for
     * each other.
     */
    Map<ArticleRef, FoundArticle> create(Collection<ArticleRef> refs, Map<SourceRef, UUID> publishers) {
        Map<ArticleRef, FoundArticle> found = new HashMap<>();
        for (List<ArticleRef> left = List.copyOf(refs); !left.isEmpty(); ) {
            insert(left, publishers);
            known(left, Map.of())
                    .forEach((ref, article) -> found.put(ref, new FoundArticle(article.id(), article.version())));
            left = left.stream().filter(ref -> !found.containsKey(ref)).toList();
        }
        return found;
    }

    /** The ids of those that were not there yet. */
    List<UUID> insert(List<ArticleRef> refs, Map<SourceRef, UUID> publishers) {
        Map<String, ArticleRef> sorted = new TreeMap<>();
        refs.forEach(ref -> sorted.putIfAbsent(order(ref), ref));
        Map<UUID, ArticleInput> inputs = new HashMap<>();
        Instant now = clock.instant();
        Rows rows = new Rows();
        sorted.values().forEach(ref -> {
            ArticleInput input = ref.input();
            FoldedAddress folded = FoldedAddress.of(addresses, input.url());
            UUID id = Ids.next();
            inputs.put(id, input);
            rows.add()
                    .put("id", id)
                    .put("url", input.url())
                    .put("canonical_url", folded.canonicalUrl())
                    .put("site", folded.site())
                    .put("citation", input.citation())
                    .put("medium", input.medium() == null ? Medium.WEB : input.medium())
                    .put("publisher_id", ref.publisher().map(publishers::get).orElse(null))
                    .put("published_on", input.publishedOn())
                    .put("retrieved_at", input.retrievedAt())
                    .put("language", input.language())
                    .put("archive_url", input.archiveUrl())
                    .put("external_ids", input.externalIds())
                    .put("created_at", now);
        });
        List<UUID> created =
                db.sql("""
                        insert into article (id, revision, url, canonical_url, site, citation, medium, publisher_id,
                            published_on, published_on_earliest, published_on_latest, retrieved_at, language,
                            archive_url, external_ids, current_version, created_at, updated_at)
                        select id, 0, url, canonical_url, site, citation, medium, publisher_id,
                            published_on, published_on_earliest, published_on_latest, retrieved_at, language,
                            archive_url, external_ids, 1, created_at, created_at
                        from json_populate_recordset(null::article, cast(:rows as json)) n
                        where not exists (
                            select from article_address x join article a on a.id = x.article_id and a.deleted_at is null
                            where x.canonical_url = n.canonical_url)
                        on conflict do nothing
                        returning id""").param("rows", rows.json()).query(UUID.class).list();
        if (created.isEmpty()) {
            return created;
        }
        Rows versions = new Rows();
        Rows authors = new Rows();
        Rows further = new Rows();
        for (UUID id : created) {
            ArticleInput input = requireNonNull(inputs.get(id));
            versions.add()
                    .put("article_id", id)
                    .put("title", input.title())
                    .put("body", input.body())
                    .put("sha256", input.body() == null ? null : ArticleVersion.sha256(input.body()))
                    .put("recorded_at", now);
            for (int i = 0; i < input.authors().size(); i++) {
                authors.add()
                        .put("article_id", id)
                        .put("position", i)
                        .put("name", input.authors().get(i));
            }
            List<Address> others = Address.of(addresses, input.addresses());
            for (int i = 0; i < others.size(); i++) {
                further.add()
                        .put("article_id", id)
                        .put("position", i)
                        .put("url", others.get(i).url())
                        .put("canonical_url", others.get(i).canonicalUrl());
            }
        }
        db.sql("""
                        insert into article_version (article_id, version, title, body, sha256, recorded_at)
                        select article_id, 1, title, body, sha256, recorded_at
                        from json_populate_recordset(null::article_version, cast(:rows as json))""").param("rows", versions.json()).update();
        if (!authors.isEmpty()) {
            db.sql("""
                            insert into article_author (article_id, position, name)
                            select article_id, position, name
                            from json_populate_recordset(null::article_author, cast(:rows as json))""").param("rows", authors.json()).update();
        }
        if (!further.isEmpty()) {
            db.sql("""
                            insert into article_address (article_id, position, url, canonical_url)
                            select article_id, position, url, canonical_url
                            from json_populate_recordset(null::article_address, cast(:rows as json))""").param("rows", further.json()).update();
        }
        return created;
    }

    /** What articles are created in the order of, so that two requests cannot wait for each other. */
    private String order(ArticleRef ref) {
        return ref.input().url() != null
                ? "u" + document(ref)
                : "c" + ref.input().citation();
    }

    private @Nullable String document(ArticleRef ref) {
        String url = ref.input().url();
        return url == null ? null : addresses.document(url).value();
    }

    /** Finds the articles and keeps them from being deleted until the transaction ends. */
    private Map<ArticleRef, ArticleRow> known(Collection<ArticleRef> given, Map<ArticleRef, UUID> identified) {
        List<ArticleRef> refs = List.copyOf(given);
        Map<ArticleRef, ArticleRow> known = new HashMap<>();
        Map<ArticleRef, Integer> best = new HashMap<>();
        AtomicBoolean isNewer = new AtomicBoolean();
        if (refs.isEmpty()) {
            return known;
        }
        List<Wanted> wanted = new ArrayList<>();
        for (int i = 0; i < refs.size(); i++) {
            ArticleRef ref = refs.get(i);
            UUID id = ref.id() != null ? ref.id() : identified.get(ref);
            if (id != null) {
                wanted.add(new Wanted(i, id, null, null));
            } else if (ref.input().url() == null && ref.input().citation() != null) {
                wanted.add(new Wanted(i, null, null, ref.input().citation()));
            }
            for (String document : id == null ? documents(ref.input()) : List.<String>of()) {
                wanted.add(new Wanted(i, null, document, null));
            }
        }
        db.sql(Sql.of("""
                        with wanted as (
                            select *
                            from unnest(cast(:ids as uuid[]), cast(:urls as text[]), cast(:citations as text[]))
                                with ordinality w (id, url, citation, place)
                        ), found (place, nth, id) as (
                            select w.place, 0, a.id from wanted w join article a on a.id = w.id
                            union all
                            {at}
                            union all
                            select w.place, 0, a.id
                            from wanted w
                            join article a on a.citation_key = name_key(w.citation) and a.url is null
                                and a.deleted_at is null and a.id = (
                                    select o.id from article o
                                    where o.citation_key = a.citation_key and o.url is null and o.deleted_at is null
                                    order by o.citation = w.citation desc, o.shares_name limit 1)
                        )
                        select f.place, f.nth, a.id, a.canonical_url, a.citation, v.title, a.published_on, a.publisher_id,
                            (select s.name from source s where s.id = a.publisher_id) as publisher, a.current_version,
                            v.version is null as is_newer
                        from found f
                        join article a on a.id = f.id
                        left join article_version v on v.article_id = a.id and v.version = a.current_version
                        where a.deleted_at is null
                        order by a.id
                        for share of a""", Map.of("at", AT)))
                .param("ids", texts(wanted, Wanted::id))
                .param("urls", texts(wanted, Wanted::document))
                .param("citations", texts(wanted, Wanted::citation))
                .query(row -> {
                    isNewer.compareAndSet(false, row.getBoolean("is_newer"));
                    int place = row.getInt("place") * 3 + row.getInt("nth");
                    ArticleRef ref =
                            refs.get(wanted.get(row.getInt("place") - 1).ref());
                    if (place < best.getOrDefault(ref, Integer.MAX_VALUE)) {
                        best.put(ref, place);
                        known.put(
                                ref,
                                new ArticleRow(
                                        row.getObject("id", UUID.class),
                                        row.getString("canonical_url"),
                                        row.getString("citation"),
                                        row.getString("title"),
                                        row.getString("published_on"),
                                        row.getObject("publisher_id", UUID.class),
                                        row.getString("publisher"),
                                        row.getInt("current_version")));
                    }
                });
        // One got another version while it was waited for, which is to be seen from here on.
        return isNewer.get() ? known(refs, identified) : known;
    }

    private static @Nullable String[] texts(List<Wanted> wanted, Function<Wanted, @Nullable Object> value) {
        return wanted.stream()
                .map(value)
                .map(given -> given == null ? null : given.toString())
                .toArray(String[]::new);
    }

    /** @param at where addresses lead to that are not the one that an article is recorded at */
    private void compare(ArticleRef ref, ArticleRow known, Map<String, UUID> at, Faults faults) {
        ArticleInput given = ref.input();
        if (!known.id().equals(at.get(given.url()))) {
            compare(ref, "url", document(ref), known.canonicalUrl(), faults);
        }
        compare(ref, "citation", given.citation(), known.citation(), faults);
        compare(ref, "title", given.title(), known.title(), faults);
        compare(
                ref,
                "publishedOn",
                given.publishedOn() == null ? null : given.publishedOn().text(),
                known.publishedOn(),
                faults);
        ref.publisher().ifPresent(publisher -> {
            compare(ref, "publisher/id", publisher.id(), known.publisherId(), faults);
            compare(ref, "publisher/name", publisher.name(), known.publisher(), faults);
        });
    }

    private static void compare(
            ArticleRef ref, String field, @Nullable Object given, @Nullable Object known, Faults faults) {
        faults.addIfDifferent(ref.pointer() + "/" + field, given, known, "article");
    }

    /** The documents that the addresses of an article stand for, the first of its own. */
    private List<String> documents(ArticleInput input) {
        return Stream.concat(Stream.ofNullable(input.url()), input.addresses().stream())
                .map(url -> addresses.document(url).value())
                .toList();
    }

    /** Which articles addresses lead to, their own or further ones; an address that leads to none is left out. */
    Map<String, UUID> at(List<String> urls) {
        Map<String, UUID> found = new HashMap<>();
        if (urls.isEmpty()) {
            return found;
        }
        db.sql(Sql.of("""
                        with wanted as (
                            select * from unnest(cast(:documents as text[])) with ordinality w (url, place)
                        ), found as (
                            {at}
                        )
                        select distinct on (place) place, id from found order by place, nth, id""", Map.of("at", AT)))
                .param(
                        "documents",
                        urls.stream()
                                .map(url -> addresses.document(url).value())
                                .toArray(String[]::new))
                .query(row -> {
                    found.put(urls.get(row.getInt("place") - 1), row.getObject("id", UUID.class));
                });
        return found;
    }

    /** Which article without an address a citation leads to. */
    Optional<UUID> cited(String citation) {
        return db.sql("""
                        select id from article
                        where citation_key = name_key(:citation) and url is null and deleted_at is null
                        order by citation = :citation desc, shares_name limit 1""").param("citation", citation).query(UUID.class).optional();
    }

    /** Of these versions of articles, those that exist. */
    Set<FoundArticle> versions(Collection<FoundArticle> asked) {
        return new HashSet<>(db.sql("""
                        select v.article_id, v.version
                        from article_version v
                        join unnest(cast(:articles as uuid[]), cast(:versions as int[])) a (id, version)
                            on a.id = v.article_id and a.version = v.version""")
                .param(
                        "articles",
                        Selection.texts(asked.stream().map(FoundArticle::id).toList()))
                .param(
                        "versions",
                        Selection.texts(
                                asked.stream().map(FoundArticle::version).toList()))
                .query((row, n) -> new FoundArticle(row.getObject("article_id", UUID.class), row.getInt("version")))
                .list());
    }
}
