package org.claimtrail.history;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Purges;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.thing.Resource;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Removes for good what must not be kept by law. The database does it ({@code history.purge}), and keeps that it was done. */
@Service
public class Purging {

    /** What of a thing may be kept. */
    private enum Keep {
        PRESENT
    }

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', p.id,
                'resource', p.resource,
                'resourceId', p.resource_id,
                'number', p.number,
                'keep', case when p.keeps_present then 'PRESENT' end,
                'at', rfc3339(p.at),
                'by', p.by,
                'through', p.through,
                'request', p.request,
                'reason', p.reason,
                'removed', p.removed))""";

    private static final Listing LISTING =
            new Listing("history.purge p", "p", JSON, "-at").sortedBy("at", "p.at", "timestamptz");

    private final JdbcClient db;
    private final Claims claims;
    private final SecurityLog securityLog;
    private final Actor actor;
    private final ApplicationEventPublisher events;

    Purging(JdbcClient db, Claims claims, SecurityLog securityLog, Actor actor, ApplicationEventPublisher events) {
        this.db = db;
        this.claims = claims;
        this.securityLog = securityLog;
        this.actor = actor;
        this.events = events;
    }

    public Page list(Query query) {
        Selection selection = new Selection()
                .whereOneOf(
                        "p.resource",
                        "resource",
                        query.values("resource", name -> Resource.parse(name, Resource::isPurged)))
                .whereAny("p.resource_id = any(cast(:id as uuid[]))", "id", query.ids("resourceId"));
        return LISTING.page(db, query, selection);
    }

    @Transactional
    public Representation purgeClaim(ClaimKey key, ObjectNode body) {
        return purge(Resource.CLAIM, claims.everRecorded(key), body);
    }

    /** Answers that it was done: the thing's words are in nothing that is left. */
    @Transactional
    public Representation purge(Resource resource, UUID thing, ObjectNode body) {
        refuseUnknown(resource, thing);
        Fields fields = Fields.of(body);
        String reason = fields.requiredText("reason");
        Keep keep = fields.choice("keep", Keep.class);
        fields.done();
        fields.faults().throwIfAny();
        UUID id = Ids.next();
        // Looks through all answers that are kept for repeats.
        db.sql("set local statement_timeout = '10min'").update();
        db.sql("select history.purge(:id, :resource, :thing, :keepsPresent, :reason)")
                .params(Map.of(
                        "id", id,
                        "resource", resource.toString(),
                        "thing", thing,
                        "keepsPresent", keep != null,
                        "reason", reason))
                .query()
                .singleRow();
        events.publishEvent(new Purges.Done(id));
        actor.caller()
                .ifPresent(caller -> securityLog.record(
                        SecurityEvent.PURGED,
                        caller,
                        (keep == null ? "" : "the past of ") + resource + " " + thing + ", purge " + id));
        return Representation.of(
                db.sql(Sql.of("select {json} from history.purge p where p.id = :id", Map.of("json", JSON)))
                        .param("id", id)
                        .query(String.class)
                        .single());
    }

    /** Of what was purged whole there is nothing left to purge. */
    private void refuseUnknown(Resource resource, UUID thing) {
        boolean known = db.sql(Sql.of("""
                        select exists (select from {table} t where t.id = :id) and not exists (
                            select from history.purge p
                            where p.resource = :resource and p.resource_id = :id and not p.keeps_present)""", Map.of("table", resource.table())))
                .param("id", thing)
                .param("resource", resource.toString())
                .query(Boolean.class)
                .single();
        if (!known) {
            throw new NotRecorded(resource.toString(), thing);
        }
    }
}
