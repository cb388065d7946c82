package org.claimtrail.capture;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.article.Articles;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Sha256;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What articles were recorded from, as it came. Until one is recorded, its bytes are kept for whoever looks at them. */
@Service
public class Snapshots {

    /** For so long somebody may look at what is not recorded yet. */
    private static final Duration LOOKED_AT = Duration.ofDays(1);

    /**
     * The bytes of a document, and how they came.
     *
     * @param name of a file
     * @param address where it was fetched from
     * @param headers of the answer, where it was fetched
     */
    public record Taken(
            byte[] content,
            @Nullable String name,
            @Nullable String address,
            String contentType,
            @Nullable Map<String, String> headers) {}

    private final JdbcClient db;
    private final Articles articles;
    private final Actor actor;
    private final Clock clock;

    Snapshots(JdbcClient db, Articles articles, Actor actor, Clock clock) {
        this.db = db;
        this.articles = articles;
        this.actor = actor;
        this.clock = clock;
    }

    /** Keeps what no article is recorded from yet. */
    @Transactional
    public UUID keep(Taken taken) {
        UUID id = Ids.next();
        db.sql("""
                        insert into article_snapshot (id, account_id, by, name, address, content_type, headers, bytes, sha256,
                            taken_at, content)
                        values (:id, :account, :by, :name, :address, :contentType, cast(:headers as jsonb), :bytes, :sha256,
                            :at, :content)""")
                .param("id", id)
                .param("account", actor.self())
                .param("by", actor.name())
                .param("name", taken.name())
                .param("address", taken.address())
                .param("contentType", taken.contentType())
                .param("headers", taken.headers() == null ? null : json(taken.headers()))
                .param("bytes", taken.content().length)
                .param("sha256", HexFormat.of().formatHex(Sha256.of(taken.content())))
                .param("at", now())
                .param("content", taken.content())
                .update();
        return id;
    }

    private static String json(Map<String, String> headers) {
        ObjectNode json = Json.object();
        // PostgreSQL has no such character.
        headers.forEach((name, value) -> json.put(name, value.replace("\0", "")));
        return json.toString();
    }

    /**
     * Records an article, and what it is from with it.
     *
     * @param snapshot what the caller looked at; absent where there are no bytes
     */
    @Transactional
    public Representation record(ObjectNode body, @Nullable UUID snapshot) {
        Representation recorded = articles.record(body);
        if (snapshot != null) {
            attach(snapshot, UUID.fromString(recorded.id()), 1);
        }
        return recorded;
    }

    /**
     * Records what an article says now, as a newer version, and what it is from with it.
     *
     * @return the version
     */
    @Transactional
    public int recordAgain(UUID article, String text, Taken taken) {
        Representation changed = articles.change(article, IfMatch.ANY, present -> {
            present.remove("note");
            return present.put("body", text).put("retrievedAt", clock.instant().toString());
        });
        int version = changed.tree().get("version").intValue();
        attach(keep(taken), article, version);
        return version;
    }

    /** What an article was last recorded from. */
    public Optional<Document> newest(UUID article) {
        return db.sql("""
                        select s.content, s.address, s.content_type from public.article_snapshot s
                        where s.article_id = :article order by s.version desc, s.id desc limit 1""")
                .param("article", article)
                .query((row, n) -> new Document(row.getBytes(1), row.getString(2), row.getString(3)))
                .optional();
    }

    private void attach(UUID snapshot, UUID article, int version) {
        int attached = db.sql("""
                        update article_snapshot set article_id = :article, version = :version
                        where id = :id and account_id = :account and article_id is null""")
                .param("article", article)
                .param("version", version)
                .param("id", snapshot)
                .param("account", actor.self())
                .update();
        if (attached == 0) {
            throw new InvalidInput(List.of(new Fault(
                    "", "What it was taken from is kept for a day, and is gone: send it again, or fetch it again.")));
        }
    }

    /** Those of an article, and of what was merged into it, the newest first. */
    public Page list(UUID article, Query query) {
        articles.read(article);
        String items = db.sql("""
                        select coalesce(json_agg(json_strip_nulls(json_build_object(
                            'id', s.id,
                            'version', case when s.article_id = :article then s.version end,
                            'takenAt', rfc3339(s.taken_at),
                            'by', s.by,
                            'name', s.name,
                            'address', s.address,
                            'contentType', s.content_type,
                            'headers', s.headers,
                            'bytes', s.bytes,
                            'sha256', s.sha256)) order by s.id), '[]')
                        from public.article_snapshot s
                        where s.article_id in (
                            select a.id from public.article a where :article in (a.id, a.merged_into_id))""").param("article", article).query(String.class).single();
        return Page.of((ArrayNode) Json.mapper().readTree(items), "id", "id", "-id", query);
    }

    /** The bytes of one. */
    public byte[] content(UUID article, UUID snapshot) {
        articles.read(article);
        return db.sql("""
                        select s.content from public.article_snapshot s
                        where s.id = :id and s.article_id in (
                            select a.id from public.article a where :article in (a.id, a.merged_into_id))""")
                .param("id", snapshot)
                .param("article", article)
                .query((row, n) -> row.getBytes(1))
                .optional()
                .orElseThrow(() -> new NotRecorded("snapshot of the article", snapshot));
    }

    /** Whoever looked at something recorded it by now, or never will. */
    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forget() {
        db.sql("delete from article_snapshot where article_id is null and taken_at < :before")
                .param("before", Timestamp.from(clock.instant().minus(LOOKED_AT)))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
