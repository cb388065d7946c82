package org.claimtrail.status;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.claim.Status;
import org.claimtrail.standing.Grounds;
import org.claimtrail.standing.Standings;
import org.jspecify.annotations.Nullable;
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
    /** They come with the release, so that they are the same as long as the service runs. */
    private volatile @Nullable Map<Status, List<Status>> transitions;

    StatusRules(Standings standings, JdbcClient db) {
        this.standings = standings;
        this.db = db;
    }

    /** What may follow this status, in the order of the statuses. */
    List<Status> after(Status status) {
        Map<Status, List<Status>> known = transitions;
        if (known == null) {
            known = read();
            transitions = known;
        }
        return known.getOrDefault(status, List.of());
    }

    private Map<Status, List<Status>> read() {
        record Transition(Status from, Status to) {}
        return db
                .sql("select from_status, to_status from public.status_transition")
                .query((row, n) -> new Transition(
                        Status.valueOf(row.getString("from_status")), Status.valueOf(row.getString("to_status"))))
                .list()
                .stream()
                .sorted(Comparator.comparing(Transition::to))
                .collect(Collectors.groupingBy(
                        Transition::from, Collectors.mapping(Transition::to, Collectors.toUnmodifiableList())));
    }

    /** What a status rests on, as a phrase; empty where it needs nothing but a reason. */
    Optional<String> needs(Status status) {
        return Optional.ofNullable(
                switch (status) {
                    case CORROBORATED -> standings.originsForCorroborated() + " independent known origins";
                    case CONTESTED ->
                        "a claim that denies or contradicts it, and was not itself retracted, or evidence of both stances";
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

    /** Of each of these claims. */
    Map<UUID, Grounds> grounds(List<UUID> claims) {
        return standings.grounds(claims);
    }

    /** What may follow on these grounds: what the record suggests always may. */
    List<Next> next(Grounds grounds, Status present) {
        return Stream.concat(after(present).stream(), Stream.of(grounds.suggested()))
                .filter(status -> status != present)
                .distinct()
                .sorted()
                .map(status -> new Next(status, missing(grounds, status)))
                .toList();
    }

    /** What the record lacks for a status. */
    private List<String> missing(Grounds grounds, Status status) {
        if (grounds.suffice(status)) {
            return List.of();
        }
        String needs = needs(status).orElseThrow();
        return List.of(
                status == Status.CORROBORATED
                        ? "It needs %s, and there %s %d."
                                .formatted(needs, grounds.knownOrigins() == 1 ? "is" : "are", grounds.knownOrigins())
                        : "It needs " + needs + ".");
    }
}
