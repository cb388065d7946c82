package org.claimtrail.platform;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The record as strangers may read it: the same statements, in the schema {@code public_record}, whose views stand for the
 * tables. What has no view there does not exist for them.
 */
@Component
public class PublicRecord {

    private static final String ENTER = "set transaction isolation level repeatable read; set local search_path = "
            + SchemaTransaction.PUBLIC_RECORD;

    private final JdbcClient db;
    private final SchemaTransaction transaction;

    PublicRecord(JdbcClient db, PlatformTransactionManager transactions) {
        this.db = db;
        this.transaction = new SchemaTransaction(transactions, SchemaTransaction.PUBLIC_RECORD);
    }

    /** To be called first in a transaction: all that it reads from then on is public. */
    public void enter() {
        db.sql(ENTER).update();
    }

    /** Reads in one state of the record. */
    public <T> T read(Supplier<T> reading) {
        return requireNonNull(transaction.execute(status -> {
            enter();
            return reading.get();
        }));
    }
}
