package org.claimtrail.webhook;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Sql;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which webhooks this instance serves, and how far each has come.
 *
 * <p>One instance at a time serves a webhook. It says for how long, in the database and by the database's clock; when it
 * has not said so again by then, another one takes over.
 */
@Component
class ServedWebhooks {

    private static final int MINE_FOR_SECONDS = 15;

    private static final String MINE = "worker = :me, worker_until = now() + make_interval(secs => :mine)";
    private static final String FREE = """
            active and parked_at is null
            and not exists (select from outgoing_hold)
            and (worker is null or worker = :me or worker_until < now())""";
    private static final String DUE = "(next_attempt_at is null or next_attempt_at <= now())";

    /**
     * A webhook that there is.
     *
     * @param isFree whether this instance may serve it
     * @param isDue whether it need not wait after a failure
     */
    record Known(UUID id, boolean isFree, boolean isDue) {}

    private final UUID me = Ids.next();
    private final JdbcClient db;

    ServedWebhooks(JdbcClient db) {
        this.db = db;
    }

    List<Known> all() {
        return db.sql(Sql.of("select id, {free} as free, {due} as due from webhook", Map.of("free", FREE, "due", DUE)))
                .param("me", me)
                .query((row, n) ->
                        new Known(row.getObject("id", UUID.class), row.getBoolean("free"), row.getBoolean("due")))
                .list();
    }

    /** @param early whether it is to be served although what failed has to wait */
    Optional<Subscription> take(UUID id, boolean early) {
        return db.sql(Sql.of(
                        "update webhook set {mine} where id = :id and {free} and ({due} or :early) returning {columns}",
                        Map.of("mine", MINE, "free", FREE, "due", DUE, "columns", Subscription.COLUMNS)))
                .param("me", me)
                .param("mine", MINE_FOR_SECONDS)
                .param("id", id)
                .param("early", early)
                .query(Subscription::of)
                .optional();
    }

    void release(UUID id) {
        db.sql("update webhook set worker = null, worker_until = null where id = :id and worker = :me")
                .param("id", id)
                .param("me", me)
                .update();
    }

    void releaseAll() {
        db.sql("update webhook set worker = null, worker_until = null where worker = :me")
                .param("me", me)
                .update();
    }

    void goOn() {
        db.sql("update webhook set " + MINE + " where worker = :me")
                .param("me", me)
                .param("mine", MINE_FOR_SECONDS)
                .update();
    }

    /** All up to the place was acknowledged; like the others, empty where it is gone, somebody set its place, or another instance took over. */
    Optional<Subscription> acknowledged(Subscription webhook, Place place) {
        return moved(
                webhook, place, ", last_delivered_at = now(), failures = 0, next_attempt_at = null, last_error = null");
    }

    /** Something was acknowledged, and what failed was not. */
    Optional<Subscription> acknowledgedBesides(Subscription webhook, Place place) {
        return moved(webhook, place, ", last_delivered_at = now()");
    }

    Optional<Subscription> passed(Subscription webhook, Place place) {
        return moved(webhook, place, "");
    }

    private Optional<Subscription> moved(Subscription webhook, Place place, String also) {
        return db.sql("update webhook set place = :next, " + MINE + also
                        + " where id = :id and worker = :me and place = :place returning " + Subscription.COLUMNS)
                .param("next", place.cursor())
                .param("mine", MINE_FOR_SECONDS)
                .param("id", webhook.id())
                .param("me", me)
                .param("place", webhook.place())
                .query(Subscription::of)
                .optional();
    }

    /** @param pause absent where it is parked */
    Optional<Subscription> failed(Subscription webhook, int failures, String error, @Nullable Duration pause) {
        return db.sql(Sql.of("""
                        update webhook
                        set failures = :failures, last_error = :error,
                            next_attempt_at = now() + make_interval(secs => cast(:pause as float8)),
                            parked_at = case when cast(:pause as float8) is null then now() end
                        where id = :id and worker = :me and place = :place
                        returning {columns}""", Map.of("columns", Subscription.COLUMNS)))
                .param("failures", failures)
                .param("error", error)
                .param("pause", pause == null ? null : pause.toMillis() / 1000.0)
                .param("id", webhook.id())
                .param("me", me)
                .param("place", webhook.place())
                .query(Subscription::of)
                .optional();
    }
}
