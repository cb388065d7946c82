package org.claimtrail.likeness;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The vectors of all claims. They are kept in the database, and this instance has a copy, which is brought up to date
 * before anything is looked for in it: with what changed since the snapshot that was read last, so that nothing is missed
 * whatever the order of commits. A few vectors that are due are computed then, too, for the copy alone, since whoever asks
 * writes nothing; they are stored in the background, as are those of a bulk load.
 */
@Component
class Vectors implements SmartLifecycle {

    /** How many vectors are computed while somebody waits: those of the claims that changed last. */
    private static final int AT_ONCE = 32;
    /** How many claims that changed last are looked at for what the copy lacks. */
    private static final int LOOKED_AT = 256;
    /** How many rows the driver holds at a time. */
    private static final int FETCHED = 2000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HexFormat HEX = HexFormat.of();
    private static final Basis NOTHING_STALE = new Basis("", 0);
    private static final Logger log = LoggerFactory.getLogger(Vectors.class);

    /** Rows of the future come from another server's dump, and were read at the beginning. */
    private static final String CHANGES = """
            select s.*, v.claim_number, v.model, v.vector, v.known, v.limits
            from (
                select pg_current_snapshot() as now, pg_current_xact_id_if_assigned() is null as may_be_kept,
                    pg_relation_filenode('claim_vector') as file) s
            left join claim_vector v
                on v.tx >= pg_snapshot_xmin(cast(:seen as pg_snapshot))
                and v.tx < pg_snapshot_xmax(s.now)
                and not pg_visible_in_snapshot(v.tx, cast(:seen as pg_snapshot))""";

    private static final String EVERYTHING = """
            select s.*, v.claim_number, v.model, v.vector, v.known, v.limits
            from (
                select pg_current_snapshot() as now, pg_current_xact_id_if_assigned() is null as may_be_kept,
                    pg_relation_filenode('claim_vector') as file) s
            left join claim_vector v on v.model = :model""";

    private static final String DUE = """
            select v.claim_number, v.tx, c.text, c.language
            from claim_vector v join claim c on c.number = v.claim_number
            where v.model is null and v.text_hash is not null
            order by v.tx desc, v.claim_number desc
            limit :most""";

    /** What another model looked at, the newest first. */
    private static final String STALE = """
            select v.claim_number, v.tx, c.text, c.language
            from claim_vector v join claim c on c.number = v.claim_number
            where v.claim_number <= :staleTo and v.model <> :model
            order by v.claim_number desc
            limit :most""";

    /** Nobody waits: what another one is storing is stored. Who starts with another model waits, and finds it stored. */
    private static final String STORE = """
            with made as (
                select m.number, m.tx, decode(m.vector, 'hex') as vector, m.known, nullif(m.limits, '{}')::text[] as limits
                from unnest(cast(:numbers as bigint[]), cast(:txs as xid8[]), cast(:vectors as text[]),
                    cast(:known as smallint[]), cast(:limits as text[])) m (number, tx, vector, known, limits)
            ), basis as materialized (
                select b.model from vector_basis b where b.model = :model for share
            ), free as (
                select m.number, m.vector, m.known, m.limits, basis.model
                from claim_vector v join made m on m.number = v.claim_number and m.tx = v.tx
                cross join basis
                where v.model is distinct from basis.model and v.text_hash is not null
                for update of v skip locked
            )
            update claim_vector v
            set model = free.model, vector = free.vector, known = free.known, limits = free.limits, tx = pg_current_xact_id()
            from free
            where v.claim_number = free.number""";

    private static final String ADOPT = """
            insert into vector_basis as b (model, stale_to)
            select :model, coalesce((select max(claim_number) from claim_vector where model is not null), 0)
            on conflict (only_row) do update set model = excluded.model, stale_to = excluded.stale_to
            where b.model <> excluded.model""";

    /** @param tx the change of it that was read */
    private record Due(long number, String tx, SentenceModel.Text text) {}

    /**
     * Which model computes what claims mean.
     *
     * @param staleTo the last claim that another one may have looked at last
     */
    private record Basis(String model, long staleTo) {}

    private final Meanings meanings;
    private final LikenessSettings settings;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final TransactionTemplate reading;
    private volatile @Nullable VectorCopy copy;
    private volatile ScheduledExecutorService background = newBackground();

    /** Whoever has it alone changes the copy, which so never goes back. Taken with a connection in hand, as all wait so. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Of which changes, by claim, the copy has vectors that are not stored yet. */
    private final Map<Long, String> computed = new HashMap<>();

    private @Nullable String seen;
    /** Which file the rows were read of: of a table that was emptied, or made anew, nothing tells what is gone. */
    private long file;

    private volatile boolean running;

    Vectors(Meanings meanings, LikenessSettings settings, JdbcClient db, PlatformTransactionManager transactions) {
        this.meanings = meanings;
        this.settings = settings;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
    }

    private static ScheduledExecutorService newBackground() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("likeness-");
        threads.setDaemon(true);
        return Executors.newSingleThreadScheduledExecutor(threads);
    }

    /** To be looked into after {@link #upToDate}. */
    VectorCopy copy() {
        return Objects.requireNonNull(copy);
    }

    /**
     * Brings the copy up to date with all that is committed.
     *
     * @return whether every claim is in it that should be
     */
    boolean upToDate(SentenceModel model) {
        return Boolean.TRUE.equals(reading.execute(status -> {
            if (!mine()) {
                copyOf(model);
                return false;
            }
            try {
                readChanges(model);
                boolean computed = compute(model, due(model.isSwift() ? LOOKED_AT + 1 : 1));
                Basis basis = basis().orElse(NOTHING_STALE);
                return computed
                        && basis.staleTo() == 0
                        && (basis == NOTHING_STALE || basis.model().equals(model.name()));
            } finally {
                turn.unlock();
            }
        }));
    }

    private synchronized VectorCopy copyOf(SentenceModel model) {
        VectorCopy present = copy;
        if (present == null) {
            present = new VectorCopy(settings.filesDir(), model.dimensions());
            copy = present;
        }
        return present;
    }

    private Optional<Basis> basis() {
        return db.sql("select model, stale_to from vector_basis")
                .query((row, n) -> new Basis(row.getString("model"), row.getLong("stale_to")))
                .optional();
    }

    private boolean mine() {
        try {
            return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readChanges(SentenceModel model) {
        String before = seen;
        if (before == null || !read(db.sql(CHANGES).param("seen", before), model)) {
            computed.clear();
            copy = new VectorCopy(settings.filesDir(), model.dimensions());
            file = 0;
            read(db.sql(EVERYTHING).param("model", model.name()), model);
        }
    }

    /** @return whether all that changed was read */
    private boolean read(JdbcClient.StatementSpec statement, SentenceModel model) {
        VectorCopy all = copyOf(model);
        AtomicBoolean ofSameFile = new AtomicBoolean(true);
        statement.withFetchSize(FETCHED).query(row -> {
            if (file != 0 && file != row.getLong("file")) {
                ofSameFile.set(false);
                return;
            }
            file = row.getLong("file");
            long number = row.getLong("claim_number");
            if (!row.wasNull()) {
                computed.remove(number);
                if (model.name().equals(row.getString("model"))) {
                    all.put(number, kept(row));
                } else {
                    all.remove(number);
                }
            }
            // A transaction that has changed something takes its own later changes for seen.
            if (row.getBoolean("may_be_kept")) {
                seen = row.getString("now");
            }
        });
        return ofSameFile.get();
    }

    private static Understood kept(ResultSet row) throws SQLException {
        byte[] vector = row.getBytes("vector");
        Array limits = row.getArray("limits");
        Set<Limit> kept = EnumSet.noneOf(Limit.class);
        if (limits != null) {
            for (String limit : (String[]) limits.getArray()) {
                kept.add(Limit.valueOf(limit));
            }
        }
        return Understood.of(vector == null ? null : Meaning.of(vector), row.getInt("known"), kept);
    }

    private List<Due> due(int most) {
        return due(db.sql(DUE).param("most", most));
    }

    private static List<Due> due(JdbcClient.StatementSpec statement) {
        return statement
                .query((row, n) -> new Due(
                        row.getLong("claim_number"),
                        row.getString("tx"),
                        new SentenceModel.Text(
                                new Wording(row.getString("text"), null).whole(), row.getString("language"))))
                .list();
    }

    /**
     * For the copy: whoever changes one of these texts meanwhile is read after this.
     *
     * @return whether the copy has all that are due
     */
    private boolean compute(SentenceModel model, List<Due> due) {
        if (!model.isSwift()) {
            return due.isEmpty();
        }
        Map<Long, String> before = Map.copyOf(computed);
        computed.clear();
        int many = 0;
        for (Due one : due) {
            boolean has = one.tx().equals(before.get(one.number()));
            if (!has && many < AT_ONCE) {
                copy().put(
                                one.number(),
                                model.understand(List.of(one.text())).get(0).ofClaim());
                many++;
                has = true;
            }
            if (has) {
                computed.put(one.number(), one.tx());
            }
        }
        return due.size() <= LOOKED_AT && computed.size() == due.size();
    }

    /** @return how many of them were as they had been read, and in nobody's hands */
    private int store(SentenceModel model, List<Due> due) {
        List<Understood> understood = model
                .understand(due.stream().map(Due::text).toList())
                .stream()
                .map(Understood::ofClaim)
                .toList();
        return db.sql(STORE)
                .param("numbers", due.stream().map(Due::number).toArray(Long[]::new))
                .param("txs", due.stream().map(Due::tx).toArray(String[]::new))
                .param(
                        "vectors",
                        understood.stream()
                                .map(one -> one.meaning() == null
                                        ? null
                                        : HEX.formatHex(one.meaning().bytes()))
                                .toArray(String[]::new))
                .param(
                        "known",
                        understood.stream().map(one -> (short) one.known()).toArray(Short[]::new))
                .param(
                        "limits",
                        understood.stream()
                                .map(one -> one.limits().stream()
                                        .map(Limit::name)
                                        .collect(Collectors.joining(",", "{", "}")))
                                .toArray(String[]::new))
                .param("model", model.name())
                .update();
    }

    /** Leaves little to do for whoever asks. */
    void catchUp() {
        try {
            SentenceModel model = meanings.model().orElse(null);
            if (model != null) {
                load(model);
                while (running && computeBatch(model)) {
                    // one after the other
                }
            }
        } catch (SentenceModel.UnavailableException e) {
            log.debug("Vectors are computed when the model answers again: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.warn("Vectors could not be brought up to date, and will be tried again: {}", e.toString());
        }
    }

    private void load(SentenceModel model) {
        transaction.executeWithoutResult(status -> {
            unbounded();
            turn.lock();
            try {
                readChanges(model);
            } finally {
                turn.unlock();
            }
        });
    }

    /**
     * One instance does at a time; none holds up those who ask, nor those who change a text.
     *
     * @return whether there may be more to do
     */
    private boolean computeBatch(SentenceModel model) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            unbounded();
            boolean mine = db.sql("select pg_try_advisory_xact_lock(hashtextextended('claimtrail vectors', 0))")
                    .query(Boolean.class)
                    .single();
            if (!mine) {
                return false;
            }
            Basis basis = basis().orElse(null);
            if (basis == null) {
                adopt(model);
                return true;
            }
            // One that was started later has another.
            if (!basis.model().equals(model.name())) {
                return false;
            }
            List<Due> due = due(model.batch());
            if (!due.isEmpty()) {
                store(model, due);
                return due.size() == model.batch() || basis.staleTo() > 0;
            }
            return basis.staleTo() > 0 && computeStale(model, basis.staleTo());
        }));
    }

    private boolean computeStale(SentenceModel model, long staleTo) {
        List<Due> stale = due(db.sql(STALE)
                .param("staleTo", staleTo)
                .param("model", model.name())
                .param("most", model.batch()));
        if (!stale.isEmpty() && store(model, stale) < stale.size()) {
            // Those that changed meanwhile are due by now; the others are stale still.
            return false;
        }
        boolean more = stale.size() == model.batch();
        db.sql("update vector_basis set stale_to = :staleTo where model = :model")
                .param("staleTo", more ? stale.get(stale.size() - 1).number() - 1 : 0)
                .param("model", model.name())
                .update();
        return more;
    }

    /** What another model computed is computed anew, the newest first. */
    private void adopt(SentenceModel model) {
        db.sql(ADOPT).param("model", model.name()).update();
    }

    private void unbounded() {
        db.sql("""
                        select set_config('statement_timeout', '0', true),
                            set_config('idle_in_transaction_session_timeout', '0', true),
                            set_config('synchronous_commit', 'off', true)""").query().singleRow();
    }

    /**
     * Also after it was stopped. The model is loaded before requests are served: it must not be while the process ends, as
     * its library then ends by itself, too.
     */
    @Override
    public void start() {
        if (background.isShutdown()) {
            background = newBackground();
        }
        meanings.model().ifPresent(this::adopt);
        running = true;
        long every = settings.catchUpEvery().toMillis();
        background.scheduleWithFixedDelay(this::catchUp, every, every, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        running = false;
        background.shutdownNow();
        try {
            background.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
