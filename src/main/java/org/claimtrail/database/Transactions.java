package org.claimtrail.database;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.claimtrail.platform.OutcomeUnknown;
import org.claimtrail.platform.Replica;
import org.claimtrail.platform.SchemaTransaction;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.DelegatingTransactionDefinition;

/**
 * Transactions that leave nothing behind in their session, which a pooler gives to somebody else next; and that do not say of a
 * commit that it failed when nobody can know, as the connection broke before the answer came.
 */
@Component("transactionManager")
class Transactions extends JpaTransactionManager implements MeterBinder {

    /** A broken connection, or a server that ends it; what has no state the pool says of one that it closed. */
    private static final Pattern BROKEN = Pattern.compile("08...|57P0[123]");

    private final LongAdder unknown = new LongAdder();

    Transactions(ObjectProvider<TransactionManagerCustomizers> customizers) {
        customizers.ifAvailable(all -> all.customize(this));
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        FunctionCounter.builder("claimtrail.transactions.unknown", unknown, LongAdder::sum)
                .description("Transactions of which nobody could tell whether they were committed")
                .register(meters);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        if (definition instanceof SchemaTransaction schema) {
            SchemaConnections.whileBegun(schema, () -> begin(transaction, definition));
        } else if (definition.isReadOnly()) {
            begin(transaction, definition);
        } else {
            Replica.leftAside(() -> begin(transaction, definition));
        }
    }

    /** The driver would set the isolation for all transactions of the session that follow. */
    private void begin(Object transaction, TransactionDefinition definition) {
        if (definition.getIsolationLevel() != TransactionDefinition.ISOLATION_REPEATABLE_READ) {
            super.doBegin(transaction, definition);
            return;
        }
        super.doBegin(transaction, new DelegatingTransactionDefinition(definition) {
            @Override
            public int getIsolationLevel() {
                return ISOLATION_DEFAULT;
            }
        });
        try (PreparedStatement isolation = DataSourceUtils.getConnection(Objects.requireNonNull(getDataSource()))
                .prepareStatement("set transaction isolation level repeatable read")) {
            isolation.execute();
        } catch (SQLException | RuntimeException e) {
            doCleanupAfterCompletion(transaction);
            throw new CannotCreateTransactionException("A transaction cannot be begun.", e);
        }
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (RuntimeException e) {
            if (status.isReadOnly() || !isOfABrokenConnection(NestedExceptionUtils.getMostSpecificCause(e))) {
                throw e;
            }
            unknown.increment();
            throw new OutcomeUnknown(e);
        }
    }

    private static boolean isOfABrokenConnection(Throwable cause) {
        return cause instanceof IOException
                || cause instanceof SQLException sql
                        && (sql.getSQLState() == null
                                || BROKEN.matcher(sql.getSQLState()).matches());
    }
}
