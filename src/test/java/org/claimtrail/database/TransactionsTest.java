package org.claimtrail.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class TransactionsTest extends ApiTest {

    @Autowired
    private PlatformTransactionManager transactions;

    /** Behind PgBouncer in transaction mode, the next transaction of the session is somebody else's. */
    @Test
    void isolationIsOfTheTransactionAndNotOfTheSession() {
        for (boolean readOnly : new boolean[] {true, false}) {
            TransactionTemplate one = new TransactionTemplate(transactions);
            one.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
            one.setReadOnly(readOnly);

            List<Map<String, Object>> settings =
                    one.execute(status -> db.sql("""
                            select name, setting from pg_settings
                            where name in ('transaction_isolation', 'default_transaction_isolation', 'transaction_read_only')
                            order by name""").query().listOfRows());

            assertThat(settings)
                    .extracting(row -> row.get("setting"))
                    .containsExactly("read committed", "repeatable read", readOnly ? "on" : "off");
        }
    }
}
