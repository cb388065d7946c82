package org.claimtrail.standing;

import org.springframework.context.ApplicationContext;

/** What the service does by itself a moment later: nothing works in the background of tests. */
public final class CatchUp {

    private CatchUp() {}

    /** Stores how all claims stand. */
    public static void now(ApplicationContext context) {
        context.getBean(StoredStandings.class).catchUp();
    }
}
