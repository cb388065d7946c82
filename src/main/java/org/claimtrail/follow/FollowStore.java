package org.claimtrail.follow;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.intake.LineIntake.Stopped;
import org.claimtrail.platform.Ids;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The tables of what is followed.
 *
 * <p>One instance at a time follows an installation. It says for how long, by the database's clock; when it has not said so again by
 * then, another one takes over.
 */
@Component
class FollowStore {

    /** What was refused so often is left until something is said of it again. */
    static final int MOST_TRIES = 3;

    private static final int MINE_FOR_SECONDS = 15;

    /**
     * How far an installation was followed.
     *
     * @param place behind which change to go on; absent where its whole record is to be begun
     * @param isReadingWhole whether its whole record is read
     * @param wholeAsOf as of when; absent before it answered
     * @param wholeAfter behind which line to go on; absent at the beginning
     * @param round which reading of the whole it is
     */
    record Progress(
            String name,
            @Nullable String place,
            boolean isReadingWhole,
            @Nullable String wholeAsOf,
            @Nullable String wholeAfter,
            long round,
            int failures) {}

    /**
     * What became of a thing.
     *
     * @param known as what it is known from now on, without when; absent digest for what was not recorded
     * @param count which column counts it; none where nothing became of it
     * @param status of a claim, there
     * @param fault why it is not what is said of it
     * @param isFinal whether trying again would tell the same
     */
    record Note(
            There there,
            Known known,
            String count,
            @Nullable String status,
            @Nullable String fault,
            boolean isFinal) {}

    private final UUID me = Ids.next();
    private final JdbcClient db;
    private final Clock clock;

    FollowStore(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Which installations the settings name. */
    void want(List<FollowSettings.Installation> installations) {
        for (FollowSettings.Installation one : installations) {
            db.sql("""
                            insert into followed_installation (name, url, wanted, reading_whole, round, recorded, changed, deleted,
                                failures, created_at)
                            values (:name, :url, true, false, 0, 0, 0, 0, 0, :now)
                            on conflict (name) do update set url = excluded.url, wanted = true""")
                    .param("name", one.called())
                    .param("url", one.base().toString())
                    .param("now", now())
                    .update();
        }
        db.sql("update followed_installation set wanted = false where wanted and name <> all(:names)")
                .param(
                        "names",
                        Selection.texts(installations.stream()
                                .map(FollowSettings.Installation::called)
                                .toList()))
                .update();
    }

    /** For this instance, unless another one follows it or it has to wait. */
    Optional<Progress> take(String name) {
        return db.sql("""
                        update followed_installation
                        set worker = :me, worker_until = now() + make_interval(secs => :mine)
                        where name = :name and (worker is null or worker = :me or worker_until < now())
                          and (next_attempt_at is null or next_attempt_at <= now())
                        returning name, place, reading_whole, whole_as_of, whole_after, round, failures""")
                .param("me", me)
                .param("mine", MINE_FOR_SECONDS)
                .param("name", name)
                .query(FollowStore::progress)
                .optional();
    }

    private static Progress progress(ResultSet row, int n) throws SQLException {
        return new Progress(
                row.getString("name"),
                row.getString("place"),
                row.getBoolean("reading_whole"),
                row.getString("whole_as_of"),
                row.getString("whole_after"),
                row.getLong("round"),
                row.getInt("failures"));
    }

    /** This instance is at it. */
    void goOn() {
        db.sql(
                        "update followed_installation set worker_until = now() + make_interval(secs => :mine) where worker = :me")
                .param("me", me)
                .param("mine", MINE_FOR_SECONDS)
                .update();
    }

    void release(String name) {
        db.sql(
                        "update followed_installation set worker = null, worker_until = null where name = :name and worker = :me")
                .param("name", name)
                .param("me", me)
                .update();
    }

    /**
     * Holds what is told of an installation until the transaction ends.
     *
     * @throws Stopped if another instance follows it by now
     */
    void hold(String name) {
        db.sql("select worker from followed_installation where name = :name and worker = :me for update")
                .param("name", name)
                .param("me", me)
                .query(UUID.class)
                .optional()
                .orElseThrow(Stopped::new);
    }

    /** Its whole record is read from now on, and then the changes behind a place. */
    void beginWhole(String name, String place) {
        update(
                name,
                "place = :value, reading_whole = true, whole_as_of = null, whole_after = null, round = round + 1",
                place);
    }

    void wholeIsAsOf(String name, String instant) {
        update(name, "whole_as_of = :value", instant);
    }

    void wholeIsReadTo(String name, String after) {
        update(name, "whole_after = :value", after);
    }

    void wholeIsRead(String name) {
        update(name, "reading_whole = false, whole_as_of = null, whole_after = :value", null);
    }

    void changesAreReadTo(String name, String place) {
        update(name, "place = :value", place);
    }

    /** Its place is none: the whole is to be read. */
    void forgetPlace(String name) {
        update(name, "place = :value, reading_whole = false, whole_as_of = null, whole_after = null", null);
    }

    /** All that it has is recorded, or told as what is not. */
    void isComplete(String name) {
        update(name, "complete_at = now(), failures = 0, last_error = :value, next_attempt_at = null", null);
    }

    /** It answered, and there is more. */
    void answered(String name) {
        update(name, "failures = 0, last_error = :value, next_attempt_at = null", null);
    }

    private void update(String name, String set, @Nullable String value) {
        int updated = db.sql(Sql.of(
                        "update followed_installation set {set} where name = :name and worker = :me",
                        Map.of("set", set)))
                .param("value", value)
                .param("name", name)
                .param("me", me)
                .update();
        if (updated == 0) {
            throw new Stopped();
        }
    }

    void failed(String name, String error, Duration pause) {
        db.sql("""
                        update followed_installation
                        set failures = failures + 1, last_error = :error,
                            next_attempt_at = now() + make_interval(secs => :pause)
                        where name = :name and worker = :me""")
                .param("error", error)
                .param("pause", pause.toMillis() / 1000.0)
                .param("name", name)
                .param("me", me)
                .update();
    }

    /** What is known of some things of a kind. */
    Map<There, Known> known(String name, Resource kind, Collection<UUID> ids) {
        Map<There, Known> known = new HashMap<>();
        if (ids.isEmpty()) {
            return known;
        }
        db.sql(Sql.of("""
                        select f.there_id, f.thing_id, f.is_own, f.is_deleted, f.digest, f.change_set_id::text as since,
                            t.id is not null and t.deleted_at is null as is_here
                        from followed_thing f left join {table} t on t.id = f.thing_id
                        where f.installation = :name and f.resource = :kind and f.there_id = any(cast(:ids as uuid[]))""", Map.of("table", kind.table())))
                .param("name", name)
                .param("kind", kind.toString())
                .param("ids", Selection.texts(ids))
                .query(row -> {
                    known.put(
                            new There(kind, row.getObject("there_id", UUID.class)),
                            new Known(
                                    row.getObject("thing_id", UUID.class),
                                    row.getBoolean("is_own"),
                                    row.getBoolean("is_deleted"),
                                    row.getBoolean("is_here"),
                                    row.getBytes("digest"),
                                    row.getString("since")));
                });
        return known;
    }

    /** What is known of a thing that nothing was noted of: whether a reference of this following created it. */
    Known met(Resource kind, UUID thing, boolean isHere, String channel) {
        return db.sql("""
                        select s.by = 'system' and s.through = :channel as is_own, s.id::text as since
                        from history.change h join history.change_set s on s.id = h.change_set_id
                        where h.resource = :kind and h.resource_id = :thing
                        order by s.at, s.id limit 1""")
                .param("channel", channel)
                .param("kind", kind.toString())
                .param("thing", thing)
                .query((row, n) ->
                        new Known(thing, row.getBoolean("is_own"), false, isHere, null, row.getString("since")))
                .optional()
                .orElseGet(() -> new Known(thing, false, false, isHere, null, null));
    }

    /** Notes what became of things, in the transaction that did it. */
    void note(String name, long round, List<Note> notes) {
        if (notes.isEmpty()) {
            return;
        }
        Rows rows = new Rows();
        Map<String, Integer> counts = new HashMap<>();
        for (Note note : notes) {
            counts.merge(note.count(), 1, Integer::sum);
            Known known = note.known();
            byte[] digest = known.digest();
            Rows.Row row = rows.add()
                    .put("resource", note.there().resource().toString())
                    .put("there_id", note.there().id())
                    .put("thing_id", known.thing())
                    .put(
                            "digest",
                            digest == null ? null : "\\x" + HexFormat.of().formatHex(digest))
                    .put("since", known.since())
                    .put("status", note.status())
                    .put("fault", note.fault())
                    .put("tries", note.fault() == null ? 0 : note.isFinal() ? MOST_TRIES : 1);
            row.put("is_own", known.isOwn());
            row.put("is_deleted", known.isWithdrawn());
        }
        db.sql(Sql.of("""
                        insert into followed_thing as f (installation, resource, there_id, thing_id, is_own, is_deleted, digest,
                            change_set_id, round, status, fault, tries, noted_at)
                        select :name, resource, there_id, thing_id, is_own, is_deleted, digest,
                            case when fault is null then (pg_current_xact_id()::text::bigint + n.shift)::text::xid8
                                else cast(since as xid8) end,
                            :round, status, fault, tries, :now
                        from json_to_recordset(cast(:rows as json)) r (resource text, there_id uuid, thing_id uuid, is_own boolean,
                            is_deleted boolean, digest bytea, since text, status text, fault text, tries int),
                            history.numbering n
                        on conflict (installation, resource, there_id) do update
                        set thing_id = excluded.thing_id, is_own = excluded.is_own, is_deleted = excluded.is_deleted,
                            -- What was refused leaves what is recorded as it was.
                            digest = case when excluded.fault is null then excluded.digest else f.digest end,
                            change_set_id = case when excluded.fault is null then excluded.change_set_id else f.change_set_id end,
                            round = excluded.round, status = coalesce(excluded.status, f.status), fault = excluded.fault,
                            tries = case when excluded.fault is null then 0 else least(f.tries + excluded.tries, {most}) end,
                            noted_at = excluded.noted_at""", Map.of("most", MOST_TRIES)))
                .param("name", name)
                .param("round", round)
                .param("now", now())
                .param("rows", rows.json())
                .update();
        db.sql("""
                        update followed_installation
                        set recorded = recorded + :recorded, changed = changed + :changed, deleted = deleted + :deleted
                        where name = :name""")
                .param("name", name)
                .param("recorded", counts.getOrDefault("recorded", 0))
                .param("changed", counts.getOrDefault("changed", 0))
                .param("deleted", counts.getOrDefault("deleted", 0))
                .update();
    }

    /** That things are as they were, in this reading of the whole, and that what was said of them before is over. */
    void seen(String name, long round, Collection<There> things, Map<There, String> statuses) {
        if (things.isEmpty()) {
            return;
        }
        Rows rows = new Rows();
        for (There thing : things) {
            rows.add()
                    .put("resource", thing.resource().toString())
                    .put("there_id", thing.id())
                    .put("status", statuses.get(thing));
        }
        db.sql("""
                        update followed_thing f
                        set round = :round, status = coalesce(r.status, f.status), fault = null, tries = 0
                        from json_to_recordset(cast(:rows as json)) r (resource text, there_id uuid, status text)
                        where f.installation = :name and f.resource = r.resource and f.there_id = r.there_id""")
                .param("name", name)
                .param("round", round)
                .param("rows", rows.json())
                .update();
    }

    /** A new change is tried as often as the first. */
    void tryAnew(String name, Collection<There> things) {
        db.sql("""
                        update followed_thing set tries = 0
                        where installation = :name and fault is not null
                          and resource || ':' || there_id = any(:things)""").param("name", name).param("things", Selection.texts(things)).update();
    }

    /** What was refused and may be tried again. */
    List<There> refused(String name, int most) {
        return db.sql(Sql.of("""
                        select resource, there_id from followed_thing
                        where installation = :name and fault is not null and tries < {tries}
                        order by noted_at limit :most""", Map.of("tries", MOST_TRIES)))
                .param("name", name)
                .param("most", most)
                .query(FollowStore::there)
                .list();
    }

    /** What was there in a reading of the whole before, and was not in the last one. */
    List<There> unseen(String name, long round, int most) {
        return db.sql("""
                        select resource, there_id from followed_thing
                        where installation = :name and round < :round
                        order by resource, there_id limit :most""")
                .param("name", name)
                .param("round", round)
                .param("most", most)
                .query(FollowStore::there)
                .list();
    }

    /** Whether more than half of what was there, and more than a few, was not in the last reading of the whole. */
    boolean isMostUnseen(String name, long round, int few) {
        return db.sql("""
                        select count(*) filter (where round < :round) > greatest(:few, count(*) / 2)
                        from followed_thing where installation = :name and not is_deleted""")
                .param("name", name)
                .param("round", round)
                .param("few", few)
                .query(Boolean.class)
                .single();
    }

    private static There there(ResultSet row, int n) throws SQLException {
        return new There(Resource.parse(row.getString("resource")), row.getObject("there_id", UUID.class));
    }

    /** Another following by which the thing is known, too. */
    Optional<String> otherInstallation(String name, UUID thing) {
        return db.sql(
                        "select installation from followed_thing where thing_id = :thing and installation <> :name limit 1")
                .param("thing", thing)
                .param("name", name)
                .query(String.class)
                .optional();
    }

    /** Ids there of claims that are recorded, in their order. */
    List<UUID> claims(String name, UUID after, int most) {
        return db.sql("""
                        select there_id from followed_thing
                        where installation = :name and resource = 'claim' and there_id > :after and is_own
                        order by there_id limit :most""")
                .param("name", name)
                .param("after", after)
                .param("most", most)
                .query(UUID.class)
                .list();
    }

    /** Of these, the claims that have another status there, with what it is, unless somebody here decided on theirs. */
    Map<UUID, String> statuses(String name, String channel, Collection<UUID> claims) {
        Map<UUID, String> found = new HashMap<>();
        db.sql("""
                        select c.id, f.status from followed_thing f join claim c on c.id = f.thing_id
                        where f.installation = :name and f.resource = 'claim' and f.there_id = any(cast(:claims as uuid[]))
                          and f.is_own and f.status <> c.status and c.deleted_at is null
                          and not exists (
                            select from status_change s where s.claim_id = c.id and s.through is distinct from :channel)""")
                .param("name", name)
                .param("channel", channel)
                .param("claims", Selection.texts(claims))
                .query(row -> {
                    found.put(row.getObject("id", UUID.class), row.getString("status"));
                });
        return found;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
