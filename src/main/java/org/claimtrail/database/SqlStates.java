package org.claimtrail.database;

import java.sql.SQLException;
import java.util.Optional;
import org.springframework.core.NestedExceptionUtils;

/** What a database says of why it did not do something, in the five characters of SQL. */
public final class SqlStates {

    /** Several waited for each other: one of them was ended. */
    static final String DEADLOCK = "40P01";

    private SqlStates() {}

    /** Empty where it was not the database, or it gives no state. */
    public static Optional<String> of(Throwable failure) {
        return NestedExceptionUtils.getMostSpecificCause(failure) instanceof SQLException sql
                ? Optional.ofNullable(sql.getSQLState())
                : Optional.empty();
    }
}
