package org.claimtrail.database;

import java.util.Optional;

/** Is told of each statement that was run on a connection of the pool, in the thread that ran it. */
public interface StatementWatch {

    /**
     * A statement that was run, or a commit.
     *
     * @param nanos how long it took, until its first rows were there
     * @param failed whether it was refused, or broken off
     */
    record Ran(String sql, long nanos, boolean failed, Plan plan) {}

    /** How PostgreSQL goes about a statement. */
    interface Plan {

        /** Asked on the same connection, so at once or never: empty where there is none, or it cannot be asked. */
        Optional<String> explain();
    }

    void ran(Ran statement);

    /** Whether plans may be asked for, so that the values of statements are to be kept until they are done. */
    boolean mayExplain();
}
