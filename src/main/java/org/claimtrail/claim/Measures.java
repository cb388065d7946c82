package org.claimtrail.claim;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Listing;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Selection;
import org.claimtrail.platform.StoredJson;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records, reads and corrects measures. */
@Service
public class Measures {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', m.id,
                'name', m.name,
                'unit', m.unit,
                'description', m.description,
                'createdAt', rfc3339(m.created_at),
                'updatedAt', rfc3339(m.updated_at)))""";

    private static final Listing LISTING = new Listing("measure m", "m", JSON, "name")
            .sortedBy("name", "m.name_key", "text")
            .sortedBy("createdAt", "m.created_at", "timestamptz")
            .sortedBy("updatedAt", "m.updated_at", "timestamptz");

    private final MeasureRepository repository;
    private final JdbcClient db;
    private final Clock clock;

    Measures(MeasureRepository repository, JdbcClient db, Clock clock) {
        this.repository = repository;
        this.db = db;
        this.clock = clock;
    }

    public Page list(Query query) {
        Selection selection = new Selection()
                .where("m.deleted_at is null")
                .where("m.name_key like :q", "q", query.text("q").map(Selection::contained))
                .whereAny("m.unit_key in (select name_key(u) from unnest(:unit) u)", "unit", query.texts("unit"));
        return LISTING.page(db, query, selection);
    }

    /** Those of these measures that stand, as they are answered. */
    public Map<UUID, ObjectNode> standing(Collection<UUID> ids) {
        return StoredJson.many(
                db,
                "select m.id, " + JSON + " as json from measure m"
                        + " where m.id = any(cast(:ids as uuid[])) and m.deleted_at is null",
                ids);
    }

    public Representation read(UUID id) {
        return StoredJson.one(
                db, "measure", "select m.deleted_at, " + JSON + " as json from measure m where m.id = :id", id);
    }

    @Transactional
    public Representation record(ObjectNode body) {
        Fields fields = Fields.of(body);
        Measure.Input input = Measure.Input.read(fields);
        fields.faults().throwIfAny();
        refuseTaken(input, null);
        Measure measure = repository.saveAndFlush(new Measure(input, clock.instant()));
        return read(measure.id());
    }

    @Transactional
    public Representation change(UUID id, IfMatch ifMatch, Change change) {
        Measure measure = lock(id);
        Representation present = read(id);
        ifMatch.check(present);
        Fields fields = change.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        Measure.Input input = Measure.Input.read(fields);
        fields.faults().throwIfAny();
        refuseTaken(input, id);
        measure.revise(input, clock.instant());
        repository.flush();
        return read(id);
    }

    @Transactional
    public void delete(UUID id, IfMatch ifMatch) {
        Measure measure = lock(id);
        ifMatch.check(read(id));
        Conflict.ifAny(
                StoredJson.others(db, """
                select distinct 'claim' as type, c.id, 'C-' || c.number as name
                from figure f join claim c on c.id = f.claim_id
                where f.measure_id = :id and f.deleted_at is null and c.deleted_at is null
                limit 10""", Map.of("id", id)),
                Conflict.Reason.REFERENCED,
                "Figures are of the measure " + measure.name() + ": it cannot be deleted.");
        measure.delete(clock.instant());
    }

    @Transactional
    public Representation restore(UUID id) {
        Measure measure = repository.lock(id).orElseThrow(() -> new NotRecorded("measure", id));
        if (measure.isDeleted()) {
            measure.restore(clock.instant());
            repository.flush();
        }
        return read(id);
    }

    /** The ids of measures that a body names, those that are new created in one order: see {@link Topics#resolve}. */
    Map<MeasureRef, UUID> resolve(Collection<MeasureRef> refs, Faults faults) {
        Map<MeasureRef, UUID> ids = new HashMap<>();
        refs.stream()
                .sorted(Comparator.comparing(MeasureRef::name, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(MeasureRef::unit, Comparator.nullsFirst(Comparator.naturalOrder())))
                .forEach(ref -> {
                    if (ref.id() != null) {
                        findGiven(ref, faults).ifPresent(id -> ids.put(ref, id));
                    } else if (ref.name() != null) {
                        find(ref.name(), ref.unit())
                                .or(() -> faults.any() ? Optional.empty() : Optional.of(create(ref)))
                                .ifPresent(id -> ids.put(ref, id));
                    }
                });
        return ids;
    }

    private Optional<UUID> findGiven(MeasureRef ref, Faults faults) {
        record Known(String name, @Nullable String unit) {}
        Optional<Known> known = db.sql("select name, unit from measure where id = :id and deleted_at is null for share")
                .param("id", ref.id())
                .query((row, n) -> new Known(row.getString("name"), row.getString("unit")))
                .optional();
        if (known.isEmpty()) {
            faults.add(ref.pointer() + "/id", "is not the id of a measure that is recorded here.");
            return Optional.empty();
        }
        faults.addIfDifferent(ref.pointer() + "/name", ref.name(), known.get().name(), "measure");
        faults.addIfDifferent(ref.pointer() + "/unit", ref.unit(), known.get().unit(), "measure");
        return Optional.of(ref.id());
    }

    private Optional<UUID> find(String name, @Nullable String unit) {
        return db.sql("""
                        select id from measure
                        where name_key = name_key(:name) and unit_key is not distinct from name_key(cast(:unit as text))
                          and deleted_at is null
                        for share""")
                .param("name", name)
                .param("unit", unit)
                .query(UUID.class)
                .optional();
    }

    private UUID create(MeasureRef ref) {
        db.sql("""
                        insert into measure (id, revision, name, unit, description, created_at, updated_at)
                        values (:id, 0, :name, :unit, :description, :now, :now)
                        on conflict do nothing""")
                .param("id", Ids.next())
                .param("name", ref.name())
                .param("unit", ref.unit())
                .param("description", ref.description())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return find(ref.name(), ref.unit()).orElseThrow();
    }

    private void refuseTaken(Measure.Input input, @Nullable UUID self) {
        find(input.name(), input.unit()).filter(other -> !other.equals(self)).ifPresent(other -> {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "A measure of this name and unit is recorded already.",
                    "/name",
                    List.of(new Conflict.Other("measure", other, input.name())));
        });
    }

    private Measure lock(UUID id) {
        Measure measure = repository.lock(id).orElseThrow(() -> new NotRecorded("measure", id));
        measure.refuseIfDeleted("measure");
        return measure;
    }
}
