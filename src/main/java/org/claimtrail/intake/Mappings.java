package org.claimtrail.intake;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Keeps by name how tables are read, to be used again. */
@Service
public class Mappings {

    private static final String JSON = """
            json_build_object(
                'id', p.id,
                'name', p.name,
                'reading', p.reading,
                'by', p.by,
                'createdAt', rfc3339(p.created_at),
                'updatedAt', rfc3339(p.updated_at))""";

    private static final Listing LISTING = new Listing("import_mapping p", "p", JSON, "name")
            .sortedBy("name", "p.name_key", "text")
            .sortedBy("updatedAt", "p.updated_at", "timestamptz");

    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;

    Mappings(Actor actor, JdbcClient db, Clock clock) {
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    public Page list(Query query) {
        return LISTING.page(db, query, new Selection());
    }

    public Representation read(String name) {
        return StoredJson.one(
                db,
                "mapping",
                Sql.of(
                        "select null::timestamptz as deleted_at, {json} as json from import_mapping p where p.name_key = name_key(:id)",
                        Map.of("json", JSON)),
                name);
    }

    /** How a table is read, by its name; nothing where there is none. */
    public Optional<ObjectNode> find(String name) {
        return db.sql("select reading::text from import_mapping where name_key = name_key(:name)")
                .param("name", name)
                .query(String.class)
                .optional()
                .map(reading -> (ObjectNode) Json.mapper().readTree(reading));
    }

    /** Saves one, in the place of the one of that name. */
    @Transactional
    public Representation save(String name, ObjectNode reading) {
        Fields named = Fields.of(Json.object().put("name", name));
        named.requiredName("name");
        named.faults().throwIfAny();
        Fields fields = Fields.of(reading);
        Reading checked = Reading.read(fields);
        fields.faults().throwIfAny();
        db.sql("""
                        insert into import_mapping (id, name, reading, by, created_at, updated_at)
                        values (:id, :name, cast(:reading as jsonb), :by, :now, :now)
                        on conflict (name_key) do update
                        set name = excluded.name, reading = excluded.reading, by = excluded.by,
                            updated_at = excluded.updated_at""")
                .param("id", Ids.next())
                .param("name", name.strip())
                .param("reading", checked.json().toString())
                .param("by", actor.name())
                .param("now", Timestamp.from(clock.instant()))
                .update();
        return read(name.strip());
    }

    @Transactional
    public void delete(String name) {
        if (db.sql("delete from import_mapping where name_key = name_key(:name)")
                        .param("name", name)
                        .update()
                == 0) {
            throw new NotRecorded("mapping", name);
        }
    }
}
