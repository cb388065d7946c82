package org.claimtrail.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A test of the API on an empty record. */
@ClaimtrailTest
public abstract class ApiTest {

    /** What comes at all comes within it, on a machine that others keep busy too. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    protected Api api;

    /** What the application itself works with. */
    @Autowired
    protected JdbcClient db;

    /** Who may also do what the application may not, such as creating a trigger. */
    protected JdbcClient owner;

    @Autowired
    private Flyway flyway;

    @LocalServerPort
    private int port;

    @BeforeEach
    void startWithAnEmptyRecord() {
        owner = Tables.owner(flyway);
        Tables.empty(owner);
        api = new Api(port);
    }

    protected long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }
}
