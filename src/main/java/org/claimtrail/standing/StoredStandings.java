package org.claimtrail.standing;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.claim.FigureSettings;
import org.claimtrail.claim.ListedStandings;
import org.claimtrail.comparison.FigureConflicts;
import org.claimtrail.comparison.FigureConflicts.Difference;
import org.claimtrail.comparison.FigureConflicts.Pair;
import org.claimtrail.comparison.UnitSizes;
import org.claimtrail.database.Selection;
import org.claimtrail.past.AsOf;
import org.claimtrail.standing.StandingMarks.Subject;
import org.claimtrail.unit.UnitReader;
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
 * Keeps how claims stand, for lists, and what reports tell of that. Whoever lists finds what was changed in the snapshot that the list is read in, and
 * computes what depends on it, in memory: reading writes nothing. {@link #catchUp} stores it in the background.
 */
@Service
class StoredStandings implements ListedStandings {

    /** To be raised when the rules of standing change: then all claims are computed anew, in the background. */
    private static final int RULES = 6;

    /** How many marks are looked at, and how many claims computed, at a time. */
    private static final int BATCH = 1000;

    /** How many claims and measures a reader computes by itself. */
    private static final int MOST_CLAIMS = 5000;

    private static final int MOST_MEASURES = 50;

    /** How long a reader waits for more than that to be stored before it is told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final Logger log = LoggerFactory.getLogger(StoredStandings.class);

    private final StandingMarks marks;
    private final ComputedStandings computed;
    private final FigureConflicts conflicts;
    private final SourceActs acts;
    private final UnitSizes units;
    private final PastStandings past;
    private final StandingSettings settings;
    private final FigureSettings comparison;
    private final JdbcClient db;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate refreshing;
    private final TransactionTemplate starting;

    StoredStandings(
            StandingMarks marks,
            ComputedStandings computed,
            FigureConflicts conflicts,
            SourceActs acts,
            UnitSizes units,
            PastStandings past,
            StandingSettings settings,
            FigureSettings comparison,
            JdbcClient db,
            PlatformTransactionManager transactions) {
        this.marks = marks;
        this.computed = computed;
        this.conflicts = conflicts;
        this.acts = acts;
        this.units = units;
        this.past = past;
        this.settings = settings;
        this.comparison = comparison;
        this.db = db;
        this.starting = new TransactionTemplate(transactions);
        this.refreshing = new TransactionTemplate(transactions);
        this.refreshing.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot = new TransactionTemplate(transactions, refreshing);
        this.snapshot.setReadOnly(true);
    }

    @Override
    public <T> T read(boolean figures, Selection others, Function<StandingTables, T> read) {
        if (AsOf.instant().isPresent()) {
            return read.apply(past.known(figures, others));
        }
        for (long end = System.nanoTime() + PATIENCE.toNanos(); ; ) {
            Optional<T> answer = snapshot.execute(status -> known(figures).map(read));
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() > end) {
                throw new TransientDataAccessResourceException(
                        "Standings are being computed anew after a change that many of them depend on.");
            }
            await();
        }
    }

    private static void await() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientDataAccessResourceException("The service is being stopped.", e);
        }
    }

    /** Empty where too much was changed for a reader to compute it. */
    private Optional<StandingTables> known(boolean figures) {
        if (!marks.any(figures ? Subject.values() : StandingMarks.OF_CLAIMS)) {
            return Optional.of(StandingTables.STORED);
        }
        List<UUID> claims =
                marks.marked(Subject.CLAIM, MOST_CLAIMS).map(marks::dependents).orElse(null);
        if (claims == null || claims.size() > MOST_CLAIMS) {
            return Optional.empty();
        }
        String standings = ComputedStandings.json(computed.of(claims));
        if (!figures) {
            return Optional.of(new StandingTables(claims, standings, Set.of(), Set.of(), Set.of()));
        }
        return change(claims, MOST_CLAIMS)
                .map(change -> new StandingTables(
                        claims,
                        standings,
                        Set.of(),
                        change.pairs().stream().map(Pair::claim).collect(Collectors.toSet()),
                        change.inConflict().stream().map(Pair::claim).collect(Collectors.toSet())));
    }

    /** What is otherwise of how figures conflict; empty if that takes more than so many claims or measures. */
    private Optional<Difference> change(List<UUID> claims, int most) {
        List<UUID> measures = marks.about(Subject.MEASURE, MOST_MEASURES + 1);
        Set<UUID> exchanging = new HashSet<>(measures);
        if (marks.any(Subject.RATES)) {
            exchanging.addAll(conflicts.exchanging());
        }
        Set<UUID> all = new LinkedHashSet<>(claims);
        if (!measures.isEmpty()) {
            all.addAll(marks.claimsOf(measures, most + 1));
        }
        return exchanging.size() > MOST_MEASURES || all.size() > most
                ? Optional.empty()
                : conflicts.change(all, exchanging, most);
    }

    /** Where the rules or settings are others than those that the stored standings were computed by, marks everything. */
    @EventListener(ApplicationStartedEvent.class)
    void compareRules() {
        String rules = "%d, %d origins, about %s, units %s"
                .formatted(
                        RULES,
                        settings.originsForCorroborated(),
                        comparison.aboutTolerance().toPlainString(),
                        UnitReader.tables());
        // Of several instances that start at once, one writes the row and the others find it written.
        starting.executeWithoutResult(status -> {
            int changed = db.sql("""
                            insert into standing_basis as b (rules) values (:rules)
                            on conflict (only_row) do update set rules = :rules where b.rules <> :rules""").param("rules", rules).update();
            if (changed > 0) {
                db.sql("insert into standing_mark (kind) values ('EVERYTHING')").update();
            }
        });
    }

    /** Leaves little to do for whoever reads. */
    @Scheduled(
            initialDelayString = "${claimtrail.standing.catch-up-every:1s}",
            fixedDelayString = "${claimtrail.standing.catch-up-every:1s}")
    void catchUp() {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            boolean more;
            do {
                more = Boolean.TRUE.equals(refreshing.execute(status -> mine() && refresh()));
            } while (more && System.nanoTime() < end);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Standings could not be computed anew, and will be tried again: {}", e.getMessage());
        }
    }

    /**
     * One instance does at a time, and nobody else waits for it. What it did just before the snapshot of this transaction was
     * taken is in it, or what this one writes is refused and done again.
     */
    private boolean mine() {
        if (!marks.any(Subject.values()) && !acts.anyMarked()) {
            return false;
        }
        return db.sql("""
                        select pg_try_advisory_xact_lock(hashtextextended('claimtrail standings', 0)) as mine,
                            set_config('synchronous_commit', 'off', true), set_config('statement_timeout', '0', true),
                            set_config('claimtrail.by', 'system', true), set_config('claimtrail.through', 'system', true)""").query((row, n) -> row.getBoolean("mine")).single();
    }

    /**
     * Works off a batch of marks, and tells whether there are more. What units and rates bear on comes last, when all claims
     * are as they should be. What is lost in a crash is marked again with it.
     */
    private boolean refresh() {
        for (Subject kind : StandingMarks.WIDE) {
            List<UUID> about = marks.about(kind, BATCH);
            if (!about.isEmpty()) {
                marks.spread(kind, about);
                marks.remove(kind, about);
            }
        }
        List<UUID> marked = marks.about(Subject.CLAIM, BATCH);
        if (!marked.isEmpty()) {
            List<UUID> claims = marks.dependents(marked);
            store(claims);
            acts.store(claims);
            units.store(claims);
            conflicts.store(claims, List.of());
            marks.remove(Subject.CLAIM, marked);
        } else if (marks.any(Subject.MEASURE)) {
            List<UUID> measure = marks.about(Subject.MEASURE, 1);
            List<UUID> claims = marks.claimsOf(measure, Integer.MAX_VALUE);
            units.store(claims);
            conflicts.store(claims, measure);
            marks.remove(Subject.MEASURE, measure);
        } else if (marks.any(Subject.RATES)) {
            conflicts.store(List.of(), conflicts.exchanging());
            marks.remove(Subject.RATES, List.of());
        }
        acts.refresh(BATCH);
        return marks.any(Subject.values()) || acts.anyMarked();
    }

    private void store(List<UUID> claims) {
        KeptStandings kept = computed.kept(claims);
        db.sql("""
                        insert into claim_standing as st (
                            claim_id, origins, denied, contradicted, suggested_status, group_id, circular, false_confirmations)
                        select claim_id, origins, denied, contradicted, suggested_status, group_id, circular, false_confirmations
                        from json_populate_recordset(null::claim_standing, cast(:rows as json))
                        on conflict (claim_id) do update
                        set origins = excluded.origins, denied = excluded.denied,
                            contradicted = excluded.contradicted, suggested_status = excluded.suggested_status,
                            group_id = excluded.group_id, circular = excluded.circular,
                            false_confirmations = excluded.false_confirmations
                        where st is distinct from excluded""").param("rows", kept.claims().json()).update();
        db.sql("""
                        with kept as materialized (
                            select * from json_populate_recordset(null::claim_origin, cast(:rows as json))
                        ), gone as (
                            delete from claim_origin o
                            where o.group_id = any(:claims)
                              and not exists (select from kept k where k.group_id = o.group_id and k.origin_id = o.origin_id)
                        )
                        insert into claim_origin as o select * from kept
                        on conflict (group_id, origin_id) do update
                        set sources = excluded.sources, named_after_id = excluded.named_after_id,
                            article_id = excluded.article_id, named = excluded.named, known = excluded.known,
                            inferred = excluded.inferred, appearances = excluded.appearances,
                            first_said_on = excluded.first_said_on,
                            first_said_on_earliest = excluded.first_said_on_earliest,
                            first_said_on_latest = excluded.first_said_on_latest,
                            latest_said_on = excluded.latest_said_on,
                            latest_said_on_earliest = excluded.latest_said_on_earliest,
                            latest_said_on_latest = excluded.latest_said_on_latest
                        where o is distinct from excluded""")
                .param("rows", kept.origins().json())
                .param("claims", claims.toArray(UUID[]::new))
                .update();
    }
}
