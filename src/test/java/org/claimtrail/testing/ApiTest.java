package org.claimtrail.testing;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A test of the API on an empty record. */
@ClaimtrailTest
public abstract class ApiTest {

    protected Api api;

    @Autowired
    protected JdbcClient db;

    @LocalServerPort
    private int port;

    @BeforeEach
    void startWithAnEmptyRecord() {
        Tables.empty(db);
        api = new Api(port);
    }

    protected long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }
}
