package org.claimtrail.thing;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;

/** What everything in the record has: an id, a revision, and times of recording, change and deletion. */
@MappedSuperclass
public abstract class Thing {

    @Id
    private UUID id;

    @Version
    private @Nullable Long revision;

    private Instant createdAt;

    private Instant updatedAt;

    private @Nullable Instant deletedAt;

    protected Thing() {}

    protected Thing(Instant now) {
        this.id = Ids.next();
        this.createdAt = now;
        this.updatedAt = now;
    }

    public UUID id() {
        return id;
    }

    public boolean isDeleted() {
        return deletedAt != null;
    }

    /** @throws Deleted if it is deleted */
    public void refuseIfDeleted(String thing) {
        if (deletedAt != null) {
            throw new Deleted(thing, id, deletedAt);
        }
    }

    protected void touch(Instant now) {
        this.updatedAt = now;
    }

    public void delete(Instant now) {
        this.deletedAt = now;
        touch(now);
    }

    public void restore(Instant now) {
        this.deletedAt = null;
        touch(now);
    }
}
