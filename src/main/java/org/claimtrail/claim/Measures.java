package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.NamePart;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.MergeableThings;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.SharedNames;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Records, reads and corrects measures. */
@Service
public class Measures extends MergeableThings<Measure> {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', m.id,
                'name', m.name,
                'unit', m.unit,
                'nature', m.nature,
                'description', m.description,
                'externalIds', external_ids(m.external_ids),
                'createdAt', rfc3339(m.created_at),
                'updatedAt', rfc3339(m.updated_at)))""";

    static final Kind<Measure> KIND = new Kind<>(Resource.MEASURE, Measure.class, "m", JSON);

    private static final Listing LISTING = KIND.listing("name")
            .sortedBy("name", "m.name_key", "text")
            .sortedBy("createdAt", "m.created_at", "timestamptz")
            .sortedBy("updatedAt", "m.updated_at", "timestamptz");

    private static final SharedNames SHARED_NAMES =
            new SharedNames("measure", "'unit', t.unit,", "o.unit_key is not distinct from t.unit_key");

    private final UnreadUnits units;
    private final MeasureMerges merges;
    private final ExternalIds externalIds;
    private final JdbcClient db;
    private final Clock clock;

    Measures(
            UnreadUnits units,
            MeasureMerges merges,
            ExternalIds externalIds,
            Entities entities,
            JdbcClient db,
            Clock clock) {
        super(KIND, merges, entities, db, clock);
        this.units = units;
        this.merges = merges;
        this.externalIds = externalIds;
        this.db = db;
        this.clock = clock;
    }

    /** Measures whose names became one. */
    @Override
    public Page duplicates(Query query) {
        return SHARED_NAMES.list(db, query);
    }

    @Override
    public Page list(Query query) {
        return LISTING.page(db, query, selected(query));
    }

    @Override
    public Selection selected(Query query) {
        Optional<NamePart> q = query.text("q").map(NamePart::new);
        Selection selection = new Selection()
                .where("m.deleted_at is null")
                .where(q.map(part -> part.isIn("m.name", "m.name_key")).orElse("true"), "q", q.map(NamePart::value))
                .whereAny("m.unit_key in (select name_key(u) from unnest(:unit) u)", "unit", query.texts("unit"));
        return ExternalIds.filter(selection, Resource.MEASURE, "m", query);
    }

    @Override
    protected UUID create(Fields body, Instant now) {
        Measure.Input input = Measure.Input.read(body);
        body.faults().throwIfAny();
        units.keep(Collections.singleton(input.unit()));
        List<UUID> created;
        do {
            // Somebody may be faster, until the row is there.
            refuseTaken(input, null);
            created = insert(List.of(new MeasureRef(
                    "",
                    null,
                    input.name(),
                    input.unit(),
                    input.nature(),
                    input.description(),
                    ExternalIds.read(body))));
        } while (created.isEmpty());
        return created.get(0);
    }

    @Override
    protected void revise(Measure present, Fields body, Instant now) {
        Measure.Input input = Measure.Input.read(body);
        body.faults().throwIfAny();
        refuseTaken(input, present);
        units.keep(Collections.singleton(input.unit()));
        present.revise(input, now);
    }

    @Override
    protected void refuseDeleting(Measure measure) {
        Conflict.ifAny(
                StoredJson.others(db, """
                select distinct 'claim' as type, c.id, 'C-' || c.number as name
                from figure f join claim c on c.id = f.claim_id
                where f.measure_id = :id and f.deleted_at is null and c.deleted_at is null
                limit 10""", Map.of("id", measure.id())),
                Conflict.Reason.REFERENCED,
                "Figures are of the measure " + measure.name() + ": it cannot be deleted.");
    }

    /**
     * The measures of these units whose names have most words in common with what is said: at least six in ten of those of the
     * name that have more than two letters and are not "from" and its like. By one query.
     *
     * @param units what is counted
     * @param words of each, what is said of it, in lower case
     * @return by their places; nothing where no measure, or more than one, has as much in common
     */
    public Map<Integer, UUID> alike(List<String> units, List<List<String>> words) {
        Map<Integer, UUID> alike = new HashMap<>();
        if (units.isEmpty()) {
            return alike;
        }
        db.sql("""
                        with wanted as (
                            select name_key(u.unit) as unit_key, u.place,
                                array(select name_key(s) from unnest(string_to_array(w.said, ' ')) s) as said
                            from unnest(cast(:units as text[])) with ordinality u (unit, place)
                            join unnest(cast(:said as text[])) with ordinality w (said, place) using (place)
                        ), shared as (
                            select w.place, m.id,
                                (select count(*) filter (where n = any(w.said)) / greatest(count(*), 1.0)
                                 from unnest(string_to_array(m.name_key, ' ')) n where length(n) > 2 and n <> all(array['and', 'for', 'from', 'into', 'the', 'with'])) as part
                            from wanted w join measure m on m.unit_key = w.unit_key
                            where m.deleted_at is null
                        ), ranked as (
                            select place, id, part, rank() over (partition by place order by part desc) as rank from shared where part >= 0.6
                        )
                        select place, min(cast(id as text)) as id from ranked where rank = 1 group by place having count(*) = 1""")
                .param("units", units.toArray(String[]::new))
                .param(
                        "said",
                        words.stream().map(said -> String.join(" ", said)).toArray(String[]::new))
                .query(row -> {
                    alike.put(row.getInt("place") - 1, UUID.fromString(row.getString("id")));
                });
        return alike;
    }

    /** The ids of measures that bodies name and that are recorded already; they stay so until the transaction ends. */
    Map<MeasureRef, FoundMeasure> find(Collection<MeasureRef> refs, Faults faults) {
        Map<MeasureRef, FoundMeasure> found = new HashMap<>();
        List<MeasureRef> given = refs.stream().filter(ref -> ref.id() != null).toList();
        if (!given.isEmpty()) {
            found.putAll(byId(given, faults));
        }
        found.putAll(byExternalId(refs, faults));
        found.putAll(byName(refs.stream()
                .filter(ref -> ref.id() == null && ref.name() != null && !found.containsKey(ref))
                .toList()));
        return found;
    }

    /**
     * Creates those that {@link #find} did not find, in one order: see {@link ClaimReferences}.
     *
     * @param found gets what was created
     */
    void create(Collection<MeasureRef> refs, Map<MeasureRef, FoundMeasure> found) {
        for (List<MeasureRef> left = missing(refs, found); !left.isEmpty(); left = missing(left, found)) {
            insert(left);
            found.putAll(byName(left));
        }
    }

    private static List<MeasureRef> missing(Collection<MeasureRef> refs, Map<MeasureRef, FoundMeasure> found) {
        return refs.stream()
                .filter(ref -> ref.id() == null && ref.name() != null && !found.containsKey(ref))
                .toList();
    }

    private Map<MeasureRef, FoundMeasure> byId(List<MeasureRef> refs, Faults faults) {
        record MeasureRow(UUID id, String name, @Nullable String unit) {}
        Map<UUID, MeasureRow> known = new HashMap<>();
        db.sql("""
                        select id, name, unit from measure
                        where id = any(cast(:ids as uuid[])) and deleted_at is null
                        order by id for share""")
                .param("ids", Selection.texts(refs.stream().map(MeasureRef::id).toList()))
                .query(MeasureRow.class)
                .list()
                .forEach(one -> known.put(one.id(), one));
        Map<UUID, String> absences = merges.absences(refs.stream()
                .map(ref -> given(ref.id()))
                .filter(id -> !known.containsKey(id))
                .toList());
        Map<MeasureRef, FoundMeasure> found = new HashMap<>();
        for (MeasureRef ref : refs) {
            MeasureRow measure = known.get(ref.id());
            if (measure == null) {
                faults.add(ref.pointer() + "/id", given(absences.get(ref.id())));
                continue;
            }
            faults.addIfDifferent(ref.pointer() + "/name", ref.name(), measure.name(), "measure");
            faults.addIfDifferent(ref.pointer() + "/unit", ref.unit(), measure.unit(), "measure");
            found.put(ref, new FoundMeasure(given(ref.id()), null));
        }
        return found;
    }

    private Map<MeasureRef, FoundMeasure> byExternalId(Collection<MeasureRef> refs, Faults faults) {
        Map<MeasureRef, UUID> identified = externalIds.find(
                Resource.MEASURE,
                refs.stream()
                        .filter(ref -> ref.id() == null && !ref.externalIds().isEmpty())
                        .toList(),
                MeasureRef::pointer,
                MeasureRef::externalIds,
                ref -> ref.name() != null,
                faults);
        Map<MeasureRef, FoundMeasure> found = new HashMap<>();
        if (identified.isEmpty()) {
            return found;
        }
        Map<UUID, String> units = new HashMap<>();
        db.sql("""
                        select id, unit from measure
                        where id = any(cast(:ids as uuid[])) and deleted_at is null
                        order by id for share""").param("ids", Selection.texts(identified.values())).query(row -> {
            units.put(row.getObject("id", UUID.class), row.getString("unit"));
        });
        if (!units.keySet().containsAll(identified.values())) {
            // What went before it could be kept was deleted or merged.
            return byExternalId(refs, faults);
        }
        identified.forEach((ref, id) -> {
            // Figures that are given in no unit of their own are in that by which the reference calls the measure.
            boolean isOther = ref.unit() != null && !ref.unit().equals(units.get(id));
            found.put(ref, new FoundMeasure(id, isOther ? ref.unit() : null));
        });
        return found;
    }

    private Map<MeasureRef, FoundMeasure> byName(List<MeasureRef> refs) {
        Map<MeasureRef, FoundMeasure> found = new HashMap<>();
        Map<MeasureRef, Integer> best = new HashMap<>();
        if (refs.isEmpty()) {
            return found;
        }
        db.sql("""
                        select w.place, m.id,
                            case when (m.name, m.unit) is not distinct from (w.name, w.unit) then 0
                                when m.shares_name then 2 else 1 end as nth
                        from unnest(cast(:names as text[]), cast(:units as text[])) with ordinality w (name, unit, place)
                        join measure m on m.name_key = name_key(w.name)
                        where m.unit_key is not distinct from name_key(w.unit) and m.deleted_at is null
                        order by m.id
                        for share of m""")
                .param("names", refs.stream().map(MeasureRef::name).toArray(String[]::new))
                .param("units", refs.stream().map(MeasureRef::unit).toArray(String[]::new))
                .query(row -> {
                    // Of several that were recorded before names were matched so, the one that is written so, else the
                    // first.
                    MeasureRef ref = refs.get(row.getInt("place") - 1);
                    if (row.getInt("nth") < best.getOrDefault(ref, Integer.MAX_VALUE)) {
                        best.put(ref, row.getInt("nth"));
                        found.put(ref, new FoundMeasure(row.getObject("id", UUID.class), null));
                    }
                });
        found.putAll(byFormerName(
                refs.stream().filter(ref -> !found.containsKey(ref)).toList()));
        return found;
    }

    /** What measures were merged into that were called so. */
    private Map<MeasureRef, FoundMeasure> byFormerName(List<MeasureRef> refs) {
        Map<MeasureRef, FoundMeasure> found = new HashMap<>();
        if (refs.isEmpty()) {
            return found;
        }
        db.sql("""
                        with recursive chain (place, unit, id, merged_into_id) as (
                            select w.place, m.unit, m.id, m.merged_into_id
                            from unnest(cast(:names as text[]), cast(:units as text[])) with ordinality w (name, unit, place)
                            join measure m on m.name_key = name_key(w.name) and m.merged_into_id is not null
                            where m.unit_key is not distinct from name_key(w.unit)
                            union all
                            select c.place, c.unit, m.id, m.merged_into_id from chain c join measure m on m.id = c.merged_into_id
                        )
                        select c.place, m.id, case when name_key(c.unit) is distinct from m.unit_key then c.unit end as unit
                        from chain c join measure m on m.id = c.id
                        where c.merged_into_id is null and m.deleted_at is null
                        order by m.id
                        for share of m""")
                .param("names", refs.stream().map(MeasureRef::name).toArray(String[]::new))
                .param("units", refs.stream().map(MeasureRef::unit).toArray(String[]::new))
                .query(row -> {
                    found.putIfAbsent(
                            refs.get(row.getInt("place") - 1),
                            new FoundMeasure(row.getObject("id", UUID.class), row.getString("unit")));
                });
        return found;
    }

    /** The ids of those that were not there yet. */
    private List<UUID> insert(List<MeasureRef> refs) {
        Instant now = clock.instant();
        Rows rows = new Rows();
        refs.stream()
                .sorted(Comparator.comparing((MeasureRef ref) -> Folded.of(given(ref.name())))
                        .thenComparing(ref -> ref.unit() == null ? "" : Folded.of(ref.unit())))
                .forEach(ref -> rows.add()
                        .put("id", Ids.next())
                        .put("name", ref.name())
                        .put("unit", ref.unit())
                        .put(
                                "nature",
                                ref.nature() == null ? null : ref.nature().name())
                        .put("description", ref.description())
                        .put("external_ids", ref.externalIds())
                        .put("created_at", now));
        return db.sql("""
                        insert into measure (id, revision, name, unit, nature, description, external_ids, created_at, updated_at)
                        select id, 0, name, unit, nature, description, external_ids, created_at, created_at
                        from json_populate_recordset(null::measure, cast(:rows as json))
                        on conflict do nothing
                        returning id""").param("rows", rows.json()).query(UUID.class).list();
    }

    private void refuseTaken(Measure.Input input, @Nullable Measure self) {
        MeasureRef named = new MeasureRef("", null, input.name(), input.unit(), null, null, List.of());
        FoundMeasure other = byName(List.of(named)).get(named);
        if (other != null && (self == null || !other.id().equals(self.id()))) {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "A measure of this name and unit is recorded already.",
                    "/name",
                    List.of(new Conflict.Other("measure", other.id(), input.name())));
        }
    }
}
