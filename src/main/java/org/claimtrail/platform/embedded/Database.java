package org.claimtrail.platform.embedded;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The database that this service uses. Migrations connect by themselves, so that what bounds the statements of requests
 * does not cut them off, and nothing that they set comes back into the pool.
 */
interface Database extends JdbcConnectionDetails, FlywayConnectionDetails {

    /** Where the data is, in words for the operator, without a password. */
    String location();

    @Override
    String getJdbcUrl();

    @Override
    @Nullable
    String getUsername();

    @Override
    @Nullable
    String getPassword();

    @Override
    default String getDriverClassName() {
        return JdbcConnectionDetails.super.getDriverClassName();
    }
}
