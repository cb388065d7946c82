package org.claimtrail.claim;

import static java.util.Objects.requireNonNull;
import static org.claimtrail.platform.Fields.given;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Entities;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Deleted;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.ExternalIds;
import org.claimtrail.thing.Kind;
import org.claimtrail.thing.Owner;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.databind.node.ObjectNode;

/** Records and reads how claims bear on each other. */
@Service
public class Relations extends ClaimParts<Relation> {

    /** Seen from a claim. */
    private static final String FROM_CLAIM = """
            json_strip_nulls(json_build_object(
                'id', r.id,
                'direction', case when r.from_claim_id = {claim} then 'out' else 'in' end,
                'type', r.type,
                'from', (select json_build_object('id', c.id, 'number', c.number, 'text', c.text)
                    from claim c where c.id = r.from_claim_id),
                'to', (select json_build_object('id', c.id, 'number', c.number, 'text', c.text)
                    from claim c where c.id = r.to_claim_id),
                'scope', r.scope,
                'figure', case when r.figure_id is not null then json_build_object('id', r.figure_id) end,
                'act', r.act,
                'nature', r.nature,
                'note', r.note,
                'externalIds', external_ids(r.external_ids),
                'createdAt', rfc3339(r.created_at)))""";

    private static final String JSON = Sql.of(FROM_CLAIM, Map.of("claim", ":claim"));

    private static final String BOTH_SIDES = "(r.from_claim_id = :claim or r.to_claim_id = :claim)";

    private static final String BETWEEN_LIVE = """
            not exists (
                select from claim c where c.id in (r.from_claim_id, r.to_claim_id) and c.deleted_at is not null)""";

    private static final Kind<Relation> KIND = new Kind<>(Resource.RELATION, Relation.class, "r", JSON, Resource.CLAIM);

    private static final Listing LISTING =
            KIND.listing("createdAt").sortedBy("createdAt", "r.created_at", "timestamptz");

    private final ClaimQueries claims;
    private final ExternalIds externalIds;
    private final JdbcClient db;

    Relations(Claims all, ClaimQueries claims, ExternalIds externalIds, Entities entities, JdbcClient db, Clock clock) {
        super(KIND, all, entities, db, clock);
        this.claims = claims;
        this.externalIds = externalIds;
        this.db = db;
    }

    @Override
    protected Page list(UUID claim, Query query) {
        List<String> sides = query.values("direction", Relations::sides);
        String side = sides.isEmpty() ? BOTH_SIDES : "(" + String.join(" or ", sides) + ")";
        Selection selection = new Selection()
                .where(side, "claim", Optional.of(claim))
                .where("r.deleted_at is null")
                .where(BETWEEN_LIVE)
                .whereOneOf("r.type", "type", query.choices("type", RelationType.class));
        return LISTING.page(db, query, ExternalIds.filter(selection, Resource.RELATION, "r", query));
    }

    @Override
    protected String ofClaim() {
        return Sql.of("(r.from_claim_id = w.id or r.to_claim_id = w.id) and {live}", Map.of("live", BETWEEN_LIVE));
    }

    @Override
    protected String asOneOfClaim() {
        return Sql.of(FROM_CLAIM, Map.of("claim", "w.id"));
    }

    /** Of both claims, so that it is held when both are known: see {@link #holdLive}. */
    @Override
    protected UUID held(ClaimKey key) {
        return claims.liveId(key);
    }

    @Override
    protected boolean isOf(UUID claim, Relation relation) {
        return claim.equals(relation.fromClaimId()) || claim.equals(relation.toClaimId());
    }

    /** As they are answered to whoever asks for those of the claim that has them. */
    @Override
    public Map<UUID, ObjectNode> live(Collection<UUID> ids) {
        return StoredJson.many(
                db,
                Sql.of(
                        "select r.id, {json} as json from relation r where r.id = any(cast(:ids as uuid[])) and r.deleted_at is null",
                        Map.of("json", Sql.of(FROM_CLAIM, Map.of("claim", "r.from_claim_id")))),
                ids);
    }

    @Override
    protected Relation write(Owner claim, @Nullable Relation present, Fields body, Instant now) {
        if (present != null) {
            throw new UnsupportedOperationException("A relation does not change.");
        }
        UUID from = claim.id();
        Relation.Input input = Relation.Input.read(body);
        UUID target = input.to() == null ? null : target(input.to(), input, body.faults());
        if (from.equals(target)) {
            body.fault("to", "must be another claim: a claim does not bear on itself.");
        }
        body.faults().throwIfAny();
        UUID to = given(target);
        holdLive(from, to);
        duplicateOf(from, to, input).ifPresent(other -> {
            throw new Conflict(
                    Conflict.Reason.DUPLICATE,
                    "This relation is recorded already.",
                    "/to",
                    List.of(new Conflict.Other(
                            "relation", other, given(input.type()).name())));
        });
        return new Relation(from, to, input, now);
    }

    @Override
    protected void refuseRestoring(Relation relation) {
        holdLive(relation.fromClaimId(), relation.toClaimId());
    }

    private static String sides(String direction) {
        return switch (direction) {
            case "out" -> "r.from_claim_id = :claim";
            case "in" -> "r.to_claim_id = :claim";
            case "out,in", "in,out" -> BOTH_SIDES;
            default -> throw new IllegalArgumentException("must be out or in.");
        };
    }

    @Override
    protected Representation answer(@Nullable Owner owner, UUID id) {
        String sql = Sql.of("""
                select coalesce(r.deleted_at, f.deleted_at, t.deleted_at) as deleted_at, {json} as json
                from relation r
                join claim f on f.id = r.from_claim_id
                join claim t on t.id = r.to_claim_id
                where r.id = :id and {bothSides}""", Map.of("json", JSON, "bothSides", BOTH_SIDES));
        return StoredJson.one(
                db,
                "relation",
                sql,
                Map.of("id", id, "claim", requireNonNull(owner).id()),
                id);
    }

    private @Nullable UUID target(Relation.To claim, Relation.Input input, Faults faults) {
        UUID to = live(claim, faults);
        if (to == null) {
            return null;
        }
        if (input.figure() != null
                && !db.sql(
                                "select exists (select from figure where id = :id and claim_id = :claim and deleted_at is null)")
                        .param("id", input.figure())
                        .param("claim", to)
                        .query(Boolean.class)
                        .single()) {
            faults.add("/figure/id", "is not the id of a figure of the other claim.");
        }
        return to;
    }

    private @Nullable UUID live(Relation.To claim, Faults faults) {
        if (claim.key() == null) {
            return externalIds
                    .find(
                            Resource.CLAIM,
                            List.of(claim),
                            Relation.To::pointer,
                            Relation.To::externalIds,
                            to -> to.externalIds().isEmpty(),
                            faults)
                    .get(claim);
        }
        try {
            return claims.liveId(claim.key());
        } catch (NotRecorded | Deleted e) {
            faults.add(claim.pointer() + "/id", "is not the id or the number of a claim that is recorded here.");
            return null;
        }
    }

    /** Keeps both claims from being changed by others until the transaction ends. */
    private void holdLive(UUID from, UUID to) {
        Map<UUID, Boolean> standing = new HashMap<>();
        db.sql(
                        "select id, deleted_at is null as stands from claim where id in (:from, :to) order by id for no key update")
                .param("from", from)
                .param("to", to)
                .query(row -> {
                    standing.put(row.getObject("id", UUID.class), row.getBoolean("stands"));
                });
        Conflict.ifAny(
                standing.entrySet().stream()
                        .filter(entry -> !entry.getValue())
                        .map(entry -> new Conflict.Other("claim", entry.getKey(), null))
                        .toList(),
                Conflict.Reason.REFERS_TO_DELETED,
                "It ties a claim that is deleted.");
    }

    private Optional<UUID> duplicateOf(UUID from, UUID to, Relation.Input input) {
        return db.sql("""
                        select id from relation
                        where from_claim_id = :from and to_claim_id = :to and type = :type
                          and figure_id is not distinct from cast(:figure as uuid) and deleted_at is null""")
                .param("from", from)
                .param("to", to)
                .param("type", given(input.type()).name())
                .param("figure", input.figure())
                .query(UUID.class)
                .optional();
    }
}
