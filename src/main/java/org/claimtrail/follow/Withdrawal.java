package org.claimtrail.follow;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Refusal;
import org.claimtrail.status.Statuses;
import org.claimtrail.thing.MergeableThings;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Does to things of any kind what no line does: deletes, merges and restores them, and sets the status of claims. */
@Component
class Withdrawal {

    private final Claims claims;
    private final Map<Resource, Things<?>> things;
    private final Map<Resource, ClaimParts<?>> parts;
    private final Statuses statuses;
    private final JdbcClient db;

    Withdrawal(Claims claims, List<Things<?>> things, List<ClaimParts<?>> parts, Statuses statuses, JdbcClient db) {
        this.claims = claims;
        this.things = things.stream().collect(Collectors.toMap(Things::resource, Function.identity()));
        this.parts = parts.stream().collect(Collectors.toMap(ClaimParts::resource, Function.identity()));
        this.statuses = statuses;
        this.db = db;
    }

    /** @throws Refusal if the record does not allow it */
    @Transactional(propagation = Propagation.MANDATORY)
    void delete(Resource kind, UUID id) {
        if (kind == Resource.CLAIM) {
            claims.delete(ClaimKey.of(id), IfMatch.ANY);
        } else if (kind.isPart()) {
            part(kind).delete(claimOf(kind, id), id, IfMatch.ANY);
        } else {
            thing(kind).delete(id, IfMatch.ANY);
        }
    }

    /** @throws Refusal if the record does not allow it */
    @Transactional(propagation = Propagation.MANDATORY)
    void restore(Resource kind, UUID id) {
        if (kind == Resource.CLAIM) {
            claims.restore(ClaimKey.of(id));
        } else if (kind.isPart()) {
            part(kind).restore(claimOf(kind, id), id);
        } else {
            thing(kind).restore(id);
        }
    }

    /** Whether things of a kind can be merged. */
    boolean merges(Resource kind) {
        return things.get(kind) instanceof MergeableThings<?>;
    }

    /** @throws Refusal if the record does not allow it */
    @Transactional(propagation = Propagation.MANDATORY)
    void merge(Resource kind, UUID duplicate, UUID survivor, String reason) {
        if (thing(kind) instanceof MergeableThings<?> mergeable) {
            var body = Json.object().put("reason", reason);
            body.putObject("into").put("id", survivor.toString());
            mergeable.merge(duplicate, body);
        }
    }

    /** By the rules where they allow it, else past them: it was decided by those of another record. */
    void decide(UUID claim, String status, String reason) {
        statuses.changeStatus(
                ClaimKey.of(claim),
                IfMatch.ANY,
                Json.object().put("status", status).put("reason", reason).put("override", true));
    }

    private ClaimKey claimOf(Resource kind, UUID id) {
        return ClaimKey.of(db.sql(Sql.of(
                        "select t.{claim} from {table} t where t.id = :id",
                        Map.of("claim", kind.claims().get(0), "table", kind.table())))
                .param("id", id)
                .query(UUID.class)
                .single());
    }

    private Things<?> thing(Resource kind) {
        return Objects.requireNonNull(things.get(kind));
    }

    private ClaimParts<?> part(Resource kind) {
        return Objects.requireNonNull(parts.get(kind));
    }
}
