package org.claimtrail.database.embedded;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import javax.sql.DataSource;
import org.claimtrail.database.ReplicaConnections;
import org.claimtrail.database.SchemaConnections;
import org.claimtrail.database.WatchedStatements;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Waits for a connection of the pool while there are some, which others use. Where the pool has none at all, or the database
 * no longer answers, it is gone, and whoever asks is told so at once.
 */
@Component
class WaitsForConnections implements BeanPostProcessor {

    private static final Duration UNTIL_IT_IS_ASKED_FOR = Duration.ofSeconds(1);
    private static final Duration UNTIL_IT_ANSWERS = Duration.ofSeconds(1);
    private static final Duration UNTIL_OTHERS_ARE_DONE = Duration.ofSeconds(30);

    private final ObjectProvider<WatchedStatements> statements;
    private final ObjectProvider<FurtherPools> furtherPools;
    private final ObjectProvider<DatabaseProperties> properties;

    WaitsForConnections(
            ObjectProvider<WatchedStatements> statements,
            ObjectProvider<FurtherPools> furtherPools,
            ObjectProvider<DatabaseProperties> properties) {
        this.statements = statements;
        this.furtherPools = furtherPools;
        this.properties = properties;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            pool.setConnectionTimeout(UNTIL_IT_IS_ASKED_FOR.toMillis());
            pool.setValidationTimeout(UNTIL_IT_ANSWERS.toMillis());
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
            Reconnecting.connect(pool);
            return connections(pool);
        }
        return bean;
    }

    private DataSource connections(HikariDataSource pool) {
        DataSource database = inSchemas(pool);
        List<String> urls = properties.getObject().db().replicas();
        if (urls.isEmpty()) {
            return database;
        }
        Map<String, DataSource> replicas = new LinkedHashMap<>();
        for (String url : urls) {
            replicas.put(place(url), inSchemas(furtherPools.getObject().ofReplica(pool, url, place(url))));
        }
        return new ReplicaConnections(database, replicas);
    }

    /** Where a URL leads, without what says how to connect, which may be secret. */
    private static String place(String url) {
        return url.replaceFirst("^jdbc:postgresql://", "").replaceFirst("[?].*", "");
    }

    private DataSource inSchemas(HikariDataSource pool) {
        Waiting waiting = new Waiting(pool, statements.getObject());
        // What a pooler gives to others next can keep no search path.
        return properties.getObject().db().isDirect()
                ? new SchemaConnections(
                        waiting,
                        searchPath -> new Waiting(
                                furtherPools.getObject().ofSchema(pool, searchPath), statements.getObject()))
                : waiting;
    }

    private static final class Waiting extends DelegatingDataSource {

        /** Where the database could not be reached. */
        private static final String NO_CONNECTION = "08";

        private final HikariDataSource pool;
        private final WatchedStatements statements;
        private long asked = System.nanoTime() - UNTIL_IT_ANSWERS.toNanos();
        private boolean answered;

        Waiting(HikariDataSource pool, WatchedStatements statements) {
            super(pool);
            this.pool = pool;
            this.statements = statements;
        }

        @Override
        public Connection getConnection() throws SQLException {
            long end = System.nanoTime() + UNTIL_OTHERS_ARE_DONE.toNanos();
            while (true) {
                try {
                    return statements.watched(super.getConnection());
                } catch (SQLTransientConnectionException e) {
                    if (pool.getMinimumIdle() > 0 && pool.getHikariPoolMXBean().getTotalConnections() == 0
                            || System.nanoTime() > end
                            || !answers()) {
                        throw e;
                    }
                }
            }
        }

        /** Asked on a connection of its own, once for all who wait. One that refuses it is there. */
        private synchronized boolean answers() {
            if (System.nanoTime() - asked < UNTIL_IT_ANSWERS.toNanos()) {
                return answered;
            }
            String seconds = Long.toString(UNTIL_IT_ANSWERS.toSeconds());
            Properties properties = new Properties();
            properties.putAll(pool.getDataSourceProperties());
            properties.setProperty("user", pool.getUsername());
            if (pool.getPassword() != null) {
                properties.setProperty("password", pool.getPassword());
            }
            properties.setProperty("connectTimeout", seconds);
            properties.setProperty("socketTimeout", seconds);
            properties.setProperty("loginTimeout", Long.toString(UNTIL_IT_ANSWERS.toSeconds() * hosts()));
            try (Connection connection = DriverManager.getConnection(pool.getJdbcUrl(), properties)) {
                answered = connection.isValid((int) UNTIL_IT_ANSWERS.toSeconds());
            } catch (SQLException e) {
                answered = e.getSQLState() != null && !e.getSQLState().startsWith(NO_CONNECTION);
            }
            asked = System.nanoTime();
            return answered;
        }

        /** They are asked in turn. */
        private int hosts() {
            return place(pool.getJdbcUrl()).replaceFirst("/.*", "").split(",").length;
        }
    }
}
