package org.claimtrail.thing;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects things that stand by themselves. */
public abstract class Things<T extends Thing> extends Life<T> {

    protected Things(Kind<T> kind, Entities entities, JdbcClient db, Clock clock) {
        super(kind, entities, db, clock);
    }

    protected abstract UUID create(Fields body, Instant now);

    protected abstract void revise(T present, Fields body, Instant now);

    @Override
    protected final UUID create(@Nullable Owner owner, Fields body, Instant now) {
        return create(body, now);
    }

    @Override
    protected final void revise(@Nullable Owner owner, T present, Fields body, Instant now) {
        revise(present, body, now);
    }

    public abstract Page list(Query query);

    /** Which of them the filters of a list select: conditions on what its SQL calls by the first letter of its table. */
    public abstract Selection selected(Query query);

    public Representation read(UUID id) {
        return answer(null, id);
    }

    @Transactional
    public Representation record(ObjectNode body) {
        return recorded(null, body);
    }

    @Transactional
    public Representation change(UUID id, IfMatch ifMatch, Edit edit) {
        return changed(null, id, ifMatch, edit);
    }

    @Transactional
    public void delete(UUID id, IfMatch ifMatch) {
        deleted(null, id, ifMatch);
    }

    @Transactional
    public Representation restore(UUID id) {
        return restored(null, id);
    }
}
