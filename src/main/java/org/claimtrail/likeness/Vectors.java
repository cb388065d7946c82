package org.claimtrail.likeness;

import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
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
    /** How many are computed in one transaction in the background. */
    private static final int BATCH = 128;
    /** How many rows the driver holds at a time. */
    private static final int FETCHED = 2000;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HexFormat HEX = HexFormat.of();
    private static final Logger log = LoggerFactory.getLogger(Vectors.class);

    /** Rows of the future come from another server's dump, and were read at the beginning. */
    private static final String CHANGES = """
            select s.now, s.may_be_kept, v.claim_number, v.vector
            from (select pg_current_snapshot() as now, pg_current_xact_id_if_assigned() is null as may_be_kept) s
            left join claim_vector v
                on v.tx >= pg_snapshot_xmin(cast(:seen as pg_snapshot))
                and v.tx < pg_snapshot_xmax(s.now)
                and not pg_visible_in_snapshot(v.tx, cast(:seen as pg_snapshot))""";

    private static final String EVERYTHING = """
            select s.now, s.may_be_kept, v.claim_number, v.vector
            from (select pg_current_snapshot() as now, pg_current_xact_id_if_assigned() is null as may_be_kept) s
            left join claim_vector v on v.vector is not null""";

    private static final String DUE = """
            select v.claim_number, v.text_hash, c.text
            from claim_vector v join claim c on c.number = v.claim_number
            where v.vector is null and v.text_hash is not null
            order by v.tx desc, v.claim_number desc
            limit :most""";

    /** Nobody waits: what another one is storing is stored. */
    private static final String STORE = """
            with made as (
                select m.number, decode(m.hash, 'hex') as hash, decode(m.vector, 'hex') as vector
                from unnest(cast(:numbers as bigint[]), cast(:hashes as text[]), cast(:vectors as text[])) m (number, hash, vector)
            ), free as (
                select m.number, m.vector
                from claim_vector v join made m on m.number = v.claim_number and m.hash = v.text_hash
                where v.vector is null
                for update of v skip locked
            )
            update claim_vector v
            set model = :model, vector = free.vector, tx = pg_current_xact_id()
            from free
            where v.claim_number = free.number""";

    private record Due(long number, byte[] textHash, String text) {}

    private final Meanings meanings;
    private final LikenessSettings settings;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final TransactionTemplate reading;
    private final VectorCopy copy;
    private volatile ScheduledExecutorService background = newBackground();

    /** Whoever has it alone changes the copy, which so never goes back. Taken with a connection in hand, as all wait so. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Of which texts, by claim, the copy has vectors that are not stored yet. */
    private final Map<Long, String> computed = new HashMap<>();

    private @Nullable String seen;
    private volatile boolean running;

    Vectors(Meanings meanings, LikenessSettings settings, JdbcClient db, PlatformTransactionManager transactions) {
        this.meanings = meanings;
        this.settings = settings;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.copy = new VectorCopy(settings.filesDir());
    }

    private static ScheduledExecutorService newBackground() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("likeness-");
        threads.setDaemon(true);
        return Executors.newSingleThreadScheduledExecutor(threads);
    }

    /** To be looked into after {@link #upToDate()}. */
    VectorCopy copy() {
        return copy;
    }

    /**
     * Brings the copy up to date with all that is committed.
     *
     * @return whether every claim is in it that should be
     */
    boolean upToDate(Minilm model) {
        return Boolean.TRUE.equals(reading.execute(status -> {
            if (!mine()) {
                return false;
            }
            try {
                readChanges();
                return compute(model, due(LOOKED_AT + 1));
            } finally {
                turn.unlock();
            }
        }));
    }

    private boolean mine() {
        try {
            return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void readChanges() {
        String before = seen;
        JdbcClient.StatementSpec statement =
                before == null ? db.sql(EVERYTHING) : db.sql(CHANGES).param("seen", before);
        statement.withFetchSize(FETCHED).query(row -> {
            long number = row.getLong("claim_number");
            if (!row.wasNull()) {
                byte[] vector = row.getBytes("vector");
                computed.remove(number);
                if (vector == null) {
                    copy.remove(number);
                } else {
                    copy.put(number, Meaning.of(vector));
                }
            }
            // A transaction that has changed something takes its own later changes for seen.
            if (row.getBoolean("may_be_kept")) {
                seen = row.getString("now");
            }
        });
    }

    private List<Due> due(int most) {
        return db.sql(DUE)
                .param("most", most)
                .query((row, n) ->
                        new Due(row.getLong("claim_number"), row.getBytes("text_hash"), row.getString("text")))
                .list();
    }

    /**
     * For the copy: whoever changes one of these texts meanwhile is read after this.
     *
     * @return whether the copy has all that are due
     */
    private boolean compute(Minilm model, List<Due> due) {
        Map<Long, String> before = Map.copyOf(computed);
        computed.clear();
        int many = 0;
        for (Due one : due) {
            String hash = HEX.formatHex(one.textHash());
            boolean has = hash.equals(before.get(one.number()));
            if (!has && many < AT_ONCE) {
                copy.put(one.number(), model.meaning(new Wording(one.text(), null).whole()));
                many++;
                has = true;
            }
            if (has) {
                computed.put(one.number(), hash);
            }
        }
        return due.size() <= LOOKED_AT && computed.size() == due.size();
    }

    private void store(List<Due> due, List<String> vectors) {
        db.sql(STORE)
                .param("numbers", due.stream().map(Due::number).toArray(Long[]::new))
                .param(
                        "hashes",
                        due.stream().map(one -> HEX.formatHex(one.textHash())).toArray(String[]::new))
                .param("vectors", vectors.toArray(String[]::new))
                .param("model", Minilm.NAME)
                .update();
    }

    /** Leaves little to do for whoever asks. */
    void catchUp() {
        try {
            Minilm model = meanings.model().orElse(null);
            if (model != null) {
                load();
                while (running && computeBatch(model)) {
                    // one after the other
                }
            }
        } catch (RuntimeException e) {
            log.warn("Vectors could not be brought up to date, and will be tried again: {}", e.toString());
        }
    }

    private void load() {
        transaction.executeWithoutResult(status -> {
            unbounded();
            turn.lock();
            try {
                readChanges();
            } finally {
                turn.unlock();
            }
        });
    }

    /** One instance does at a time; none holds up those who ask, nor those who change a text. */
    private boolean computeBatch(Minilm model) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            unbounded();
            boolean mine = db.sql("select pg_try_advisory_xact_lock(hashtextextended('claimtrail vectors', 0))")
                    .query(Boolean.class)
                    .single();
            List<Due> due = mine ? due(BATCH) : List.of();
            if (!due.isEmpty()) {
                store(
                        due,
                        due.stream()
                                .map(one -> HEX.formatHex(model.meaning(new Wording(one.text(), null).whole())
                                        .bytes()))
                                .toList());
            }
            return due.size() == BATCH;
        }));
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
        meanings.model();
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
