package org.claimtrail.source;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects sources. */
@Service
public class Sources {

    private final SourceRepository repository;
    private final SourceQueries queries;
    private final SourceFinder finder;
    private final SourceMerges merges;
    private final Clock clock;

    Sources(SourceRepository repository, SourceQueries queries, SourceFinder finder, SourceMerges merges, Clock clock) {
        this.repository = repository;
        this.queries = queries;
        this.finder = finder;
        this.merges = merges;
        this.clock = clock;
    }

    public Page list(Query query) {
        return queries.list(query);
    }

    /** Those of these sources that stand, as they are answered. */
    public Map<UUID, ObjectNode> standing(Collection<UUID> ids) {
        return queries.standing(ids);
    }

    public Representation read(UUID id) {
        return queries.read(id);
    }

    @Transactional
    public Representation record(ObjectNode body) {
        Fields fields = Fields.of(body);
        SourceInput input = SourceInput.read(fields);
        Map<SourceRef, UUID> wholes = wholes(input, fields.faults());
        fields.faults().throwIfAny();
        refuseTakenName(input, null);
        Source source = repository.saveAndFlush(new Source(input, wholes, clock.instant()));
        return queries.read(source.id());
    }

    @Transactional
    public Representation change(UUID id, IfMatch ifMatch, Change change) {
        Source source = lock(id);
        Representation present = queries.read(id);
        ifMatch.check(present);
        Fields fields = change.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        SourceInput input = SourceInput.read(fields);
        Map<SourceRef, UUID> wholes = wholes(input, fields.faults());
        fields.faults().throwIfAny();
        refuseTakenName(input, id);
        if (input.kind() != SourceKind.UNNAMED) {
            queries.forgetArticle(id);
        }
        source.revise(input, wholes, clock.instant());
        repository.flush();
        return queries.read(id);
    }

    @Transactional
    public void delete(UUID id, IfMatch ifMatch) {
        Source source = lock(id);
        ifMatch.check(queries.read(id));
        Conflict.ifAny(
                queries.referrers(id),
                Conflict.Reason.REFERENCED,
                source.name() + " is referred to: it cannot be deleted.");
        source.delete(clock.instant());
    }

    /** Brings back what was deleted, or takes apart what was merged. */
    @Transactional
    public Representation restore(UUID id) {
        // Asked before anything is locked: a merge is undone with locks in an order of its own.
        if (merges.isMerged(id)) {
            return merges.undo(id);
        }
        return queries.stands(id) ? queries.read(id) : restoreDeleted(id);
    }

    private Representation restoreDeleted(UUID id) {
        Source source = repository.lock(id).orElseThrow(() -> new NotRecorded("source", id));
        if (merges.isMerged(id)) {
            // Merged while it was waited for: when it was asked for, it stood.
            return merges.undo(id);
        }
        Conflict.ifAny(
                queries.deletedWholes(id),
                Conflict.Reason.REFERS_TO_DELETED,
                source.name() + " is part of something deleted: restore that first.");
        if (source.isDeleted()) {
            source.restore(clock.instant());
            repository.flush();
        }
        return queries.read(id);
    }

    /**
     * The ids of sources that bodies name and that are recorded already; they stay so until the transaction ends. Names that
     * only an article can tell are left out: see {@link #findWithin}.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<SourceRef, UUID> find(Collection<SourceRef> refs, Faults faults) {
        return finder.named(refs, faults);
    }

    /** Like {@link #find}, of sources that articles speak of without naming them. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<SourceRef, UUID> findWithin(Collection<Mention> mentions, Faults faults) {
        return finder.unnamed(mentions, faults);
    }

    /**
     * Creates those that {@link #find} did not find.
     *
     * @param unnamed those that {@link #createWithin} will create: what they are part of is created here
     * @param found gets what was created
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void create(
            Collection<SourceRef> refs, Collection<SourceRef> unnamed, Map<SourceRef, UUID> found, Faults faults) {
        finder.create(refs, unnamed, found, faults);
    }

    /** Creates those that {@link #findWithin} did not find. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void createWithin(Collection<Mention> mentions, Map<SourceRef, UUID> found) {
        finder.createWithin(mentions, found);
    }

    /**
     * The ids of sources, those that are new created unless there are faults, where no article can tell who an unnamed one
     * is; such a name is a fault.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<SourceRef, UUID> resolveAll(Collection<SourceRef> refs, Faults faults) {
        Map<SourceRef, UUID> found = finder.named(refs, faults);
        refuseUnresolved(refs, found, faults);
        if (!faults.any()) {
            finder.create(refs, List.of(), found, faults);
        }
        return found;
    }

    /** Tells why sources could not be found or created. */
    public static void refuseUnresolved(Collection<SourceRef> refs, Map<SourceRef, UUID> found, Faults faults) {
        refs.stream()
                .filter(ref -> !found.containsKey(ref) && ref.name() != null && !faults.anyAt(ref.pointer()))
                .forEach(ref -> refuseUnresolved(ref, faults));
    }

    private static void refuseUnresolved(SourceRef ref, Faults faults) {
        if (ref.isUnnamed()) {
            faults.add(ref.pointer(), "is unnamed, so that only an article can tell who it is: give the id.");
        } else if (ref.kind() == null) {
            faults.add(ref.pointer() + "/kind", "is required to record a new source.");
        }
    }

    private Map<SourceRef, UUID> wholes(SourceInput input, Faults faults) {
        return resolveAll(
                input.partOf().stream()
                        .map(SourceInput.PartOf::source)
                        .filter(Objects::nonNull)
                        .toList(),
                faults);
    }

    private void refuseTakenName(SourceInput input, @Nullable UUID self) {
        if (input.kind() == SourceKind.UNNAMED) {
            return;
        }
        finder.namedExactly(input.name()).filter(other -> !other.equals(self)).ifPresent(other -> {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "A source of this name is recorded already. Tell namesakes apart in the name, and keep the plain name as an alias.",
                    "/name",
                    List.of(new Conflict.Other("source", other, input.name())));
        });
    }

    private Source lock(UUID id) {
        Source source = repository.lock(id).orElseThrow(() -> new NotRecorded("source", id));
        if (source.isDeleted()) {
            // Tells also what it was merged into.
            queries.read(id);
        }
        return source;
    }
}
