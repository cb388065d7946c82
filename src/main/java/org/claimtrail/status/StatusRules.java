package org.claimtrail.status;

import java.util.List;
import java.util.UUID;
import org.claimtrail.claim.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which status may follow which, and what the record has to show for it. The transitions are rows, not code. */
@Component
class StatusRules {

    /** A status that may come next, and what is missing for it, a sentence each. */
    record Next(Status status, List<String> missing) {

        boolean allowed() {
            return missing.isEmpty();
        }
    }

    private final JdbcClient db;

    StatusRules(JdbcClient db) {
        this.db = db;
    }

    /** What may follow this status, in the order of the statuses. */
    List<Status> after(Status status) {
        return db
                .sql("select to_status from status_transition where from_status = :from")
                .param("from", status.name())
                .query(String.class)
                .list()
                .stream()
                .map(Status::valueOf)
                .sorted()
                .toList();
    }

    /** What may follow for this claim. */
    List<Next> next(UUID claim, Status present) {
        return after(present).stream()
                .map(status -> new Next(status, missing(claim, status)))
                .toList();
    }

    /** What the record lacks for a status. Rules that look at a claim's standing belong here; there are none yet. */
    private List<String> missing(UUID claim, Status status) {
        return List.of();
    }
}
