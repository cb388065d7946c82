package org.claimtrail.standing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.claimtrail.claim.ListedStandings;
import org.claimtrail.platform.AsOf;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Selection;
import org.claimtrail.standing.StandingMarks.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps how claims stand, for lists. Whoever lists finds what was changed in the snapshot that the list is read in, and
 * computes anew what depends on it before reading, so that the list is right in that snapshot; what little is left to
 * do then, {@link #catchUp} does ahead of readers.
 */
@Service
class StoredStandings implements ListedStandings {

    /** To be raised when the rules of standing change: then all claims are computed anew, in the background. */
    private static final int RULES = 1;

    /** How many marks are looked at, and how many claims computed, at a time. */
    private static final int BATCH = 1000;

    private static final int BATCH_OF_MEASURES = 50;

    /** How long a reader helps to catch up before it is told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(StoredStandings.class);

    private final StandingMarks marks;
    private final ComputedStandings computed;
    private final PastStandings past;
    private final StandingSettings settings;
    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate refreshing;

    StoredStandings(
            StandingMarks marks,
            ComputedStandings computed,
            PastStandings past,
            StandingSettings settings,
            JdbcClient db,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.marks = marks;
        this.computed = computed;
        this.past = past;
        this.settings = settings;
        this.db = db;
        this.clock = clock;
        this.refreshing = new TransactionTemplate(transactions);
        this.refreshing.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot = new TransactionTemplate(transactions, refreshing);
        this.snapshot.setReadOnly(true);
    }

    @Override
    public <T> T upToDate(boolean figures, Selection others, Supplier<T> read) {
        if (AsOf.instant().isPresent()) {
            past.complete(figures, others);
            return read.get();
        }
        return upToDate(figures, read);
    }

    private <T> T upToDate(boolean figures, Supplier<T> read) {
        Kind[] kinds = figures ? Kind.values() : StandingMarks.OF_CLAIMS;
        Optional<T> answer = snapshot.execute(status -> marks.any(kinds) ? Optional.empty() : Optional.of(read.get()));
        for (Instant end = clock.instant().plus(PATIENCE); answer.isEmpty(); ) {
            if (clock.instant().isAfter(end)) {
                throw new TransientDataAccessResourceException(
                        "Standings are being computed anew after a change that many of them depend on.");
            }
            answer = refreshing.execute(status -> {
                begin();
                refresh(figures);
                return marks.any(kinds) ? Optional.empty() : Optional.of(read.get());
            });
        }
        return answer.get();
    }

    /** Where the rules or settings are others than those that the stored standings were computed by, marks everything. */
    @EventListener(ApplicationStartedEvent.class)
    void compareRules() {
        String rules = "%d, %d origins, about %s"
                .formatted(
                        RULES,
                        settings.originsForCorroborated(),
                        settings.aboutTolerance().toPlainString());
        refreshing.executeWithoutResult(status -> {
            begin();
            boolean same = db.sql("select exists (select from standing_basis where rules = :rules)")
                    .param("rules", rules)
                    .query(Boolean.class)
                    .single();
            if (!same) {
                db.sql("insert into standing_mark (kind) values ('EVERYTHING')").update();
                db.sql("""
                                insert into standing_basis (rules) values (:rules)
                                on conflict (only_row) do update set rules = :rules""").param("rules", rules).update();
            }
        });
    }

    /** Leaves little to do for whoever reads. */
    @Scheduled(
            initialDelayString = "${claimtrail.standing.catch-up-every:1s}",
            fixedDelayString = "${claimtrail.standing.catch-up-every:1s}")
    void catchUp() {
        try {
            upToDate(true, () -> true);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Standings could not be computed anew, and will be tried again: {}", e.getMessage());
        }
    }

    /**
     * Waits for others who refresh. Locking a table takes no snapshot, so that the transaction's begins after theirs
     * ended. What is lost in a crash is marked again with it.
     */
    private void begin() {
        db.sql("lock table standing_basis in exclusive mode").update();
        db.sql("""
                        select set_config('synchronous_commit', 'off', true), set_config('statement_timeout', '0', true),
                            set_config('claimtrail.by', 'system', true), set_config('claimtrail.through', 'system', true)""").query().singleRow();
    }

    /** Works off a batch of marks. Measures come last, and each but once, since many claims have figures of one. */
    private void refresh(boolean figures) {
        for (Kind kind : StandingMarks.WIDE) {
            List<UUID> about = marks.about(kind, BATCH);
            if (!about.isEmpty()) {
                marks.spread(kind, about);
                marks.remove(kind, about);
            }
        }
        List<UUID> marked = marks.about(Kind.CLAIM, BATCH);
        if (!marked.isEmpty()) {
            List<UUID> claims = marks.dependents(marked);
            store(claims);
            marks.markMeasuresOf(claims);
            marks.remove(Kind.CLAIM, marked);
        }
        if (figures && !marks.any(StandingMarks.OF_CLAIMS)) {
            List<UUID> measures = marks.about(Kind.MEASURE, BATCH_OF_MEASURES);
            measures.forEach(this::storeConflicts);
            marks.remove(Kind.MEASURE, measures);
        }
    }

    private void store(List<UUID> claims) {
        List<ComputedStandings.Row> rows = computed.of(claims);
        db.sql("""
                        insert into claim_standing as st (claim_id, origins, denied, contradicted, suggested_status)
                        select claim_id, origins, denied, contradicted, suggested_status
                        from json_populate_recordset(null::claim_standing, cast(:rows as json))
                        on conflict (claim_id) do update
                        set origins = excluded.origins, denied = excluded.denied,
                            contradicted = excluded.contradicted, suggested_status = excluded.suggested_status
                        where (st.origins, st.denied, st.contradicted, st.suggested_status)
                            is distinct from
                            (excluded.origins, excluded.denied, excluded.contradicted, excluded.suggested_status)""")
                .param("rows", new String(Json.write(rows), StandardCharsets.UTF_8))
                .update();
    }

    private void storeConflicts(UUID measure) {
        UUID[] ids = computed.inConflict(measure).toArray(UUID[]::new);
        db.sql("delete from claim_figure_conflict where measure_id = :measure and claim_id <> all(:claims)")
                .param("measure", measure)
                .param("claims", ids)
                .update();
        db.sql("""
                        insert into claim_figure_conflict (measure_id, claim_id)
                        select :measure, unnest(:claims)
                        on conflict do nothing""").param("measure", measure).param("claims", ids).update();
    }
}
