package org.claimtrail.database.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Pools beside that of the service: of connections that read in other schemas, and of connections to replicas. */
@Component
class FurtherPools implements DisposableBean {

    /** One of so many connections that the service has. */
    private static final int SHARE = 4;

    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

    /** @param database is stopped later than they are closed */
    FurtherPools(Database database) {}

    /** Small, and empty while nobody reads there. */
    HikariDataSource ofSchema(HikariDataSource pool, String searchPath) {
        HikariConfig config = like(pool, searchPath);
        config.setMaximumPoolSize(Math.max(2, pool.getMaximumPoolSize() / SHARE));
        config.setMinimumIdle(0);
        config.setIdleTimeout(UNUSED.toMillis());
        config.setConnectionInitSql("%s; set search_path = %s".formatted(pool.getConnectionInitSql(), searchPath));
        return open(config);
    }

    /** As large as that of the service; its name, by the place, is in logs and metrics. */
    HikariDataSource ofReplica(HikariDataSource pool, String url, String place) {
        HikariConfig config = like(pool, "replica " + place);
        config.setJdbcUrl(url);
        return open(config);
    }

    private static HikariConfig like(HikariDataSource pool, String name) {
        HikariConfig config = new HikariConfig();
        pool.copyStateTo(config);
        config.setPoolName(name);
        // Whoever asks first waits for a connection as any other.
        config.setInitializationFailTimeout(-1);
        return config;
    }

    private HikariDataSource open(HikariConfig config) {
        Reconnecting.connect(config);
        HikariDataSource opened = new HikariDataSource(config);
        pools.add(opened);
        return opened;
    }

    @Override
    public void destroy() {
        pools.forEach(HikariDataSource::close);
    }
}
