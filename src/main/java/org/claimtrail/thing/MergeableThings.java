package org.claimtrail.thing;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Things of which two can turn out to be one. */
public abstract class MergeableThings<T extends Thing> extends Things<T> {

    private final Merges merges;

    protected MergeableThings(Kind<T> kind, Merges merges, Entities entities, JdbcClient db, Clock clock) {
        super(kind, entities, db, clock);
        this.merges = merges;
    }

    /** Those that probably are recorded twice. */
    public abstract Page duplicates(Query query);

    /** @return what the duplicate was merged into */
    @Transactional
    public Representation merge(UUID duplicate, ObjectNode body) {
        return merges.merge(duplicate, body);
    }

    /** Every merge that the thing had a part in. */
    public Page merges(UUID id, Query query) {
        return merges.list(id, query);
    }

    /** Brings back what was deleted, or takes apart what was merged. */
    @Override
    @Transactional
    public Representation restore(UUID id) {
        // Asked before anything is locked: a merge is undone with locks in an order of its own.
        if (merges.isMerged(id)) {
            return undone(id);
        }
        if (!live(List.of(id)).isEmpty()) {
            return read(id);
        }
        lock(null, id);
        // Where it was merged while it was waited for, it stood when it was asked for.
        return merges.isMerged(id) ? undone(id) : super.restore(id);
    }

    @Override
    protected final Representation answer(@Nullable Owner owner, UUID id) {
        return merges.read(id);
    }

    private Representation undone(UUID id) {
        merges.undo(id);
        return read(id);
    }
}
