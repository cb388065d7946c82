package org.claimtrail.claim;

import jakarta.persistence.Entity;
import java.time.Instant;
import java.util.UUID;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Recorded;
import org.jspecify.annotations.Nullable;

/** What somebody at the desk says about a claim, to others there. It may answer another one, which may answer another. */
@Entity
class Note extends Recorded {

    /** A note as a body gives it. What a note answers is said when it is recorded, and stays. */
    record Input(@Nullable String text, @Nullable UUID inReplyTo, boolean resolved) {

        static Input read(Fields body, boolean isNew) {
            UUID answered = isNew ? body.object("inReplyTo", Input::readNote) : null;
            Input input = new Input(body.requiredText("text"), answered, body.flag("resolved"));
            if (!isNew) {
                body.readOnly("inReplyTo");
            }
            body.readOnly("id", "author", "editedAt", "resolvedAt", "resolvedBy", "createdAt", "updatedAt");
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
        text = input.text();
        resolve(input.resolved(), author, now);
    }

    void revise(Input input, String by, Instant now) {
        if (!says(input.text())) {
            text = input.text();
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
