package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import jakarta.persistence.Entity;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Role;
import org.claimtrail.thing.AttachedFiles;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Thing;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Records, reads and corrects notes on claims. Whoever may write one may resolve any, and open it again; what it says is its
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

    /** With the claims that they are on. */
    private static final Listing OF_ALL_CLAIMS = new Listing(
                    "note n join claim c on c.id = n.claim_id", "n", Sql.of("""
                            json_build_object(
                                'claim', json_build_object('id', c.id, 'number', c.number, 'text', c.text),
                                'note', {note})""", Map.of("note", JSON)), "-createdAt")
            .sortedBy("createdAt", "n.created_at", "timestamptz");

    private final Actor actor;
    private final JdbcClient db;

    Notes(Claims claims, Actor actor, Entities entities, JdbcClient db, Clock clock) {
        super(KIND, claims, entities, db, clock);
        this.actor = actor;
        this.db = db;
    }

    @Override
    protected Page list(UUID claim, Query query) {
        Selection selection = new Selection()
                .where("n.claim_id = :claim", "claim", Optional.of(claim))
                .where("n.deleted_at is null")
                .either(query.trueOrFalse("resolved"), "n.resolved_at is not null", "n.resolved_at is null")
                .whereAny("n.in_reply_to_id = any(cast(:inReplyTo as uuid[]))", "inReplyTo", query.ids("inReplyTo"));
        return LISTING.page(db, query, ExternalIds.filter(selection, Resource.NOTE, "n", query));
    }

    /** Open notes, on whichever claims, that mention somebody as {@code @NAME}: the caller where nobody is named. */
    public Page mentioning(Query query) {
        Selection selection = new Selection()
                .where("n.deleted_at is null and n.resolved_at is null and c.deleted_at is null")
                .where(
                        "mentioned(n.text) @> array[account_key(:mentioned)]",
                        "mentioned",
                        query.text("account").or(() -> Optional.of(actor.name())));
        return OF_ALL_CLAIMS.page(db, query, selection);
    }

    @Override
    protected boolean isOf(UUID claim, Note note) {
        return note.isOf(claim);
    }

    @Override
    protected Note write(UUID claim, @Nullable Note present, Fields body, Instant now) {
        Note.Input input = Note.Input.read(body, present == null);
        if (input.inReplyTo() != null && !keepLive(claim, input.inReplyTo())) {
            body.fault("inReplyTo", "is not a note on this claim.");
        }
        body.faults().throwIfAny();
        if (present == null) {
            return new Note(claim, input, actor.name(), now);
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

    /** Whether there is such a note on the claim, which then stays until the transaction ends. */
    private boolean keepLive(UUID claim, UUID note) {
        return db.sql("select id from note where id = :id and claim_id = :claim and deleted_at is null for share")
                .param("id", note)
                .param("claim", claim)
                .query(UUID.class)
                .optional()
                .isPresent();
    }

    /** What somebody at the desk says about a claim, to others there. It may answer another one, which may answer another. */
    @Entity(name = "Note")
    static class Note extends Thing {

        /** A note as a body gives it. What a note answers is said when it is recorded, and stays. */
        record Input(@Nullable String text, @Nullable UUID inReplyTo, boolean resolved) {

            static Input read(Fields body, boolean isNew) {
                UUID answered = isNew ? body.object("inReplyTo", Input::readNote) : null;
                Input input = new Input(body.requiredText("text"), answered, body.flag("resolved"));
                if (!isNew) {
                    body.readOnly("inReplyTo");
                }
                body.readOnly(
                        "id", "files", "author", "editedAt", "resolvedAt", "resolvedBy", "createdAt", "updatedAt");
                body.done();
                return input;
            }

            private static @Nullable UUID readNote(Fields body) {
                UUID id = body.required("id", body.id("id"));
                body.done();
                return id;
            }
        }

        private UUID claimId;
        private @Nullable UUID inReplyToId;
        private String text;
        private String author;
        private @Nullable Instant editedAt;
        private @Nullable Instant resolvedAt;
        private @Nullable String resolvedBy;

        protected Note() {}

        Note(UUID claimId, Input input, String author, Instant now) {
            super(now);
            this.claimId = claimId;
            this.author = author;
            inReplyToId = input.inReplyTo();
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

        boolean isOf(UUID claim) {
            return claimId.equals(claim);
        }
    }
}
