package org.claimtrail.files;

import static java.util.Objects.requireNonNull;
import static org.claimtrail.platform.Fields.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.note.Notes;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.PublicRecord;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.Spool.Spooled;
import org.claimtrail.thing.AttachedFiles;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Attaches files to things, and removes them. Their bytes are kept once, by what they are; the thing says which it has, so that
 * its history tells of them. Of a note only its author changes the files, or a reviewer.
 */
@Service
public class KeptFiles {

    /**
     * The bytes of a file.
     *
     * @param tag identifies them
     */
    public record Content(String name, String mediaType, String tag, Resource bytes) {}

    private final FileStore store;
    private final FileKinds kinds;
    private final VirusScanner scanner;
    private final Thumbnails thumbnails;
    private final Sweep sweep;
    private final Claims claims;
    private final Notes notes;
    private final Articles articles;
    private final PublicRecord publicRecord;
    private final FileSettings settings;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Actor actor;
    private final Clock clock;

    KeptFiles(
            FileStore store,
            FileKinds kinds,
            VirusScanner scanner,
            Thumbnails thumbnails,
            Sweep sweep,
            Claims claims,
            Notes notes,
            Articles articles,
            PublicRecord publicRecord,
            FileSettings settings,
            JdbcClient db,
            PlatformTransactionManager transactions,
            Actor actor,
            Clock clock) {
        this.store = store;
        this.kinds = kinds;
        this.scanner = scanner;
        this.thumbnails = thumbnails;
        this.sweep = sweep;
        this.claims = claims;
        this.notes = notes;
        this.articles = articles;
        this.publicRecord = publicRecord;
        this.settings = settings;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.actor = actor;
        this.clock = clock;
    }

    /** Those of a thing, the first one first. */
    public Page list(Place place, Query query) {
        requireLive(place);
        String items = db.sql(Sql.of(
                        "select coalesce({files}, '[]')",
                        Map.of("files", AttachedFiles.of(place.kind().thing(), ":id"))))
                .param("id", place.id())
                .query(String.class)
                .single();
        return Page.of((ArrayNode) Json.mapper().readTree(items), "id", "createdAt", "createdAt", query);
    }

    public Representation read(Place place, UUID file) {
        requireLive(place);
        return one(place, file);
    }

    /**
     * Attaches what came in.
     *
     * @param name what it was called
     * @throws InvalidInput if it is none that is taken
     * @throws Conflict if the thing has it already
     */
    public Representation attach(Place place, @Nullable String name, Spooled file) {
        String called = FileName.of(name);
        FileKinds.Told told = inspected(called, file);
        boolean hasThumbnail = Thumbnails.arePossible(told.mediaType(), file.path());
        sweep.mark();
        return requireNonNull(transaction.execute(status -> {
            Timestamp now = Timestamp.from(clock.instant());
            hold(place);
            refuseMore(place, file.sha256());
            UUID id = Ids.next();
            keep(file);
            db.sql(place.sql("""
                            insert into {thing}_file (id, {thing}_id, name, media_type, name_suggests, bytes, sha256,
                                has_thumbnail, by, created_at{version})
                            select :id, t.id, :name, :mediaType, :nameSuggests, :bytes, :sha256, :hasThumbnail, :by,
                                cast(:now as timestamptz){current}
                            from {thing} t where t.id = :thing"""))
                    .param("id", id)
                    .param("thing", place.id())
                    .param("name", called)
                    .param("mediaType", told.mediaType())
                    .param("nameSuggests", told.nameSuggests())
                    .param("bytes", file.bytes())
                    .param("sha256", file.sha256())
                    .param("hasThumbnail", hasThumbnail)
                    .param("by", actor.name())
                    .param("now", now)
                    .update();
            touch(place, now);
            return one(place, id);
        }));
    }

    private FileKinds.Told inspected(String name, Spooled file) {
        if (file.isTooLarge()) {
            throw refused("must have at most " + FileSettings.told(settings.size()) + ".");
        }
        if (file.bytes() == 0) {
            throw refused("must not be empty.");
        }
        try {
            FileKinds.Told told = kinds.of(file.path(), name);
            scanner.refuseInfected(file.path());
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Who removes what nobody has waits until this transaction has ended, and finds that somebody has it. */
    private void keep(Spooled file) {
        db.sql("select pg_advisory_xact_lock_shared(hashtextextended(:sha256, 0))")
                .param("sha256", file.sha256())
                .query(row -> {});
        try {
            store.put(file.sha256(), file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Transactional
    public void remove(Place place, UUID file, IfMatch ifMatch) {
        hold(place);
        ifMatch.check(one(place, file));
        Timestamp now = Timestamp.from(clock.instant());
        db.sql(place.sql("update {thing}_file set deleted_at = :now where id = :id"))
                .param("now", now)
                .param("id", file)
                .update();
        touch(place, now);
    }

    /** Puts back what was removed. */
    @Transactional
    public Representation restore(Place place, UUID file) {
        hold(place);
        Optional<String> removed = db.sql(
                        place.sql(
                                "select sha256 from {thing}_file where id = :id and {thing}_id = :thing and deleted_at is not null"))
                .param("id", file)
                .param("thing", place.id())
                .query(String.class)
                .optional();
        if (removed.isPresent()) {
            refuseMore(place, removed.get());
            db.sql(place.sql("update {thing}_file set deleted_at = null where id = :id"))
                    .param("id", file)
                    .update();
            touch(place, Timestamp.from(clock.instant()));
        }
        return one(place, file);
    }

    /** As whoever asks may see it; strangers, of the public record. */
    public Content content(Place place, UUID file) {
        ObjectNode told = asCaller(() -> read(place, file)).tree();
        String sha256 = told.get("sha256").stringValue();
        return new Content(
                told.get("name").stringValue(),
                told.get("mediaType").stringValue(),
                sha256,
                required(store.open(sha256), "content of the file", file));
    }

    /** A small picture, where it is one that can be read. */
    public Content thumbnail(Place place, UUID file) {
        ObjectNode told = asCaller(() -> read(place, file)).tree();
        String sha256 = told.get("sha256").stringValue();
        if (!told.get("hasThumbnail").booleanValue()) {
            throw new NotRecorded("thumbnail of the file", file);
        }
        Resource picture = thumbnails
                .of(sha256, told.get("mediaType").stringValue())
                .orElseThrow(() -> new NotRecorded("thumbnail of the file", file));
        return new Content("thumbnail.png", "image/png", sha256 + ".png", picture);
    }

    private static Resource required(Resource bytes, String what, UUID file) {
        if (!bytes.exists()) {
            throw new NotRecorded(what, file);
        }
        return bytes;
    }

    private Representation asCaller(Supplier<Representation> reading) {
        return actor.caller().isEmpty() ? publicRecord.read(reading) : reading.get();
    }

    private Representation one(Place place, UUID file) {
        return StoredJson.one(
                db,
                "file",
                Sql.of(
                        "select f.deleted_at, {json} as json from {thing}_file f where f.id = :id and f.{thing}_id = :thing",
                        Map.of("json", AttachedFiles.JSON, "thing", place.kind().thing())),
                Map.of("id", file, "thing", place.id()),
                file);
    }

    private void requireLive(Place place) {
        switch (place.kind()) {
            case EVIDENCE -> part(place, claims.liveId(given(place.claim())), "");
            case NOTE -> part(place, notes.live(given(place.on())).id(), "");
            case ARTICLE -> requireLiveArticle(place.id(), "");
        }
    }

    /** Holds the thing until the transaction has ended, and what is locked before it. */
    private void hold(Place place) {
        String locking = " for no key update";
        switch (place.kind()) {
            case EVIDENCE -> part(place, claims.lockLive(given(place.claim())), locking);
            case NOTE -> {
                Representation note = part(place, notes.hold(given(place.on())).id(), locking);
                if (!note.tree().path("author").asString("").equals(actor.name())) {
                    actor.require(Role.REVIEWER, "change the files of another's note");
                }
            }
            case ARTICLE -> requireLiveArticle(place.id(), locking);
        }
    }

    /** Without its text, which may be long. */
    private void requireLiveArticle(UUID article, String locking) {
        boolean isLive = db.sql(Sql.of(
                        "select deleted_at is null from article where id = :id{locking}", Map.of("locking", locking)))
                .param("id", article)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (!isLive) {
            // Tells what became of it.
            articles.read(article);
        }
    }

    private Representation part(Place place, UUID owner, String locking) {
        return StoredJson.one(
                db,
                place.kind().thing(),
                Sql.of(
                        """
                        select t.deleted_at, json_build_object('id', t.id, 'author', {author}) as json
                        from {thing} t where t.id = :id and t.{owner} = :owner{locking}""",
                        Map.of(
                                "author",
                                place.kind() == Place.Kind.NOTE ? "t.author" : "null",
                                "thing",
                                place.kind().thing(),
                                "owner",
                                place.kind() == Place.Kind.NOTE ? "on_id" : "claim_id",
                                "locking",
                                locking)),
                Map.of("id", place.id(), "owner", owner),
                place.id());
    }

    private void refuseMore(Place place, String sha256) {
        Conflict.ifAny(
                StoredJson.others(db, place.sql("""
                        select 'file' as type, f.id, f.name from {thing}_file f
                        where f.{thing}_id = :thing and f.sha256 = :sha256 and f.deleted_at is null"""), Map.of("thing", place.id(), "sha256", sha256)),
                Conflict.Reason.DUPLICATE,
                "This file is attached already.");
        long present = db.sql(place.sql(
                        "select count(*) from {thing}_file f where f.{thing}_id = :thing and f.deleted_at is null"))
                .param("thing", place.id())
                .query(Long.class)
                .single();
        if (present >= settings.most()) {
            throw refused("must be one of at most " + settings.most() + ": the "
                    + place.kind().thing() + " has as many files already.");
        }
    }

    private void touch(Place place, Timestamp now) {
        db.sql(place.sql("update {thing} set revision = revision + 1, updated_at = :now where id = :id"))
                .param("now", now)
                .param("id", place.id())
                .update();
    }

    private static InvalidInput refused(String rule) {
        return new InvalidInput(List.of(new Fault("", rule)));
    }
}
