package org.claimtrail.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.claimtrail.platform.Replica;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to the database, or to the {@link Replica} that was chosen for the thread; where that has none, to the database. */
public final class ReplicaConnections extends DelegatingDataSource {

    private static final Logger log = LoggerFactory.getLogger(ReplicaConnections.class);

    private final Map<String, DataSource> replicas;

    /** @param replicas by where they are */
    public ReplicaConnections(DataSource database, Map<String, DataSource> replicas) {
        super(database);
        this.replicas = Map.copyOf(replicas);
    }

    public Map<String, DataSource> replicas() {
        return replicas;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Optional<Replica> chosen = Replica.chosen();
        if (chosen.isPresent()) {
            try {
                return chosen.get().connections().getConnection();
            } catch (SQLException e) {
                log.debug(
                        "Reads from the database, as {} has no connection",
                        chosen.get().name(),
                        e);
            }
        }
        return super.getConnection();
    }
}
