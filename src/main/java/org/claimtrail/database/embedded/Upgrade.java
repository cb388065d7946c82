package org.claimtrail.database.embedded;

import org.flywaydb.core.Flyway;

/** Brings the database that the service uses to this release: its tables and logic, and the data to the PostgreSQL of this build. */
public final class Upgrade {

    private final Database database;

    Upgrade(Database database) {
        this.database = database;
    }

    public void run(Flyway flyway) {
        new CarryOver().migrate(flyway);
        database.moveToThisRelease(flyway);
    }
}
