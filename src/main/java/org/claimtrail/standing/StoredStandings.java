package org.claimtrail.standing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.ListedStandings;
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

    /** What may lead to very many claims and measures. */
    private static final Kind[] WIDE = {Kind.EVERYTHING, Kind.RATES, Kind.SOURCE, Kind.ARTICLE};

    /** What standings of claims may depend on, apart from how their figures compare. */
    private static final Kind[] OF_CLAIMS = {Kind.EVERYTHING, Kind.SOURCE, Kind.ARTICLE, Kind.CLAIM};

    /** How long a reader helps to catch up before it is told to come back. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(StoredStandings.class);

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final StandingMarks marks;
    private final StandingQueries queries;
    private final MeasureFigures figures;
    private final RateReader rates;
    private final StandingSettings settings;
    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate refreshing;

    StoredStandings(
            StandingMarks marks,
            StandingQueries queries,
            MeasureFigures figures,
            RateReader rates,
            StandingSettings settings,
            JdbcClient db,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.marks = marks;
        this.queries = queries;
        this.figures = figures;
        this.rates = rates;
        this.settings = settings;
        this.db = db;
        this.clock = clock;
        this.refreshing = new TransactionTemplate(transactions);
        this.refreshing.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.snapshot = new TransactionTemplate(transactions, refreshing);
        this.snapshot.setReadOnly(true);
    }

    @Override
    public <T> T upToDate(boolean figures, Supplier<T> read) {
        Kind[] kinds = figures ? Kind.values() : OF_CLAIMS;
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
        db.sql("select set_config('synchronous_commit', 'off', true), set_config('statement_timeout', '0', true)")
                .query()
                .singleRow();
    }

    /** Works off a batch of marks. Measures come last, and each but once, since many claims have figures of one. */
    private void refresh(boolean figures) {
        for (Kind kind : WIDE) {
            List<UUID> about = marks.about(kind, BATCH);
            if (!about.isEmpty()) {
                marks.spread(kind, about);
                marks.remove(kind, about);
            }
        }
        List<UUID> marked = marks.about(Kind.CLAIM, BATCH);
        if (!marked.isEmpty()) {
            List<UUID> claims = marks.dependents(marked);
            for (int from = 0; from < claims.size(); from += BATCH) {
                store(claims.subList(from, Math.min(claims.size(), from + BATCH)));
            }
            marks.measuresOf(claims);
            marks.remove(Kind.CLAIM, marked);
        }
        if (figures && !marks.any(OF_CLAIMS)) {
            List<UUID> measures = marks.about(Kind.MEASURE, BATCH_OF_MEASURES);
            measures.forEach(this::storeConflicts);
            marks.remove(Kind.MEASURE, measures);
        }
    }

    private void store(List<UUID> claims) {
        Map<UUID, Material> materials = queries.read(claims);
        Map<ClaimGroup, Origins> origins = new IdentityHashMap<>();
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<Standing> standings = materials.values().stream()
                .map(material -> Standing.of(
                        material,
                        origins.computeIfAbsent(material.group(), Provenance::origins),
                        settings.originsForCorroborated(),
                        today))
                .toList();
        db.sql("""
                        insert into claim_standing as st (claim_id, origins, denied, contradicted, suggested_status)
                        select * from unnest(:claims, :origins, :denied, :contradicted, :suggested)
                        on conflict (claim_id) do update
                        set origins = excluded.origins, denied = excluded.denied,
                            contradicted = excluded.contradicted, suggested_status = excluded.suggested_status
                        where (st.origins, st.denied, st.contradicted, st.suggested_status)
                            is distinct from
                            (excluded.origins, excluded.denied, excluded.contradicted, excluded.suggested_status)""")
                .param(
                        "claims",
                        standings.stream().map(one -> one.facts().claim()).toArray(UUID[]::new))
                .param(
                        "origins",
                        standings.stream()
                                .map(one -> one.origins().independent())
                                .toArray(Integer[]::new))
                .param(
                        "denied",
                        standings.stream()
                                .map(one -> !one.objections().denials().isEmpty())
                                .toArray(Boolean[]::new))
                .param(
                        "contradicted",
                        standings.stream()
                                .map(one -> !one.objections().contradictions().isEmpty())
                                .toArray(Boolean[]::new))
                .param(
                        "suggested",
                        standings.stream().map(one -> one.suggested().name()).toArray(String[]::new))
                .update();
    }

    private void storeConflicts(UUID measure) {
        List<StatedFigure> saidLast = figures.saidLast(measure);
        Set<UUID> claims = new HashSet<>(inConflict(saidLast, saidLast));
        if (saidLast.size() == MeasureFigures.MOST) {
            List<UUID> further = figures.claimsOf(measure, BEFORE_ALL);
            while (!further.isEmpty()) {
                // Each by itself, as the unit that amounts are compared in goes by those that are compared.
                figures.ofClaims(measure, further).stream()
                        .collect(Collectors.groupingBy(figure -> figure.claim().id()))
                        .values()
                        .forEach(own -> claims.addAll(inConflict(own, saidLast)));
                further = figures.claimsOf(measure, further.get(further.size() - 1));
            }
        }
        UUID[] ids = claims.toArray(UUID[]::new);
        db.sql("delete from claim_figure_conflict where measure_id = :measure and claim_id <> all(:claims)")
                .param("measure", measure)
                .param("claims", ids)
                .update();
        db.sql("""
                        insert into claim_figure_conflict (measure_id, claim_id)
                        select :measure, unnest(:claims)
                        on conflict do nothing""").param("measure", measure).param("claims", ids).update();
    }

    private Set<UUID> inConflict(List<StatedFigure> own, List<StatedFigure> others) {
        List<StatedFigure> all =
                Stream.concat(own.stream(), others.stream()).distinct().toList();
        return FigurePairs.claimsInConflict(own, others, settings.aboutTolerance(), rates.of(all));
    }
}
