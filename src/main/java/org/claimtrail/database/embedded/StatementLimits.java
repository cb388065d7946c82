package org.claimtrail.database.embedded;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.claimtrail.platform.Limits;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Bounds what each connection of the pool may do. */
@Component
class StatementLimits implements BeanPostProcessor {

    /** How much longer than the server itself the driver waits for a server that has gone silent. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ObjectProvider<Limits> limits;

    StatementLimits(ObjectProvider<Limits> limits) {
        this.limits = limits;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            bound(pool, limits.getObject());
        }
        return bean;
    }

    private static void bound(HikariDataSource pool, Limits limits) {
        pool.setConnectionInitSql(
                "%s; set statement_timeout = %d; set lock_timeout = %d; set idle_in_transaction_session_timeout = %d"
                        .formatted(
                                pool.getConnectionInitSql(),
                                limits.statementTimeout().toMillis(),
                                limits.lockTimeout().toMillis(),
                                limits.idleTransactionTimeout().toMillis()));
        if (!limits.statementTimeout().isZero()) {
            pool.addDataSourceProperty(
                    "socketTimeout", limits.statementTimeout().plus(GRACE).toSeconds());
        }
    }
}
