package org.claimtrail.database.embedded;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Waits for a connection of the pool while there are some, which others use; where the pool has none at all, the database is
 * gone, and whoever asks is told so at once.
 */
@Component
class WaitsForConnections implements BeanPostProcessor {

    private static final Duration UNTIL_IT_IS_GONE = Duration.ofSeconds(2);
    private static final Duration UNTIL_OTHERS_ARE_DONE = Duration.ofSeconds(30);

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            pool.setConnectionTimeout(UNTIL_IT_IS_GONE.toMillis());
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool ? new Waiting(pool) : bean;
    }

    private static final class Waiting extends DelegatingDataSource {

        private final HikariDataSource pool;

        Waiting(HikariDataSource pool) {
            super(pool);
            this.pool = pool;
        }

        @Override
        public Connection getConnection() throws SQLException {
            long end = System.nanoTime() + UNTIL_OTHERS_ARE_DONE.toNanos();
            while (true) {
                try {
                    return super.getConnection();
                } catch (SQLTransientConnectionException e) {
                    if (pool.getHikariPoolMXBean().getTotalConnections() == 0 || System.nanoTime() > end) {
                        throw e;
                    }
                }
            }
        }
    }
}
