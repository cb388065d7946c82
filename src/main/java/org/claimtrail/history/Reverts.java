package org.claimtrail.history;

import static org.claimtrail.platform.Fields.given;

import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.PastClaim;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes earlier states the newest ones. */
@Service
public class Reverts {

    /** Nobody changes anything more often. */
    private static final long MOST = 1_000_000_000;

    private final EventQueries queries;
    private final States states;
    private final Horizon horizon;
    private final Claims claims;
    private final JdbcClient db;

    Reverts(EventQueries queries, States states, Horizon horizon, Claims claims, JdbcClient db) {
        this.queries = queries;
        this.states = states;
        this.horizon = horizon;
        this.claims = claims;
        this.db = db;
    }

    /**
     * What a revert would do.
     *
     * @param present what the claim is now
     * @param revision the change that made the state that would come back, as histories tell it
     * @param changes as those of a change in histories
     */
    public record Preview(Representation present, ObjectNode revision, ArrayNode changes) {}

    /** @throws InvalidInput if there is no such state */
    @Transactional(readOnly = true)
    public Preview preview(ClaimKey key, long to) {
        UUID claim = claims.liveId(key);
        Representation present = claims.read(ClaimKey.of(claim));
        Fields fields = Fields.of(Json.object());
        Event event = event(claim, to, fields);
        PastClaim past = event == null ? null : stateAfter(event, claim, fields);
        fields.faults().throwIfAny();
        return new Preview(
                present,
                new Change(given(event), null, null).item(),
                Change.changes(present.tree(), claims.reverted(present, given(past))));
    }

    @Transactional
    public Representation revert(ClaimKey key, ObjectNode body) {
        return revert(key, IfMatch.ANY, body);
    }

    @Transactional
    public Representation revert(ClaimKey key, IfMatch ifMatch, ObjectNode body) {
        UUID claim = claims.lockLive(key);
        ifMatch.check(claims.read(ClaimKey.of(claim)));
        Fields fields = Fields.of(body);
        Long to = fields.required("to", fields.integer("to", 1, MOST));
        String reason = fields.requiredText("reason");
        fields.done();
        Event event = to == null ? null : event(claim, to, fields);
        PastClaim past = event == null ? null : stateAfter(event, claim, fields);
        fields.faults().throwIfAny();
        db.sql("select set_config('claimtrail.reason', :reason, true)")
                .param("reason", reason)
                .query()
                .singleRow();
        return claims.revert(ClaimKey.of(claim), given(past));
    }

    private @Nullable Event event(UUID claim, long revision, Fields fields) {
        Event event =
                queries.revision(Resource.CLAIM, claim, revision, horizon.now()).orElse(null);
        if (event == null) {
            fields.fault("to", "is not a revision of this claim that is kept: its history tells which there are.");
        }
        return event;
    }

    private @Nullable PastClaim stateAfter(Event event, UUID claim, Fields fields) {
        PastClaim past = states.after(event, () -> claims.past(claim)).orElse(null);
        if (past == null) {
            fields.fault("to", "is a revision in which the claim was deleted.");
        }
        return past;
    }
}
