package org.claimtrail.platform;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions that only read, and in which the names of tables stand for the views of other schemas: they begin with a statement
 * that says so, on a connection of which that is true already, where there are such.
 */
public final class SchemaTransaction extends TransactionTemplate {

    /** What strangers may read. */
    public static final String PUBLIC_RECORD = "public_record";

    /** The record as it was. */
    public static final String AS_OF = "as_of";

    /** What of it had been published. */
    public static final String KNOWN_ON = "known_on, as_of";

    private final String searchPath;

    public SchemaTransaction(PlatformTransactionManager transactions, String searchPath) {
        super(transactions);
        this.searchPath = searchPath;
        setReadOnly(true);
    }

    /** There is nothing to commit, and where a statement was refused it could not be. */
    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> reading) {
        return super.execute(status -> {
            status.setRollbackOnly();
            return reading.doInTransaction(status);
        });
    }

    public String searchPath() {
        return searchPath;
    }
}
