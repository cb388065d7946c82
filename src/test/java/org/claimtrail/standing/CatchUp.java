package org.claimtrail.standing;

import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** What the service does by itself a moment later: nothing works in the background of tests. */
public final class CatchUp {

    private CatchUp() {}

    /** Stores how all claims stand. */
    public static void now(ApplicationContext context) {
        context.getBean(StoredStandings.class).catchUp();
    }

    /** The claims whose standing it would compute. */
    public static List<UUID> due(ApplicationContext context) {
        StandingMarks marks = context.getBean(StandingMarks.class);
        return marks.dependents(marks.marked(StandingMarks.Subject.CLAIM, 1000).orElseThrow());
    }
}
