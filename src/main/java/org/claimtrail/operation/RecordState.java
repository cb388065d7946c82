package org.claimtrail.operation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.sql.DataSource;
import org.claimtrail.platform.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What waits in the database, and how large it is: by one statement, which reads indexes, short queues and estimates, and is asked
 * at most every few seconds, however many look at it. Where the database does not answer, nothing is known, soon.
 */
@Service
public class RecordState {

    private static final Logger log = LoggerFactory.getLogger(RecordState.class);

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int PATIENCE_SECONDS = 3;

    /** Queues are counted up to there, by the statement below. */
    public static final int MOST_WAITING = 10_000;

    /** Of fifty webhooks it is told how far they are. Files are counted up to 5,000, and estimated beyond by what these have. */
    private static final String ASKED = """
            with newest as materialized (
                select c.id, c.at from history.change_set c where c.at is not null order by c.at desc, c.id desc limit 1
            ), hook as (
                select w.id, w.parked_at is not null as parked, w.failures,
                    coalesce(extract(epoch from clock_timestamp() - (
                        select s.at from history.change_set s
                        where exists (select from history.change c where c.change_set_id = s.id)
                          and s.at > timestamptz 'epoch' + make_interval(secs => coalesce(nullif(split_part(w.place, '.', 4), '')::bigint, 0) / 1000000.0)
                        order by s.at limit 1)), 0) as behind
                from webhook w where w.active order by w.id limit 50
            ), file as (
                select 'evidence_file'::regclass as kept, count(*) as sampled, coalesce(sum(bytes), 0) as bytes
                from (select bytes from evidence_file limit 5000) f
                union all
                select 'note_file'::regclass, count(*), coalesce(sum(bytes), 0) from (select bytes from note_file limit 5000) f
                union all
                select 'article_file'::regclass, count(*), coalesce(sum(bytes), 0) from (select bytes from article_file limit 5000) f
            ), files as (
                select sum(greatest(f.sampled, case when f.sampled = 5000 then c.reltuples end)) as number,
                    sum(f.bytes * greatest(1, case when f.sampled = 5000 then c.reltuples / 5000 end)) as bytes
                from file f join pg_class c on c.oid = f.kept
            ), followed as (
                select i.name, i.failures, i.recorded, i.reading_whole as whole, i.last_error as error,
                    extract(epoch from clock_timestamp() - coalesce(i.complete_at, i.created_at)) as behind,
                    (select count(*) from (
                        select from followed_thing t where t.installation = i.name and t.fault is not null limit 10000) t) as refused
                from followed_installation i where i.wanted order by i.name limit 50
            ), imported as (
                select coalesce(sum(recorded), 0) as recorded, coalesce(sum(unchanged), 0) as unchanged,
                    coalesce(sum(changed), 0) as changed, coalesce(sum(duplicate), 0) as duplicate, coalesce(sum(faulty), 0) as faulty
                from import where not dry_run
            )
            select json_build_object(
                'size', pg_database_size(current_database()),
                'claims', (select greatest(c.reltuples, 0) from pg_class c where c.oid = 'claim'::regclass),
                'newest', (select extract(epoch from at) from newest),
                'position', (select id::text::numeric from newest),
                'transaction', (
                    select coalesce(max(extract(epoch from clock_timestamp() - a.xact_start)), 0) from pg_stat_activity a
                    where a.datname = current_database() and a.pid <> pg_backend_pid()),
                'standings', (select count(*) from (select from standing_mark limit 10000) m),
                'vectors', (select count(*) from (select from claim_vector v where v.model is null and v.text_hash is not null limit 10000) v),
                'stale', (select coalesce(max(b.stale_to), 0) from vector_basis b),
                'notices', coalesce((
                    select extract(epoch from clock_timestamp() - (select min(s.at) from history.change_set s where s.at > m.at))
                    from notice_mark m), 0),
                'digests', (select count(*) from digest d where d.next_at <= now()),
                'held', (select count(*) from outgoing_hold),
                'webhooks', coalesce((select json_object_agg(h.id, json_build_object('behind', h.behind, 'failures', h.failures)) from hook h), '{}'),
                'parked', (select count(*) from hook h where h.parked),
                'followed', coalesce((select json_object_agg(f.name, to_json(f)) from followed f), '{}'),
                'imports', coalesce((select json_object_agg(i.state, i.many) from (
                    select state, count(*) as many from import group by state) i), '{}'),
                'rows', (select row_to_json(imported) from imported),
                'files', (select row_to_json(files) from files),
                'schema', (select version from flyway_schema_history where version is not null and success order by installed_rank desc limit 1),
                'server', current_setting('server_version'))""";

    private final JdbcTemplate db;
    private ObjectNode known = Json.object();
    private long since;

    RecordState(DataSource source) {
        this.db = new JdbcTemplate(source);
        this.db.setQueryTimeout(PATIENCE_SECONDS);
        this.since = System.nanoTime() - FRESH.toNanos();
    }

    /** Empty where the database does not answer. */
    public synchronized ObjectNode now() {
        if (System.nanoTime() - since >= FRESH.toNanos()) {
            known = ask();
            since = System.nanoTime();
        }
        return known;
    }

    /** The next who looks has it asked again. */
    synchronized void forget() {
        since = System.nanoTime() - FRESH.toNanos();
    }

    private ObjectNode ask() {
        try {
            String answer = db.queryForObject(ASKED, String.class);
            return answer == null ? Json.object() : Json.parseObject(answer.getBytes(StandardCharsets.UTF_8));
        } catch (DataAccessException e) {
            log.debug("What waits in the database cannot be told now", e);
            return Json.object();
        }
    }

    /** Not a number where it is not known. */
    double number(String pointer) {
        JsonNode value = now().at(pointer);
        return value.isNumber() ? value.doubleValue() : Double.NaN;
    }

    /** As {@link #number}, with nothing where there is none of its kind. */
    double numberOrNone(String pointer) {
        return now().isEmpty() ? Double.NaN : now().at(pointer).asDouble(0);
    }
}
