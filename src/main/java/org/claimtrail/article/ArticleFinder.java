package org.claimtrail.article;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.CanonicalUrl;
import org.claimtrail.platform.Edtf;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Ids;
import org.claimtrail.source.SourceRef;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the articles that a body names, and creates those that are not there. */
@Component
class ArticleFinder {

    private record Known(
            UUID id,
            @Nullable String canonicalUrl,
            @Nullable String citation,
            @Nullable String title,
            @Nullable String publishedOn,
            @Nullable UUID publisherId,
            @Nullable String publisher,
            int version) {}

    private final JdbcClient db;
    private final Clock clock;

    ArticleFinder(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Those that are recorded already. A reference that contradicts the article of its id is a fault. */
    Map<ArticleRef, FoundArticle> find(Collection<ArticleRef> refs, Faults faults) {
        Map<ArticleRef, FoundArticle> found = new HashMap<>();
        for (ArticleRef ref : refs) {
            Optional<Known> known = known(ref);
            if (ref.id() != null && known.isEmpty()) {
                faults.add(ref.pointer() + "/id", "is not the id of an article that is recorded here.");
            }
            known.ifPresent(article -> {
                if (ref.id() != null) {
                    compare(ref, article, faults);
                }
                found.put(ref, new FoundArticle(article.id(), article.version()));
            });
        }
        return found;
    }

    /** Creates those that {@link #find} did not find. */
    Map<ArticleRef, FoundArticle> create(Collection<ArticleRef> refs, Map<SourceRef, UUID> publishers) {
        Map<ArticleRef, FoundArticle> created = new HashMap<>();
        refs.stream().sorted(Comparator.comparing(ArticleRef::order)).forEach(ref -> {
            created.put(ref, create(ref, ref.publisher().map(publishers::get).orElse(null)));
        });
        return created;
    }

    private FoundArticle create(ArticleRef ref, @Nullable UUID publisher) {
        ArticleInput input = ref.input();
        UUID id = Ids.next();
        Timestamp now = Timestamp.from(clock.instant());
        Edtf publishedOn = input.publishedOn();
        int created = db.sql("""
                        insert into article (id, revision, url, canonical_url, citation, medium, publisher_id,
                            published_on, published_on_earliest, published_on_latest, retrieved_at, language,
                            archive_url, current_version, created_at, updated_at)
                        values (:id, 0, :url, :canonicalUrl, :citation, :medium, :publisher,
                            :publishedOn, :earliest, :latest, :retrievedAt, :language,
                            :archiveUrl, 1, :now, :now)
                        on conflict do nothing""")
                .param("id", id)
                .param("url", input.url())
                .param("canonicalUrl", ref.canonicalUrl())
                .param("citation", input.citation())
                .param("medium", (input.medium() == null ? Medium.WEB : input.medium()).name())
                .param("publisher", publisher)
                .param("publishedOn", publishedOn == null ? null : publishedOn.text())
                .param("earliest", publishedOn == null ? null : publishedOn.earliest())
                .param("latest", publishedOn == null ? null : publishedOn.latest())
                // Not as a Timestamp, which counts the days before 1582 by another calendar.
                .param(
                        "retrievedAt",
                        input.retrievedAt() == null ? null : input.retrievedAt().atOffset(ZoneOffset.UTC))
                .param("language", input.language())
                .param("archiveUrl", input.archiveUrl())
                .param("now", now)
                .update();
        if (created == 0) {
            Known known = known(ref).orElseThrow();
            return new FoundArticle(known.id(), known.version());
        }
        db.sql("""
                        insert into article_version (article_id, version, title, body, sha256, recorded_at)
                        values (:id, 1, :title, :body, :sha256, :now)""")
                .param("id", id)
                .param("title", input.title())
                .param("body", input.body())
                .param("sha256", input.body() == null ? null : ArticleVersion.sha256(input.body()))
                .param("now", now)
                .update();
        for (int i = 0; i < input.authors().size(); i++) {
            db.sql("insert into article_author (article_id, position, name) values (:id, :position, :name)")
                    .param("id", id)
                    .param("position", i)
                    .param("name", input.authors().get(i))
                    .update();
        }
        return new FoundArticle(id, 1);
    }

    /** Finds the article and keeps it from being deleted until the transaction ends. */
    private Optional<Known> known(ArticleRef ref) {
        String by;
        Object value;
        if (ref.id() != null) {
            by = "a.id = :value";
            value = ref.id();
        } else if (ref.canonicalUrl() != null) {
            by = "a.canonical_url = :value";
            value = ref.canonicalUrl();
        } else if (ref.input().citation() != null) {
            by = "a.citation_key = name_key(:value) and a.url is null";
            value = ref.input().citation();
        } else {
            return Optional.empty();
        }
        return db.sql("""
                        select a.id, a.canonical_url, a.citation, v.title, a.published_on, a.publisher_id,
                            (select s.name from source s where s.id = a.publisher_id) as publisher, a.current_version
                        from article a
                        join article_version v on v.article_id = a.id and v.version = a.current_version
                        where %s and a.deleted_at is null
                        for share of a""".formatted(by))
                .param("value", value)
                .query((row, n) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("canonical_url"),
                        row.getString("citation"),
                        row.getString("title"),
                        row.getString("published_on"),
                        row.getObject("publisher_id", UUID.class),
                        row.getString("publisher"),
                        row.getInt("current_version")))
                .optional();
    }

    private static void compare(ArticleRef ref, Known known, Faults faults) {
        ArticleInput given = ref.input();
        compare(ref, "url", ref.canonicalUrl(), known.canonicalUrl(), faults);
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

    Optional<UUID> otherAt(@Nullable String url, @Nullable String citation) {
        return db.sql(
                        url != null
                                ? "select id from article where canonical_url = :value and deleted_at is null"
                                : "select id from article where citation_key = name_key(:value) and url is null and deleted_at is null")
                .param("value", url != null ? CanonicalUrl.of(url).value() : citation)
                .query(UUID.class)
                .optional();
    }

    /** Of the given articles, the ids of the versions that exist. */
    boolean hasVersion(UUID article, int version) {
        return db.sql("select exists (select from article_version where article_id = :id and version = :version)")
                .param("id", article)
                .param("version", version)
                .query(Boolean.class)
                .single();
    }
}
