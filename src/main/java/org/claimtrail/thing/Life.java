package org.claimtrail.thing;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.node.ObjectNode;

/**
 * The life of the things of a kind: they are recorded, changed, deleted, restored and read. What follows says what a kind has
 * of its own: what a body says, and what stands in the way.
 *
 * <p>A change locks the row, reads the present answer, compares tags, writes, and reads again. What belongs to another
 * is found by that as well as by its id.
 */
public abstract class Life<T extends Thing> implements Answers {

    private final Kind<T> kind;
    private final Entities entities;
    private final JdbcClient db;
    private final Clock clock;

    protected Life(Kind<T> kind, Entities entities, JdbcClient db, Clock clock) {
        this.kind = kind;
        this.entities = entities;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Inserts a new thing, as a body says; of its external ids, which are read already, it is asked once more.
     *
     * @param owner what it belongs to, if anything
     * @return its id
     * @throws InvalidInput with every fault of the body
     * @throws Conflict if the record does not allow it
     */
    protected abstract UUID create(@Nullable Owner owner, Fields body, Instant now);

    /**
     * Makes a thing what a body says.
     *
     * @throws InvalidInput with every fault of the body
     * @throws Conflict if the record does not allow it
     */
    protected abstract void revise(@Nullable Owner owner, T present, Fields body, Instant now);

    /** Writes a new row now, and returns its id. */
    protected final UUID insert(T thing, Fields body) {
        thing.identify(ExternalIds.read(body));
        entities.record(thing);
        return thing.id();
    }

    /** @throws Conflict if others refer to it */
    protected void refuseDeleting(T thing) {}

    /** @throws Conflict if it refers to what is deleted, or another has its place by now */
    protected void refuseRestoring(T thing) {}

    /** Whether it belongs to that. */
    protected boolean isOf(UUID owner, T thing) {
        return false;
    }

    @Override
    public Resource resource() {
        return kind.resource();
    }

    @Override
    public Set<Resource> shown() {
        return kind.shown();
    }

    @Override
    public Map<UUID, ObjectNode> live(Collection<UUID> ids) {
        return StoredJson.many(db, kind.many(), ids);
    }

    protected Representation answer(@Nullable Owner owner, UUID id) {
        return StoredJson.one(
                db,
                kind.resource().thing(),
                kind.one(),
                owner == null ? Map.of("id", id) : Map.of("id", id, "owner", owner.id()),
                id);
    }

    protected final Representation recorded(@Nullable Owner owner, ObjectNode body) {
        Fields fields = Fields.of(body);
        // Before the kind's own fields, besides which it takes none.
        ExternalIds.read(fields);
        return answer(owner, create(owner, fields, clock.instant()));
    }

    protected final Representation changed(@Nullable Owner owner, UUID id, IfMatch ifMatch, Edit edit) {
        T thing = lockLive(owner, id);
        Representation present = answer(owner, id);
        ifMatch.check(present);
        Fields fields = edit.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        List<String> externalIds = ExternalIds.read(fields);
        revise(owner, thing, fields, clock.instant());
        thing.identify(externalIds);
        entities.flush();
        return answer(owner, id);
    }

    protected final void deleted(@Nullable Owner owner, UUID id, IfMatch ifMatch) {
        T thing = lockLive(owner, id);
        ifMatch.check(answer(owner, id));
        refuseDeleting(thing);
        thing.delete(clock.instant());
    }

    protected final Representation restored(@Nullable Owner owner, UUID id) {
        T thing = lock(owner, id);
        if (thing.isDeleted()) {
            refuseRestoring(thing);
            thing.restore(clock.instant());
            entities.flush();
        }
        return answer(owner, id);
    }

    protected final T lock(@Nullable Owner owner, UUID id) {
        if (kind.resource().isNamedByClaims()) {
            kind.holdReviewed(db, id);
        }
        return entities.lock(kind.entity(), id)
                .filter(thing -> owner == null || isOf(owner.id(), thing))
                .orElseThrow(() -> new NotRecorded(kind.resource().thing(), id));
    }

    private T lockLive(@Nullable Owner owner, UUID id) {
        T thing = lock(owner, id);
        if (thing.isDeleted()) {
            // Tells what became of it.
            answer(owner, id);
        }
        return thing;
    }
}
