package org.claimtrail.note;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.source.Sources;
import org.claimtrail.thing.AttachedFiles;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Owner;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records, reads and corrects notes on things, as long as these are not deleted. Whoever may write one may resolve any, and open it again; what it says is its
 * author's to change, or a reviewer's.
 */
@Service
public class Notes extends ClaimParts<Notes.Note> {

    private static final String JSON = Sql.of("""
            json_strip_nulls(json_build_object(
                'id', n.id,
                'inReplyTo', case when n.in_reply_to_id is not null then json_build_object('id', n.in_reply_to_id) end,
                'text', n.text,
                'author', n.author,
                'editedAt', rfc3339(n.edited_at),
                'resolved', n.resolved_at is not null,
                'resolvedAt', rfc3339(n.resolved_at),
                'resolvedBy', n.resolved_by,
                'files', {files},
                'externalIds', external_ids(n.external_ids),
                'createdAt', rfc3339(n.created_at),
                'updatedAt', rfc3339(n.updated_at)))""", Map.of("files", AttachedFiles.of("note", "n.id")));

    private static final Kind<Note> KIND = new Kind<>(Resource.NOTE, Note.class, "n", JSON);

    private static final Listing LISTING = KIND.listing("createdAt")
            .sortedBy("createdAt", "n.created_at", "timestamptz")
            .sortedBy("updatedAt", "n.updated_at", "timestamptz");

    /** With what they are on. */
    private static final Listing OF_ALL = new Listing(
                    "note n left join claim c on c.id = n.claim_id",
                    "n",
                    Sql.of("""
                            json_strip_nulls(json_build_object(
                                'on', {on},
                                'claim', case when c.id is not null then
                                    json_build_object('id', c.id, 'number', c.number, 'text', c.text) end,
                                'note', {note}))""", Map.of("on", Noted.namedJson("n"), "note", JSON)),
                    "-createdAt")
            .sortedBy("createdAt", "n.created_at", "timestamptz");

    private final Claims claims;
    private final Sources sources;
    private final Articles articles;
    private final ExternalIds externalIds;
    private final Actor actor;
    private final JdbcClient db;

    Notes(
            Claims claims,
            Sources sources,
            Articles articles,
            ExternalIds externalIds,
            Actor actor,
            Entities entities,
            JdbcClient db,
            Clock clock) {
        super(KIND, claims, entities, db, clock);
        this.claims = claims;
        this.sources = sources;
        this.articles = articles;
        this.externalIds = externalIds;
        this.actor = actor;
        this.db = db;
    }

    public Page list(NotePlace place, Query query) {
        return list(live(place).id(), query);
    }

    public Representation read(NotePlace place, UUID id) {
        return answer(live(place), id);
    }

    @Transactional
    public Representation record(NotePlace place, ObjectNode body) {
        return recorded(hold(place), body);
    }

    @Transactional
    public Representation change(NotePlace place, UUID id, IfMatch ifMatch, Edit edit) {
        return changed(hold(place), id, ifMatch, edit);
    }

    @Transactional
    public void delete(NotePlace place, UUID id, IfMatch ifMatch) {
        deleted(hold(place), id, ifMatch);
    }

    @Transactional
    public Representation restore(NotePlace place, UUID id) {
        return restored(hold(place), id);
    }

    /** What notes are on, which is not deleted, nor is the claim that it belongs to. */
    public Owner live(NotePlace place) {
        ClaimKey claim = place.claim();
        return owner(place, claim == null ? null : claims.liveId(claim), "");
    }

    /** Likewise; it stays so until the transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Owner hold(NotePlace place) {
        ClaimKey claim = place.claim();
        return owner(place, claim == null ? null : claims.lockLive(claim), " for share");
    }

    private Owner owner(NotePlace place, @Nullable UUID claim, String locking) {
        if (place.kind() == Resource.CLAIM) {
            return Owner.ofClaim(given(claim));
        }
        UUID id = given(place.id());
        boolean isLive = db.sql(Sql.of(
                        "select deleted_at is null from {table} where id = :id{ofClaim}{locking}",
                        Map.of(
                                "table",
                                place.kind().table(),
                                "ofClaim",
                                claim == null ? "" : " and claim_id = :claim",
                                "locking",
                                locking)))
                .param("id", id)
                .param("claim", claim)
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (!isLive) {
            refuse(place, claim);
        }
        return new Owner(place.kind(), id, claim);
    }

    /** Tells what became of it. */
    private void refuse(NotePlace place, @Nullable UUID claim) {
        UUID id = given(place.id());
        switch (place.kind()) {
            case SOURCE -> sources.read(id);
            case ARTICLE -> articles.read(id);
            default ->
                StoredJson.one(
                        db,
                        place.kind().thing(),
                        "select deleted_at, '{}' as json from assessment where id = :id and claim_id = :claim",
                        Map.of("id", id, "claim", given(claim)),
                        id);
        }
    }

    /** What a note is on that is recorded, whatever became of either. */
    public NotePlace placeOf(UUID note) {
        return db.sql("select claim_id, source_id, article_id, assessment_id from note where id = :id")
                .param("id", note)
                .query((row, n) -> {
                    UUID claim = row.getObject("claim_id", UUID.class);
                    UUID assessment = row.getObject("assessment_id", UUID.class);
                    UUID source = row.getObject("source_id", UUID.class);
                    if (claim == null) {
                        return source == null
                                ? new NotePlace(Resource.ARTICLE, null, row.getObject("article_id", UUID.class))
                                : new NotePlace(Resource.SOURCE, null, source);
                    }
                    return assessment == null
                            ? NotePlace.ofClaim(ClaimKey.of(claim))
                            : new NotePlace(Resource.ASSESSMENT, ClaimKey.of(claim), assessment);
                })
                .optional()
                .orElseThrow(() -> new NotRecorded(Resource.NOTE.thing(), note));
    }

    /** What notes are on that is recorded and is no claim, whatever became of it. */
    public NotePlace place(Resource kind, UUID id) {
        if (kind != Resource.ASSESSMENT) {
            return new NotePlace(kind, null, id);
        }
        UUID claim = db.sql("select claim_id from assessment where id = :id")
                .param("id", id)
                .query(UUID.class)
                .optional()
                .orElseThrow(() -> new NotRecorded(kind.thing(), id));
        return new NotePlace(kind, ClaimKey.of(claim), id);
    }

    /** Those on assessments of a claim, by the ids of these, the first ones first. */
    public Map<String, List<Representation>> onAssessments(UUID claim) {
        Map<String, List<Representation>> found = new HashMap<>();
        db.sql(Sql.of("""
                        select n.on_id, {json}::text as json from note n
                        where n.claim_id = :claim and n.assessment_id is not null and n.deleted_at is null
                        order by n.created_at, n.id""", Map.of("json", JSON))).param("claim", claim).query(row -> {
            found.computeIfAbsent(row.getString("on_id"), none -> new ArrayList<>())
                    .add(Representation.of(row.getString("json")));
        });
        return found;
    }

    @Override
    protected Page list(UUID owner, Query query) {
        Selection selection = new Selection()
                .where("n.on_id = :owner", "owner", Optional.of(owner))
                .where("n.deleted_at is null")
                .either(query.trueOrFalse("resolved"), "n.resolved_at is not null", "n.resolved_at is null")
                .whereAny("n.in_reply_to_id = any(cast(:inReplyTo as uuid[]))", "inReplyTo", query.ids("inReplyTo"));
        return LISTING.page(db, query, ExternalIds.filter(selection, Resource.NOTE, "n", query));
    }

    @Override
    protected String ofClaim() {
        return "n.on_id = w.id";
    }

    /** Open notes, on whichever things, that mention somebody as {@code @NAME}: the caller where nobody is named. */
    public Page mentioning(Query query) {
        Selection selection = new Selection()
                .where("n.deleted_at is null and n.resolved_at is null")
                .where(Noted.isLive("n"))
                .where(
                        "mentioned(n.text) @> array[account_key(:mentioned)]",
                        "mentioned",
                        query.text("account").or(() -> Optional.of(actor.name())));
        return OF_ALL.page(db, query, selection);
    }

    @Override
    protected boolean isOf(UUID owner, Note note) {
        return note.isOn(owner);
    }

    @Override
    protected Note write(Owner owner, @Nullable Note present, Fields body, Instant now) {
        Note.Input input = Note.Input.read(body, present == null);
        UUID answered = input.inReplyTo() == null ? null : answered(owner, input.inReplyTo(), body);
        body.faults().throwIfAny();
        if (present == null) {
            return new Note(owner, input, answered, actor.name(), now);
        }
        if (!present.says(input.text())) {
            requireOwn(present, "edit the note of another");
        }
        present.revise(input, actor.name(), now);
        return present;
    }

    @Override
    protected void refuseDeleting(Note note) {
        requireOwn(note, "delete the note of another");
        Conflict.ifAny(
                StoredJson.others(db, """
                select 'note' as type, n.id, left(n.text, 100) as name
                from note n
                where n.in_reply_to_id = :id and n.deleted_at is null
                limit 10""", Map.of("id", note.id())),
                Conflict.Reason.REFERENCED,
                "Other notes answer this one: it cannot be deleted.");
    }

    @Override
    protected void refuseRestoring(Note note) {
        requireOwn(note, "restore the note of another");
        // What it answers is held, so that nobody deletes it meanwhile.
        Conflict.ifAny(
                StoredJson.others(db, """
                with answered as materialized (
                    select n.id, n.text, n.deleted_at from note n
                    where n.id = (select a.in_reply_to_id from note a where a.id = :id)
                    for share)
                select 'note' as type, id, left(text, 100) as name from answered where deleted_at is not null""", Map.of("id", note.id())),
                Conflict.Reason.REFERS_TO_DELETED,
                "What it answers is deleted: restore that first.");
    }

    private void requireOwn(Note note, String what) {
        if (!note.isBy(actor.name())) {
            actor.require(Role.REVIEWER, what);
        }
    }

    private @Nullable UUID answered(Owner owner, Note.Ref ref, Fields body) {
        UUID id = ref.id() != null
                ? ref.id()
                : externalIds
                        .find(
                                Resource.NOTE,
                                List.of(ref),
                                Note.Ref::pointer,
                                Note.Ref::externalIds,
                                one -> one.externalIds().isEmpty(),
                                body.faults())
                        .get(ref);
        if (id != null && !keepLive(owner, id)) {
            body.fault("inReplyTo", "is not a note on this " + owner.kind().thing() + ".");
        }
        return id;
    }

    /** Whether there is such a note on the thing, which then stays until the transaction ends. */
    private boolean keepLive(Owner owner, UUID note) {
        return db.sql("select id from note where id = :id and on_id = :owner and deleted_at is null for share")
                .param("id", note)
                .param("owner", owner.id())
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** What somebody at the desk says about a thing, to others there. It may answer another one, which may answer another. */
    @Entity(name = "Note")
    static class Note extends Thing {

        /** A note as a body names it: by id, or by what it is called elsewhere. */
        record Ref(String pointer, @Nullable UUID id, List<String> externalIds) {

            static Ref read(Fields body) {
                Ref ref = new Ref(body.pointer(), body.id("id"), ExternalIds.read(body));
                if (!body.has("externalIds")) {
                    body.required("id", ref.id);
                }
                body.done();
                return ref;
            }
        }

        /** A note as a body gives it. What a note answers is said when it is recorded, and stays. */
        record Input(@Nullable String text, @Nullable Ref inReplyTo, boolean resolved) {

            static Input read(Fields body, boolean isNew) {
                Ref answered = isNew ? body.object("inReplyTo", Ref::read) : null;
                Input input = new Input(body.requiredText("text"), answered, body.flag("resolved"));
                if (!isNew) {
                    body.readOnly("inReplyTo");
                }
                body.readOnly(
                        "id", "files", "author", "editedAt", "resolvedAt", "resolvedBy", "createdAt", "updatedAt");
                body.done();
                return input;
            }
        }

        /** That of an assessment that it is on, too. */
        private @Nullable UUID claimId;

        private @Nullable UUID sourceId;
        private @Nullable UUID articleId;
        private @Nullable UUID assessmentId;
        private @Nullable UUID inReplyToId;
        private String text;
        private String author;
        private @Nullable Instant editedAt;
        private @Nullable Instant resolvedAt;
        private @Nullable String resolvedBy;

        protected Note() {}

        Note(Owner owner, Input input, @Nullable UUID answered, String author, Instant now) {
            super(now);
            claimId = owner.claim();
            switch (owner.kind()) {
                case SOURCE -> sourceId = owner.id();
                case ARTICLE -> articleId = owner.id();
                case ASSESSMENT -> assessmentId = owner.id();
                default -> {}
            }
            this.author = author;
            inReplyToId = answered;
            text = given(input.text());
            resolve(input.resolved(), author, now);
        }

        void revise(Input input, String by, Instant now) {
            if (!says(input.text())) {
                text = given(input.text());
                editedAt = now;
            }
            resolve(input.resolved(), by, now);
            touch(now);
        }

        private void resolve(boolean resolved, String by, Instant now) {
            if (resolved != (resolvedAt != null)) {
                resolvedAt = resolved ? now : null;
                resolvedBy = resolved ? by : null;
            }
        }

        boolean says(@Nullable String other) {
            return text.equals(other);
        }

        boolean isBy(String account) {
            return author.equals(account);
        }

        boolean isOn(UUID thing) {
            return Stream.of(assessmentId, claimId, sourceId, articleId)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .filter(thing::equals)
                    .isPresent();
        }
    }
}
