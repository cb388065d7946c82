package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.claimtrail.past.PastReads;
import org.claimtrail.past.PastReads.Moment;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.SchemaTransaction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets whoever exports read one state of the record for as long as it takes. Those who have an account read it as it was at an
 * instant, in a transaction for each piece: so nobody waits for a slow client, neither a connection nor what is to be vacuumed,
 * and whoever comes back reads on in the same state. Strangers see a part of the present, which has no history: they read it in
 * one transaction.
 */
@Component
class RecordStates {

    /** Neither the statement that finds what belongs to an export nor the wait for a client ends at the limits of others. */
    private static final String UNHURRIED = """
            select set_config('statement_timeout', :millis, true),
                set_config('idle_in_transaction_session_timeout', '0', true)""";

    private static final String PUBLIC_RECORD =
            "select set_config('search_path', '" + SchemaTransaction.PUBLIC_RECORD + "', true)";

    private final PastReads past;
    private final Actor actor;
    private final JdbcClient db;
    private final JdbcTemplate connection;
    private final ExportSettings settings;
    private final PlatformTransactionManager transactions;
    private final TransactionTemplate whole;

    RecordStates(
            PastReads past,
            Actor actor,
            JdbcClient db,
            JdbcTemplate connection,
            ExportSettings settings,
            PlatformTransactionManager transactions) {
        this.past = past;
        this.actor = actor;
        this.db = db;
        this.connection = connection;
        this.settings = settings;
        this.transactions = transactions;
        this.whole = new TransactionTemplate(transactions);
        this.whole.setReadOnly(true);
        this.whole.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /**
     * Reads the state that a query asks for with {@code asOf} and {@code knownOn}, which strangers cannot.
     *
     * @param published whether there is something in it of which it is told when it was published
     * @param reading gets the state, and the instant by which it can be read again, if there is one
     */
    void with(Query query, boolean published, BiConsumer<State, Optional<Instant>> reading) {
        if (actor.caller().isEmpty()) {
            // Not one of the few connections of strangers, which it would hold for as long as they read.
            inOne(() -> {
                db.sql(PUBLIC_RECORD).query().singleRow();
                reading.accept(Supplier::get, Optional.empty());
            });
            return;
        }
        Moment moment = past.asked(query, published);
        reading.accept(new Pieces(moment), Optional.of(moment.instant()));
    }

    /** Reads the present, in one transaction. */
    void inOne(Runnable reading) {
        whole.executeWithoutResult(status -> {
            status.setRollbackOnly();
            unhurried();
            reading.run();
        });
    }

    private final class Pieces implements State {

        private final Moment moment;

        Pieces(Moment moment) {
            this.moment = moment;
        }

        @Override
        public <T> T read(Supplier<T> reading) {
            AtomicReference<@Nullable T> read = new AtomicReference<>();
            String searchPath = PastReads.searchPath(moment.knownOn() != null);
            new SchemaTransaction(transactions, searchPath).executeWithoutResult(status -> {
                unhurried();
                past.during(moment, () -> read.set(reading.get()));
            });
            return requireNonNull(read.get());
        }
    }

    private void unhurried() {
        long millis = settings.statementTimeout().toMillis();
        connection.execute((Connection one) -> {
            // What the pool gives to the next one has the pool's again.
            one.setNetworkTimeout(Runnable::run, (int) Math.min(Integer.MAX_VALUE, millis == 0 ? 0 : millis + 10_000));
            return true;
        });
        db.sql(UNHURRIED).param("millis", String.valueOf(millis)).query().singleRow();
    }
}
