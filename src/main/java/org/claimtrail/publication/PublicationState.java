package org.claimtrail.publication;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.claimtrail.database.Sql;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A state of the record, for whoever keeps what was made of it: by the change sets that it sees, of which the history tells
 * what was changed since. Whatever was changed of what is published, nothing kept counts any more: what a page rests on need not
 * be told thing by thing. What the desk works on, and was never published, is no such change.
 */
@Component
public class PublicationState {

    private static final String NOW = """
            select cast(history.seen() as text) as seen,
                (select cast(h.id as text) from history.change_set h order by h.id desc limit 1) as newest,
                greatest(
                    (select max(s.at) from public.stage_change s where s.from_stage = 'DONE' or s.to_stage = 'DONE'),
                    (select max(c.updated_at) from public.claim c where c.stage = 'DONE' and c.deleted_at is null),
                    (select max(c.deleted_at) from public.claim c where c.stage = 'DONE' and c.deleted_at is not null))
                    as changed""";

    /** So many changes are looked at one by one; of more, one will have been of what is published. */
    private static final int MOST = 200;

    /**
     * What is published is changed with a claim that is DONE, or was: whatever else it shows takes its claims to another review.
     * The rest is told by what strangers may read of it.
     */
    private static final String STANDS = Sql.of(
            """
            with fresh as materialized (
                select h.resource, h.resource_id as id
                from history.change h
                where h.change_set_id >= pg_snapshot_xmin(cast(:seen as pg_snapshot))
                  and not pg_visible_in_snapshot(h.change_set_id, cast(:seen as pg_snapshot))
                limit {most} + 1
            )
            select cast(history.seen() as text) as seen
            where (
                    -- Nor does the history tell where it was emptied, and filled anew.
                    select case when cast(:newest as text) is null then not exists (select from history.change_set)
                        else exists (select from history.change_set h where h.id = cast(cast(:newest as text) as xid8)) end)
              and (select count(*) from fresh) <= {most}
              and not exists (
                select from fresh f
                where case f.resource
                    when 'note' then false
                    when 'exchange-rate' then false
                    when 'claim' then {told}
                    when 'relation' then coalesce((
                        select bool_or({toldOfRelation}) from public.relation r
                        cross join lateral (values (r.from_claim_id), (r.to_claim_id)) k (id) where r.id = f.id), true)
                    when 'evidence' then coalesce(
                        (select {toldOfEvidence} from public.evidence e where e.id = f.id), true)
                    when 'assessment' then coalesce(
                        (select {toldOfAssessment} from public.assessment v where v.id = f.id), true)
                    when 'source' then exists (select from public_record.source s where s.id = f.id)
                    when 'article' then exists (select from public_record.article a where a.id = f.id)
                    when 'measure' then exists (select from public_record.measure m where m.id = f.id)
                    when 'topic' then exists (select from public_record.topic t where t.id = f.id)
                    else true end)""",
            Map.of(
                    "most", String.valueOf(MOST),
                    "told", told("f.id"),
                    "toldOfRelation", told("k.id"),
                    "toldOfEvidence", told("e.claim_id"),
                    "toldOfAssessment", told("v.claim_id")));

    /**
     * @param newest the last change set; null where there is none
     * @param changed when anything that is published last changed; null where nothing is
     */
    public record State(
            String seen, @Nullable String newest, @Nullable Instant changed) {}

    private final JdbcClient db;

    PublicationState(JdbcClient db) {
        this.db = db;
    }

    /** The state that the present transaction reads. */
    public State now() {
        return db.sql(NOW)
                .query((row, n) -> {
                    OffsetDateTime changed = row.getObject("changed", OffsetDateTime.class);
                    return new State(
                            row.getString("seen"),
                            row.getString("newest"),
                            changed == null ? null : changed.toInstant());
                })
                .single();
    }

    /** The same state as what is seen now, unless something that is published was changed since. */
    public Optional<State> still(State state) {
        return db.sql(STANDS)
                .param("newest", state.newest())
                .param("seen", state.seen())
                .query((row, n) -> new State(row.getString("seen"), state.newest(), state.changed()))
                .optional();
    }

    /** Whether a claim is published, was once, or is not there any more. */
    private static String told(String claim) {
        return Sql.of("""
                (exists (select from history.claim h where h.id = {claim} and h.stage = 'DONE')
                    or not exists (select from public.claim c where c.id = {claim} and c.stage <> 'DONE'))""", Map.of("claim", claim));
    }
}
