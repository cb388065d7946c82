package org.claimtrail.webhook;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Keeps the webhooks: who is sent which changes. The secrets are told once each; what is sent is for others to see to. */
@Service
public class Webhooks {

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', w.id,
                'url', w.url,
                'types', w.types,
                'resources', w.resources,
                'format', w.format,
                'batch', w.batch,
                'parallel', w.parallel,
                'description', w.description,
                'active', w.active,
                'state', case when w.parked_at is not null then 'PARKED' when w.active then 'ACTIVE' else 'PAUSED' end,
                'place', w.place,
                'failures', w.failures,
                'lastDeliveredAt', rfc3339(w.last_delivered_at),
                'nextAttemptAt', rfc3339(w.next_attempt_at),
                'lastFailure', w.last_error,
                'createdAt', rfc3339(w.created_at),
                'updatedAt', rfc3339(w.updated_at)))""";

    private static final Listing LISTING =
            new Listing("webhook w", "w", JSON, "createdAt").sortedBy("createdAt", "w.created_at", "timestamptz");

    /** A webhook with the secret that it just got. */
    public record WithSecret(Representation webhook, String secret) {}

    private final Targets targets;
    private final ChangeFeed feed;
    private final SecurityLog log;
    private final WebhookSettings settings;
    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;

    Webhooks(
            Targets targets,
            ChangeFeed feed,
            SecurityLog log,
            WebhookSettings settings,
            Actor actor,
            JdbcClient db,
            Clock clock) {
        this.targets = targets;
        this.feed = feed;
        this.log = log;
        this.settings = settings;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
    }

    public Page list(Query query) {
        return LISTING.page(db, query, new Selection());
    }

    public Representation read(UUID id) {
        return read(id, "");
    }

    private Representation read(UUID id, String lock) {
        return StoredJson.one(
                db,
                "webhook",
                Sql.of(
                        "select null::timestamptz as deleted_at, {json} as json from webhook w where w.id = :id{lock}",
                        Map.of("json", JSON, "lock", lock)),
                id);
    }

    @Transactional
    public WithSecret record(ObjectNode body) {
        Fields fields = Fields.of(body);
        WebhookInput input = WebhookInput.read(fields, targets);
        String after = fields.text("after");
        String place = place(fields, after == null ? "now" : after);
        fields.done();
        fields.faults().throwIfAny();
        UUID id = Ids.next();
        byte[] secret = Signing.newSecret();
        db.sql("""
                        insert into webhook (id, url, types, resources, format, batch, parallel, description, active,
                            place, failures, secret, created_at, updated_at)
                        values (:id, :url, :types, :resources, :format, :batch, :parallel, :description, :active,
                            :place, 0, :secret, :now, :now)""")
                .params(values(input))
                .param("id", id)
                .param("place", place)
                .param("secret", secret)
                .update();
        tell(SecurityEvent.WEBHOOK_CREATED, id, "to " + input.url());
        return new WithSecret(read(id), Signing.told(secret));
    }

    @Transactional
    public Representation change(UUID id, IfMatch ifMatch, Edit edit) {
        Representation present = read(id, " for update");
        ifMatch.check(present);
        Fields fields = edit.fields(present).orElse(null);
        if (fields == null) {
            return present;
        }
        WebhookInput input = WebhookInput.read(fields, targets);
        fields.done();
        fields.faults().throwIfAny();
        db.sql("""
                        update webhook
                        set url = :url, types = :types, resources = :resources, format = :format, batch = :batch,
                            parallel = :parallel, description = :description, active = :active, updated_at = :now
                        where id = :id""").params(values(input)).param("id", id).update();
        tell(SecurityEvent.WEBHOOK_CHANGED, id, "to " + input.url() + (input.active() ? "" : ", paused"));
        return read(id);
    }

    private Map<String, @Nullable Object> values(WebhookInput input) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("url", input.url());
        values.put("types", Selection.texts(input.types()));
        values.put("resources", Selection.texts(input.resources()));
        values.put("format", input.format().name());
        values.put("batch", input.batch());
        values.put("parallel", input.parallel());
        values.put("description", input.description());
        values.put("active", input.active());
        values.put("now", Timestamp.from(clock.instant()));
        return values;
    }

    @Transactional
    public void delete(UUID id, IfMatch ifMatch) {
        ifMatch.check(read(id, " for update"));
        db.sql("delete from webhook where id = :id").param("id", id).update();
        tell(SecurityEvent.WEBHOOK_DELETED, id, "deleted");
    }

    /** The present secret signs, too, for a while. */
    @Transactional
    public WithSecret renewSecret(UUID id) {
        byte[] secret = Signing.newSecret();
        Instant until = clock.instant().plus(settings.secretOverlap());
        changed(db.sql("""
                        update webhook
                        set former_secret = secret, former_secret_until = :until, secret = :secret, updated_at = :now
                        where id = :id""").param("until", Timestamp.from(until)).param("secret", secret), id);
        tell(SecurityEvent.WEBHOOK_CHANGED, id, "new secret");
        return new WithSecret(read(id), Signing.told(secret));
    }

    /** Goes on behind any place that there is, or was, and starts again where it was parked. */
    @Transactional
    public Representation replay(UUID id, ObjectNode body) {
        Fields fields = Fields.of(body);
        String after = fields.requiredText("after");
        String place = after == null ? null : place(fields, after);
        fields.done();
        fields.faults().throwIfAny();
        changed(db.sql("""
                        update webhook
                        set place = :place, parked_at = null, failures = 0, next_attempt_at = null, last_error = null,
                            updated_at = :now
                        where id = :id""").param("place", place), id);
        tell(SecurityEvent.WEBHOOK_CHANGED, id, "goes on after " + place);
        return read(id);
    }

    private void changed(JdbcClient.StatementSpec statement, UUID id) {
        int rows = statement
                .param("now", Timestamp.from(clock.instant()))
                .param("id", id)
                .update();
        if (rows == 0) {
            throw new NotRecorded("webhook", id);
        }
    }

    /** The place that the field {@code after} names. */
    private @Nullable String place(Fields fields, String after) {
        String place = feed.place(after).map(Place::cursor).orElse(null);
        if (place == null) {
            fields.fault("after", ChangeFeed.NO_PLACE);
        }
        return place;
    }

    private void tell(SecurityEvent event, UUID id, String what) {
        actor.caller().ifPresent(caller -> log.record(event, caller, id + ", " + what));
        // Whoever sends looks again, in every instance, when this is committed.
        db.sql("select pg_notify('claimtrail_changes', '')").query().singleRow();
    }
}
