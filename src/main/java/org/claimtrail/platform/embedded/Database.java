package org.claimtrail.platform.embedded;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The database that this service uses. */
interface Database extends JdbcConnectionDetails {

    /** Where the data is, in words for the operator, without a password. */
    String location();
}
