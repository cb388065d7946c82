package org.claimtrail.thing;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Ids;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
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

    /** Absent where nothing is known. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    private @Nullable List<String> externalIds;

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

    /** Says what it is called elsewhere: see {@link ExternalIds}. */
    public void identify(List<String> ids) {
        if (!ids.equals(externalIds == null ? List.of() : externalIds)) {
            externalIds = ids.isEmpty() ? null : List.copyOf(ids);
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
