package org.claimtrail.source;

import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.MergeableThings;
import org.claimtrail.thing.SharedNames;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Records, reads and corrects sources. */
@Service
public class Sources extends MergeableThings<Source> {

    private static final SharedNames SHARED_NAMES = new SharedNames("source", "'kind', t.kind,", """
            case when t.kind = 'UNNAMED'
                then o.kind = 'UNNAMED' and o.within_article_id is not distinct from t.within_article_id
                else o.kind <> 'UNNAMED' end""");

    private final JdbcClient db;
    private final SourceQueries queries;
    private final SourceFinder finder;

    Sources(
            SourceQueries queries,
            SourceFinder finder,
            SourceMerges merges,
            Entities entities,
            JdbcClient db,
            Clock clock) {
        super(SourceQueries.KIND, merges, entities, db, clock);
        this.db = db;
        this.queries = queries;
        this.finder = finder;
    }

    /** Sources whose names became one. */
    @Override
    public Page duplicates(Query query) {
        return SHARED_NAMES.list(db, query);
    }

    @Override
    public Page list(Query query) {
        return queries.list(query);
    }

    @Override
    public Selection selected(Query query) {
        return SourceQueries.selected(query);
    }

    @Override
    protected UUID create(Fields body, Instant now) {
        SourceInput input = SourceInput.read(body);
        Map<SourceRef, UUID> wholes = wholes(input, body.faults());
        body.faults().throwIfAny();
        Optional<UUID> created;
        do {
            // Somebody may be faster, until the row is there.
            refuseTakenName(input, null);
            created = finder.create(input, wholes);
        } while (created.isEmpty());
        return created.get();
    }

    @Override
    protected void revise(Source present, Fields body, Instant now) {
        SourceInput input = SourceInput.read(body);
        Map<SourceRef, UUID> wholes = wholes(input, body.faults());
        body.faults().throwIfAny();
        refuseTakenName(input, present);
        if (input.kind() != SourceKind.UNNAMED) {
            queries.forgetArticle(present.id());
        }
        present.revise(input, wholes, now);
    }

    @Override
    protected void refuseDeleting(Source source) {
        Conflict.ifAny(
                queries.referrers(source.id()),
                Conflict.Reason.REFERENCED,
                source.name() + " is referred to: it cannot be deleted.");
    }

    @Override
    protected void refuseRestoring(Source source) {
        Conflict.ifAny(
                queries.deletedWholes(source.id()),
                Conflict.Reason.REFERS_TO_DELETED,
                source.name() + " is part of something deleted: restore that first.");
    }

    /**
     * For each of the names that somebody has, the sources that a body would find by it: one, or several, which would be a fault.
     * By one query; it keeps nothing from being deleted.
     */
    public Map<String, List<UUID>> called(Collection<String> names) {
        return names.isEmpty() ? Map.of() : finder.called(names);
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

    private void refuseTakenName(SourceInput input, @Nullable Source self) {
        if (input.kind() == SourceKind.UNNAMED) {
            return;
        }
        finder.namedExactly(given(input.name()))
                .filter(other -> self == null || !other.equals(self.id()))
                .ifPresent(other -> {
                    throw new Conflict(
                            Conflict.Reason.DUPLICATE,
                            "A source of this name is recorded already. Tell namesakes apart in the name, and keep the plain name as an alias.",
                            "/name",
                            List.of(new Conflict.Other("source", other, input.name())));
                });
    }
}
