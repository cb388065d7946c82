package org.claimtrail.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.claimtrail.platform.PublicRecord;
import org.claimtrail.platform.SchemaTransaction;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

class SchemaConnectionsTest extends ApiTest {

    /** More than twice as many as the driver waits for before it has PostgreSQL keep a statement. */
    private static final int RUNS = 12;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private PublicRecord publicRecord;

    @ParameterizedTest
    @ValueSource(strings = {SchemaTransaction.PUBLIC_RECORD, SchemaTransaction.AS_OF, SchemaTransaction.KNOWN_ON})
    void whatIsPreparedInASchemaStaysPrepared(String searchPath) {
        String statement = "select count(*) from topic where name = 'asked of " + searchPath + "'";
        SchemaTransaction transaction = new SchemaTransaction(transactions, searchPath);

        assertThat(transaction.<String>execute(status -> searched())).isEqualTo(searchPath);
        assertThat(Stream.generate(() -> transaction.<Integer>execute(status -> {
                            db.sql("select set_config('search_path', :path, true)")
                                    .param("path", searchPath)
                                    .query()
                                    .singleRow();
                            return keptAfterItRan(statement);
                        }))
                        .limit(RUNS))
                .contains(1);
    }

    @Test
    void whoReadsInAnotherSchemaLeavesWhatOthersPrepared() {
        String statement = "select count(*) from topic where name = 'asked of all'";
        TransactionTemplate plain = new TransactionTemplate(transactions);

        assertThat(Stream.generate(() -> {
                            publicRecord.read(() ->
                                    db.sql("select count(*) from claim").query().singleRow());
                            return plain.<Integer>execute(status -> keptAfterItRan(statement));
                        })
                        .limit(RUNS))
                .contains(1);
    }

    @Test
    void aTransactionWithinIsOfTheRecordItself() {
        TransactionTemplate within = new TransactionTemplate(transactions);
        within.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        String before = new TransactionTemplate(transactions).execute(status -> searched());

        String seen = new SchemaTransaction(transactions, SchemaTransaction.AS_OF)
                .execute(status -> within.execute(inner -> searched()));

        assertThat(seen).isEqualTo(before).isNotEqualTo(SchemaTransaction.AS_OF);
    }

    private String searched() {
        return db.sql("show search_path").query(String.class).single();
    }

    /** Whether PostgreSQL has it prepared on the connection of the transaction: 1 if so. */
    private int keptAfterItRan(String statement) {
        db.sql(statement).query().singleRow();
        return db.sql("select count(*) from pg_prepared_statements where statement = :statement")
                .param("statement", statement)
                .query(Integer.class)
                .single();
    }
}
