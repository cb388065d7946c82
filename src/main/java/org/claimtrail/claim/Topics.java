package org.claimtrail.claim;

import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
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
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.SharedNames;
import org.claimtrail.thing.Things;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Records, reads and corrects topics: what claims are filed under. They are matched without case. */
@Service
public class Topics extends Things<Topic> {

    private static final String MEMBERS = """
                'id', t.id,
                'name', t.name,{claims}
                'description', t.description,
                'externalIds', external_ids(t.external_ids),
                'createdAt', rfc3339(t.created_at),
                'updatedAt', rfc3339(t.updated_at)""";

    /** How many claims there are is told by lists alone: a topic is not changed by what is filed under it. */
    private static final String JSON =
            "json_strip_nulls(json_build_object(" + Sql.of(MEMBERS, Map.of("claims", "")) + "))";

    private static final Kind<Topic> KIND = new Kind<>(Resource.TOPIC, Topic.class, "t", JSON);

    // All that are filed, by index, without those few that are deleted.
    private static final String CLAIMS = """
            ((select count(*) from claim_topic ct where ct.topic_id = t.id)
             - (select count(*) from claim c join claim_topic ct on ct.claim_id = c.id
                where ct.topic_id = t.id and c.deleted_at is not null))""";

    private static final String IS_FILED = """
            exists (
                select from claim_topic ct join claim c on c.id = ct.claim_id
                where ct.topic_id = t.id and c.deleted_at is null)""";

    // By name, a page counts the claims of its own topics only; by claims, those of every topic have to be counted.
    private static final Listing LISTING = new Listing(
                    "topic t",
                    "t",
                    "json_strip_nulls(json_build_object("
                            + Sql.of(MEMBERS, Map.of("claims", "'claims', " + CLAIMS + ",")) + "))",
                    "name")
            .sortedBy("name", "t.name_key", "text")
            .sortedBy("claims", CLAIMS, "bigint")
            .sortedBy("createdAt", "t.created_at", "timestamptz")
            .sortedBy("updatedAt", "t.updated_at", "timestamptz");

    private static final SharedNames SHARED_NAMES = new SharedNames("topic", "", "true");

    private final JdbcClient db;
    private final Clock clock;

    Topics(Entities entities, JdbcClient db, Clock clock) {
        super(KIND, entities, db, clock);
        this.db = db;
        this.clock = clock;
    }

    /** Topics whose names became one. */
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
                .where("t.deleted_at is null")
                .where(q.map(part -> part.isIn("t.name", "t.name_key")).orElse("true"), "q", q.map(NamePart::value))
                .either(query.trueOrFalse("filed"), IS_FILED, "not " + IS_FILED);
        return ExternalIds.filter(selection, Resource.TOPIC, "t", query);
    }

    /** How many claims are filed under a topic. */
    public long claims(UUID id) {
        return db.sql(Sql.of("select {claims} from topic t where t.id = :id", Map.of("claims", CLAIMS)))
                .param("id", id)
                .query(Long.class)
                .single();
    }

    @Override
    protected UUID create(Fields body, Instant now) {
        Topic.Input input = Topic.Input.read(body);
        body.faults().throwIfAny();
        List<UUID> created;
        do {
            // Somebody may be faster, until the row is there.
            refuseTaken(given(input.name()), null);
            created = insert(List.of(input), ExternalIds.read(body));
        } while (created.isEmpty());
        return created.get(0);
    }

    @Override
    protected void revise(Topic present, Fields body, Instant now) {
        Topic.Input input = Topic.Input.read(body);
        body.faults().throwIfAny();
        refuseTaken(given(input.name()), present);
        present.revise(input, now);
    }

    @Override
    protected void refuseDeleting(Topic topic) {
        Conflict.ifAny(
                StoredJson.others(db, """
                select 'claim' as type, c.id, 'C-' || c.number as name
                from claim_topic ct join claim c on c.id = ct.claim_id
                where ct.topic_id = :id and c.deleted_at is null
                limit 10""", Map.of("id", topic.id())),
                Conflict.Reason.REFERENCED,
                "Claims are filed under the topic " + topic.name() + ": it cannot be deleted.");
    }

    @Override
    protected void refuseRestoring(Topic topic) {
        refuseTaken(topic.name(), topic);
    }

    /** The ids of topics, those that are new created, in one order: see {@link ClaimReferences}. */
    Map<String, UUID> resolve(Collection<String> names) {
        List<String> sorted = names.stream()
                .distinct()
                .sorted(Comparator.comparing(Folded::of))
                .toList();
        Map<String, UUID> ids = new HashMap<>();
        for (List<String> left = sorted; !left.isEmpty(); ) {
            find(left, ids);
            left = left.stream().filter(name -> !ids.containsKey(name)).toList();
            if (!left.isEmpty()) {
                insert(left.stream().map(name -> new Topic.Input(name, null)).toList(), List.of());
            }
        }
        return ids;
    }

    /**
     * The ids of those that were not there yet.
     *
     * @param externalIds of the topic, if it is one
     */
    private List<UUID> insert(List<Topic.Input> topics, List<String> externalIds) {
        Instant now = clock.instant();
        Rows rows = new Rows();
        topics.forEach(topic -> rows.add()
                .put("id", Ids.next())
                .put("name", topic.name())
                .put("description", topic.description())
                .put("external_ids", externalIds)
                .put("created_at", now));
        return db.sql("""
                        insert into topic (id, revision, name, description, external_ids, created_at, updated_at)
                        select id, 0, name, description, external_ids, created_at, created_at
                        from json_populate_recordset(null::topic, cast(:rows as json))
                        on conflict do nothing
                        returning id""").param("rows", rows.json()).query(UUID.class).list();
    }

    /** What these topics are called, of those that are not deleted. */
    Map<UUID, String> names(Collection<UUID> ids) {
        Map<UUID, String> names = new HashMap<>();
        db.sql("select t.id, t.name from topic t where t.id = any(cast(:ids as uuid[])) and t.deleted_at is null")
                .param("ids", Selection.texts(ids))
                .query(row -> {
                    names.put(row.getObject("id", UUID.class), row.getString("name"));
                });
        return names;
    }

    /** Whoever files a claim under them holds them, so that nobody deletes or renames one meanwhile. */
    private void find(List<String> names, Map<String, UUID> found) {
        Map<String, Integer> best = new HashMap<>();
        db.sql("""
                        select n.name, t.id, case when t.name = n.name then 0 when t.shares_name then 2 else 1 end as nth
                        from unnest(:names) n (name) join topic t on t.name_key = name_key(n.name)
                        where t.deleted_at is null
                        order by t.id
                        for share of t""").param("names", Selection.texts(names)).query(row -> {
            // Of several that were recorded before names were matched so, the one that is written so, else the first.
            if (row.getInt("nth") < best.getOrDefault(row.getString("name"), Integer.MAX_VALUE)) {
                best.put(row.getString("name"), row.getInt("nth"));
                found.put(row.getString("name"), row.getObject("id", UUID.class));
            }
        });
    }

    private void refuseTaken(String name, @Nullable Topic self) {
        List<Conflict.Other> others = StoredJson.others(db, """
                select 'topic' as type, id, name from topic
                where name_key = name_key(:name) and deleted_at is null
                order by name = :name desc, shares_name limit 1""", Map.of("name", name));
        if (others.stream().anyMatch(other -> self == null || !other.id().equals(self.id()))) {
            throw new Conflict(Conflict.Reason.DUPLICATE, "A topic of this name is recorded already.", "/name", others);
        }
    }
}
