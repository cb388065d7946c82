package org.claimtrail.watching;

import static org.claimtrail.platform.Fields.given;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What somebody was told, and what of it he has read. */
@Service
public class Notices {

    /** More unread ones are not counted. */
    public static final int MOST_COUNTED = 100;

    private static final int MOST_MARKED = 200;
    private static final Duration KEPT = Duration.ofDays(90);
    private static final String EITHER = "must be given, or \"through\", and not both.";

    /** The change set is what tells the changes of a notice. */
    private static final String JSON = Sql.of(
            """
            json_strip_nulls(json_build_object(
                'id', n.id,
                'at', rfc3339(n.at),
                'by', n.by,
                'readAt', rfc3339(n.read_at),
                'things', n.things,
                'changeSet', n.change_set_id::text,
                'reasons', (
                    select json_agg(json_build_object(
                            'reason', r.reason,
                            'thing', {thing},
                            'watched', case when r.reason = 'WATCHED' then {watched} end)
                        order by array_position(array['MENTIONED', 'ASSIGNED', 'REVIEW'], r.reason), r.resource, r.resource_id,
                            r.kind, r.watched_id)
                    from notice_reason r where r.notice_id = n.id)))""",
            Map.of(
                    "thing",
                    Watchable.json("r.resource", "r.resource_id"),
                    "watched",
                    Watchable.json("r.kind", "r.watched_id")));

    private static final Listing LISTING =
            new Listing("notice n", "n", JSON, "-at").sortedBy("at", "n.at", "timestamptz");

    private final JdbcClient db;
    private final Clock clock;

    Notices(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Page list(UUID account, Query query) {
        Selection selection = new Selection()
                .where("n.account_id = :account", "account", Optional.of(account))
                .either(query.trueOrFalse("unread"), "n.read_at is null", "n.read_at is not null");
        return LISTING.page(db, query, selection);
    }

    /** How many are unread, counted up to {@value #MOST_COUNTED}. Asked for each page, also of the past. */
    public int unread(UUID account) {
        return db.sql("""
                        select count(*) from (
                            select from public.notice n where n.account_id = :account and n.read_at is null limit :most) counted""")
                .param("account", account)
                .param("most", MOST_COUNTED)
                .query(Integer.class)
                .single();
    }

    /** What a digest tells, which was taken up at an instant: so many at most. */
    public List<JsonNode> digested(UUID account, Instant at) {
        return db
                .sql(Sql.of("""
                        select {json}::text from notice n where n.account_id = :account and n.digested_at = :at
                        order by n.at, n.id limit :most""", Map.of("json", JSON)))
                .param("account", account)
                .param("at", Timestamp.from(at))
                .param("most", MOST_MARKED)
                .query(String.class)
                .stream()
                .map(json -> (JsonNode) Json.parseObject(json.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    /** Marks what a body says: {@code ids}, or all that there are {@code through} one, which was shown. Tells how many. */
    @Transactional
    public Representation read(UUID account, ObjectNode body) {
        Fields fields = Fields.of(body);
        List<String> ids = fields.names("ids");
        UUID through = fields.id("through");
        if (ids.isEmpty() == (through == null)) {
            fields.fault("ids", EITHER);
        }
        if (ids.size() > MOST_MARKED) {
            fields.fault("ids", "must be at most " + MOST_MARKED + ".");
        }
        if (ids.stream().anyMatch(id -> Ids.parse(id).isEmpty())) {
            fields.fault("ids", "must be ids of notices.");
        }
        fields.done();
        fields.faults().throwIfAny();
        int marked = ids.isEmpty() ? readThrough(account, given(through)) : read(account, ids);
        return new Representation(Json.write(Json.object().put("marked", marked).put("unread", unread(account))));
    }

    private int read(UUID account, List<String> ids) {
        return mark(account, "n.id = any(cast(:ids as uuid[]))", sql -> sql.param("ids", Selection.texts(ids)));
    }

    /** Those that were made since then were not shown. */
    private int readThrough(UUID account, UUID through) {
        return mark(account, "n.id <= :through", sql -> sql.param("through", through));
    }

    private int mark(UUID account, String which, UnaryOperator<JdbcClient.StatementSpec> values) {
        return values.apply(db.sql(Sql.of("""
                        update notice n set read_at = :now
                        where n.account_id = :account and n.read_at is null and {which}""", Map.of("which", which)))
                        .param("account", account)
                        .param("now", Timestamp.from(clock.instant())))
                .update();
    }

    /** What was read is kept for a while. */
    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT6H")
    void forget() {
        db.sql("delete from notice where read_at < :before")
                .param("before", Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
