package org.claimtrail.database.embedded;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Pools beside that of the service, whose connections read in other schemas: small, and empty while nobody reads there. */
@Component
class SchemaPools implements DisposableBean {

    /** One of so many connections that the service has. */
    private static final int SHARE = 4;

    private static final Duration UNUSED = Duration.ofMinutes(1);

    private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();

    /** @param database is stopped later than they are closed */
    SchemaPools(Database database) {}

    HikariDataSource open(HikariDataSource pool, String searchPath) {
        HikariConfig config = new HikariConfig();
        pool.copyStateTo(config);
        config.setPoolName(searchPath);
        config.setMaximumPoolSize(Math.max(2, pool.getMaximumPoolSize() / SHARE));
        config.setMinimumIdle(0);
        // Whoever asks first waits for a connection as any other.
        config.setInitializationFailTimeout(-1);
        config.setIdleTimeout(UNUSED.toMillis());
        config.setConnectionInitSql("%s; set search_path = %s".formatted(pool.getConnectionInitSql(), searchPath));
        HikariDataSource opened = new HikariDataSource(config);
        pools.add(opened);
        return opened;
    }

    @Override
    public void destroy() {
        pools.forEach(HikariDataSource::close);
    }
}
