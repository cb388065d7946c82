package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.platform.BrokenConstraint;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.InvalidInput;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records many claims of one request, by sets: what they name is found or created once for all, and each table is written once. */
@Service
public class ClaimBatches {

    /** So many claims may one request record. */
    public static final int MOST = 1000;

    private static final String CLAIMS = "claims";

    /** What becomes of the claims of a request if one of them is at fault. */
    enum Mode {
        /** None is recorded. */
        ALL,
        /** The others are recorded. */
        EACH
    }

    /** What became of one. */
    public sealed interface Outcome permits Recorded, Written, Invalid, Forbidden {}

    public record Recorded(UUID id, long number, String etag) implements Outcome {}

    /** It was recorded, and nobody asks what it answers. */
    public record Written(UUID id) implements Outcome {}

    /** It was not recorded; the places of its faults are those of the whole request. */
    public record Invalid(InvalidInput input) implements Outcome {}

    /** Nor was this one. */
    public record Forbidden(Conflict conflict) implements Outcome {}

    private record Draft(String pointer, ClaimInput input) {}

    private final Claims claims;
    private final ClaimQueries queries;
    private final JdbcClient db;

    ClaimBatches(Claims claims, ClaimQueries queries, JdbcClient db) {
        this.claims = claims;
        this.queries = queries;
        this.db = db;
    }

    /**
     * Records the claims of a body.
     *
     * @return what became of each, in their order
     * @throws InvalidInput if the body itself is at fault, or any of them where all were to be recorded
     */
    @Transactional
    public List<Outcome> record(ObjectNode body) {
        int size = body.path(CLAIMS).size();
        if (size > MOST) {
            throw new InvalidInput(List.of(new Fault("/" + CLAIMS, "must have at most " + MOST + " elements.")));
        }
        Fields fields = Fields.of(body);
        Mode mode = fields.choice("mode", Mode.class);
        boolean given = fields.has(CLAIMS);
        List<Draft> drafts = fields.objects(CLAIMS, claim -> new Draft(claim.pointer(), ClaimInput.read(claim)));
        if (!given) {
            fields.fault(CLAIMS, "is required.");
        } else if (size == 0 && !fields.faults().any()) {
            fields.fault(CLAIMS, "must have an element.");
        }
        fields.done();
        Map<String, Outcome> outcomes = mode == Mode.EACH && isReadable(fields.faults())
                ? each(drafts, fields.faults(), queries::recorded)
                : all(drafts, fields.faults());
        return IntStream.range(0, size).mapToObj(i -> outcomes.get(pointer(i))).toList();
    }

    /**
     * Records those of some claims that are not at fault, within the transaction that there is.
     *
     * @return the id of each, or what is wrong with it; the places of faults are those of the claim
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Outcome> recordEach(List<ObjectNode> bodies) {
        Faults faults = new Faults();
        List<Draft> drafts = IntStream.range(0, bodies.size())
                .mapToObj(i -> new Draft(pointer(i), ClaimInput.read(Fields.of(bodies.get(i), pointer(i), faults))))
                .toList();
        Map<String, Outcome> outcomes =
                each(drafts, faults, ids -> ids.stream().collect(Collectors.toMap(id -> id, Written::new)));
        return IntStream.range(0, bodies.size())
                .mapToObj(i -> within(pointer(i), Objects.requireNonNull(outcomes.get(pointer(i)))))
                .toList();
    }

    private static Outcome within(String pointer, Outcome outcome) {
        if (outcome instanceof Invalid invalid) {
            return new Invalid(invalid.input().within(pointer));
        }
        return outcome instanceof Forbidden forbidden
                ? new Forbidden(forbidden.conflict().within(pointer))
                : outcome;
    }

    private Map<String, Outcome> all(List<Draft> drafts, Faults faults) {
        db.sql("savepoint batch").update();
        try {
            return told(drafts, record(drafts, faults), queries::recorded);
        } catch (DataIntegrityViolationException e) {
            db.sql("rollback to savepoint batch").update();
            throw refused(drafts).values().stream().findFirst().orElseThrow(() -> e);
        }
    }

    private Map<String, Outcome> each(
            List<Draft> drafts, Faults faults, Function<List<UUID>, Map<UUID, ? extends Outcome>> recorded) {
        Map<String, Outcome> outcomes = new HashMap<>();
        List<Draft> good = new ArrayList<>(drafts);
        Faults known = faults;
        while (true) {
            db.sql("savepoint batch").update();
            try {
                if (!good.isEmpty() || known.any()) {
                    outcomes.putAll(told(good, record(good, known), recorded));
                }
                return outcomes;
            } catch (InvalidInput e) {
                Map<String, List<Fault>> byClaim = new HashMap<>();
                e.faults()
                        .forEach(fault -> byClaim.computeIfAbsent(claimOf(fault), claim -> new ArrayList<>())
                                .add(fault));
                byClaim.forEach((claim, its) -> outcomes.put(claim, new Invalid(new InvalidInput(its))));
            } catch (DataIntegrityViolationException e) {
                db.sql("rollback to savepoint batch").update();
                Map<String, Conflict> refused = refused(good);
                if (refused.isEmpty()) {
                    throw e;
                }
                refused.forEach((claim, conflict) -> outcomes.put(claim, new Forbidden(conflict)));
            }
            // What is left finds and locks anew, in the order in which everybody does.
            db.sql("rollback to savepoint batch").update();
            good.removeIf(draft -> outcomes.containsKey(draft.pointer()));
            known = new Faults();
        }
    }

    private List<UUID> record(List<Draft> drafts, Faults faults) {
        return claims.record(drafts.stream().map(Draft::input).toList(), faults);
    }

    private static Map<String, Outcome> told(
            List<Draft> drafts, List<UUID> ids, Function<List<UUID>, Map<UUID, ? extends Outcome>> recorded) {
        Map<UUID, ? extends Outcome> told = recorded.apply(ids);
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            outcomes.put(drafts.get(i).pointer(), told.get(ids.get(i)));
        }
        return outcomes;
    }

    /**
     * Those that the database refuses, as one that is part of itself by way of others: found by recording one after the
     * other, and undoing that.
     */
    private Map<String, Conflict> refused(List<Draft> drafts) {
        Map<String, Conflict> refused = new LinkedHashMap<>();
        for (Draft draft : drafts) {
            db.sql("savepoint one").update();
            try {
                record(List.of(draft), new Faults());
            } catch (DataIntegrityViolationException e) {
                db.sql("rollback to savepoint one").update();
                refused.put(
                        draft.pointer(),
                        BrokenConstraint.in(e).orElseThrow(() -> e).of(draft.pointer()));
            }
        }
        db.sql("rollback to savepoint batch").update();
        return refused;
    }

    /** Whether nothing is wrong but with single claims. */
    private static boolean isReadable(Faults faults) {
        return faults.all().stream().allMatch(fault -> fault.pointer().startsWith("/" + CLAIMS + "/"));
    }

    private static String claimOf(Fault fault) {
        int end = fault.pointer().indexOf('/', CLAIMS.length() + 2);
        return end < 0 ? fault.pointer() : fault.pointer().substring(0, end);
    }

    private static String pointer(int index) {
        return "/" + CLAIMS + "/" + index;
    }
}
