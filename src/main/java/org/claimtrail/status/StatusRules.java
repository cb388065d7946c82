package org.claimtrail.status;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.claim.Status;
import org.claimtrail.standing.Grounds;
import org.claimtrail.standing.Standings;
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

    private final Standings standings;
    private final JdbcClient db;

    StatusRules(Standings standings, JdbcClient db) {
        this.standings = standings;
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

    /** What a status rests on, as a phrase; empty where it needs nothing but a reason. */
    Optional<String> needs(Status status) {
        return Optional.ofNullable(
                switch (status) {
                    case CORROBORATED -> standings.originsForCorroborated() + " independent origins";
                    case CONTESTED -> "a claim that denies or contradicts it, and was not itself retracted";
                    case CONFIRMED -> "evidence with the stance SUPPORTS, or a published assessment";
                    case REFUTED -> "evidence with the stance REFUTES, or a published assessment";
                    case RETRACTED -> "a claim that retracts all of it";
                    case SUPERSEDED -> "a claim that updates or corrects all of it";
                    case UNVERIFIED, UNVERIFIABLE -> null;
                });
    }

    /** What the next status of a claim can rest on. It takes reading all that the record holds on the claim. */
    Grounds grounds(UUID claim) {
        return standings.grounds(claim);
    }

    /** What may follow on these grounds. */
    List<Next> next(Grounds grounds, Status present) {
        return after(present).stream()
                .map(status -> new Next(status, missing(grounds, status)))
                .toList();
    }

    /** What the record lacks for a status. */
    private List<String> missing(Grounds grounds, Status status) {
        boolean shown = switch (status) {
            case CORROBORATED -> grounds.independentOrigins() >= standings.originsForCorroborated();
            case CONTESTED -> grounds.objected();
            case CONFIRMED -> grounds.supports() > 0 || grounds.assessments() > 0;
            case REFUTED -> grounds.refutes() > 0 || grounds.assessments() > 0;
            case RETRACTED -> grounds.retracted();
            case SUPERSEDED -> grounds.superseded();
            case UNVERIFIED, UNVERIFIABLE -> true;
        };
        if (shown) {
            return List.of();
        }
        String needs = needs(status).orElseThrow();
        return List.of(
                status == Status.CORROBORATED
                        ? "It needs %s, and there %s %d."
                                .formatted(
                                        needs,
                                        grounds.independentOrigins() == 1 ? "is" : "are",
                                        grounds.independentOrigins())
                        : "It needs " + needs + ".");
    }
}
