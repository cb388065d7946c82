package org.claimtrail.database.embedded;

import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The database that this service uses, and the roles that it logs in with. Migrations connect by themselves, so that
 * what bounds the statements of requests does not cut them off, and nothing that they set comes back into the pool.
 */
interface Database {

    /** Who may read the schema {@code report} and nothing else, where there is such a role. */
    String REPORTING_ROLE = "claimtrail_report";

    /** Where the data is, in words for the operator, without a password. */
    String location();

    String url();

    /** Who serves requests: may neither drop anything nor alter history. */
    Login application();

    /** Who owns the tables. The same as {@link #application()} where an operator gave but one role. */
    Login migration();

    /**
     * Moves the data to the release of PostgreSQL that this build runs, where it runs one and an earlier one wrote them.
     *
     * @param flyway connects to them, and has brought them to the version of this release
     */
    default void moveToThisRelease(Flyway flyway) {}

    /** The one that a service runs by itself; empty where somebody else does. */
    default Optional<ServiceDatabase> embedded() {
        return Optional.empty();
    }

    /** A role and its password. */
    record Login(@Nullable String username, @Nullable String password) {

        @Override
        public String toString() {
            return String.valueOf(username);
        }
    }
}
