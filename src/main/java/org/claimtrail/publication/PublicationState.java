package org.claimtrail.publication;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * A state of the record, for whoever keeps what was made of it: by the change sets that it sees, of which the history tells
 * whether there are others by now. Whatever was changed, nothing kept counts any more: the record is looked at far more often
 * than it is changed, and what a page rests on need not be told thing by thing.
 */
@Component
public class PublicationState {

    private static final String NOW = """
            select cast(history.shifted(pg_current_snapshot()) as text) as seen,
                (select cast(h.id as text) from history.change_set h order by h.id desc limit 1) as newest,
                greatest(
                    (select max(s.at) from public.stage_change s where s.from_stage = 'DONE' or s.to_stage = 'DONE'),
                    (select max(c.updated_at) from public.claim c where c.stage = 'DONE' and c.deleted_at is null),
                    (select max(c.deleted_at) from public.claim c where c.stage = 'DONE' and c.deleted_at is not null))
                    as changed""";

    private static final String STANDS = """
            select (select cast(h.id as text) from history.change_set h order by h.id desc limit 1)
                    is not distinct from cast(:newest as text)
                and not exists (
                    select from history.change_set h
                    where h.id >= pg_snapshot_xmin(cast(:seen as pg_snapshot))
                      and not pg_visible_in_snapshot(h.id, cast(:seen as pg_snapshot)))""";

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

    /** Whether nothing was changed since. */
    public boolean stands(State state) {
        return db.sql(STANDS)
                .param("newest", state.newest())
                .param("seen", state.seen())
                .query(Boolean.class)
                .single();
    }
}
