package org.claimtrail.bulk;

import static java.util.Objects.requireNonNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.claimtrail.access.Accounts;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Stage;
import org.claimtrail.claim.Status;
import org.claimtrail.database.Sql;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.BrokenConstraint;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Faults;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Refusal;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.status.Statuses;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes many claims by one request, each in a transaction of its own and by the rules that hold for one: what the rules
 * refuse of one keeps no other from being changed. What became of each is kept with its change, so that it is known after a
 * crash, too, and all of it can be taken back.
 */
@Service
public class BulkChanges {

    /** So many claims may one request change. */
    public static final int MOST = 1000;

    private static final String CHANGED_SINCE = "Somebody changed it since it was looked at: look at it first.";

    private static final String STATE = """
            select c.stage, c.assignee, c.status, c.deleted_at is not null as deleted,
                array(select ct.topic_id from claim_topic ct where ct.claim_id = c.id) as topics
            from claim c where c.id = :id""";

    /**
     * @param unchangedSince whoever changed one of them later is not overruled; null where that does not matter
     * @param next the number of the last of them, where more match
     */
    private record Chosen(
            List<UUID> claims,
            @Nullable Instant unchangedSince,
            @Nullable Long next) {}

    /** One claim's number, for whoever has its id. */
    private record Numbered(UUID id, long number) {}

    private final Claims claims;
    private final Statuses statuses;
    private final Accounts accounts;
    private final BulkLog log;
    private final BulkAnswers answers;
    private final Horizon horizon;
    private final Actor actor;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    BulkChanges(
            Claims claims,
            Statuses statuses,
            Accounts accounts,
            BulkLog log,
            BulkAnswers answers,
            Horizon horizon,
            Actor actor,
            JdbcClient db,
            PlatformTransactionManager transactions) {
        this.claims = claims;
        this.statuses = statuses;
        this.accounts = accounts;
        this.log = log;
        this.answers = answers;
        this.horizon = horizon;
        this.actor = actor;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Changes the claims that a body names, or those that match, in the order of their numbers; or tells what would become of
     * them.
     *
     * @return what became of each
     * @throws InvalidInput if the body is at fault; what forbids a change of one claim is told with that
     */
    public Representation change(ObjectNode body) {
        BulkChange asked = BulkChange.read(body, accounts::readAssignee);
        Wanted wanted = requireNonNull(asked.wanted());
        if (wanted.status() != null) {
            actor.require(Role.REVIEWER, "change a status");
        }
        Chosen chosen = choose(asked);
        BulkLog.Entry entry = asked.preview() ? null : log.begin(null);
        List<Result> results = new ArrayList<>();
        for (UUID claim : chosen.claims()) {
            results.add(make(entry, results.size(), claim, was -> {
                if (was.deleted()) {
                    throw new Refused("It is deleted.");
                }
                refuseIfChangedSince(claim, chosen.unchangedSince());
                apply(claim, was, wanted, asked.reason());
            }));
        }
        return answers.of(entry, results, chosen.next());
    }

    /** What became of the claims of an earlier change. */
    public Representation read(UUID id) {
        return answers.of(find(id), log.results(id), null);
    }

    /**
     * Takes an earlier change back, of each claim that is still as that left it, by the rules that hold for any change.
     *
     * @return what became of each, which is a change of its own that can be taken back
     */
    public Representation undo(UUID id) {
        find(id);
        BulkLog.Entry entry = log.begin(id);
        List<Result> results = new ArrayList<>();
        for (Result done : log.results(id)) {
            if (done.outcome() == Result.Outcome.CHANGED) {
                results.add(make(entry, results.size(), done.claim(), present -> {
                    if (!present.equals(done.now())) {
                        throw new Refused(CHANGED_SINCE);
                    }
                    takeBack(done);
                }));
            }
        }
        return answers.of(entry, results, null);
    }

    private BulkLog.Entry find(UUID id) {
        return log.find(id).orElseThrow(() -> new NotRecorded("bulk change", id));
    }

    private Chosen choose(BulkChange asked) {
        Instant since = asked.unchangedSince();
        if (asked.matching() == null) {
            return new Chosen(named(asked.claims()), since, null);
        }
        if (since == null) {
            // Before they are looked up: whoever changes one of them later is not overruled.
            since = horizon.now();
        }
        List<Numbered> found = matching(asked);
        boolean more = found.size() > MOST;
        return new Chosen(
                found.stream().limit(MOST).map(Numbered::id).toList(),
                since,
                more ? found.get(MOST - 1).number() : null);
    }

    private List<UUID> named(List<String> names) {
        Faults faults = new Faults();
        Set<UUID> ids = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            try {
                ids.add(claims.everRecorded(ClaimKey.of(names.get(i))));
            } catch (NotRecorded e) {
                faults.add("/claims/" + i, "must name a claim that is recorded.");
            }
        }
        faults.throwIfAny();
        return List.copyOf(ids);
    }

    private List<Numbered> matching(BulkChange asked) {
        try {
            return claims.selecting(
                    new Query(requireNonNull(asked.matching())),
                    selection -> db.sql(Sql.of("""
                            select c.id, c.number from claim c
                            where {conditions} and c.number > :bulkAfter
                            order by c.number limit :bulkMost""", Map.of("conditions", selection.sql())))
                            .params(selection.values())
                            .param("bulkAfter", asked.after())
                            .param("bulkMost", MOST + 1)
                            .query(Numbered.class)
                            .list());
        } catch (InvalidQuery e) {
            throw new InvalidInput(e.faults().stream()
                    .map(fault -> new Fault("/matching/" + fault.pointer(), fault.detail()))
                    .toList());
        }
    }

    /**
     * Makes the change of one claim, and notes what became of it.
     *
     * @param entry where it is noted; null where it is only to be tried
     * @param act gets what the claim is, once nobody else can change it
     */
    private Result make(BulkLog.@Nullable Entry entry, int place, UUID claim, Act act) {
        try {
            return requireNonNull(transaction.execute(status -> {
                State was = state(claim, " for no key update");
                act.on(was);
                Result result = Result.of(claim, was, state(claim, ""));
                if (entry == null) {
                    status.setRollbackOnly();
                } else {
                    log.add(entry, place, result);
                }
                return result;
            }));
        } catch (Conflict e) {
            return refuse(entry, place, claim, e.getMessage(), e.missing());
        } catch (DataIntegrityViolationException e) {
            Conflict conflict = BrokenConstraint.in(e).orElseThrow(() -> e);
            return refuse(entry, place, claim, conflict.getMessage(), List.of());
        } catch (Refusal e) {
            return refuse(entry, place, claim, e.getMessage(), List.of());
        } catch (PessimisticLockingFailureException e) {
            return refuse(entry, place, claim, "Others were changing it at the same time: try again.", List.of());
        }
    }

    private interface Act {
        void on(State was);
    }

    private Result refuse(
            BulkLog.@Nullable Entry entry, int place, UUID claim, @Nullable String detail, List<String> missing) {
        Result result = Result.refused(claim, state(claim, ""), detail, missing);
        if (entry != null) {
            log.add(entry, place, result);
        }
        return result;
    }

    private void refuseIfChangedSince(UUID claim, @Nullable Instant since) {
        if (since == null) {
            return;
        }
        boolean changed = db.sql("""
                        select exists (
                            select from history.change h join history.change_set s on s.id = h.change_set_id
                            where h.resource = 'claim' and h.resource_id = :claim and s.at > :since)""")
                .param("claim", claim)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(Boolean.class)
                .single();
        if (changed) {
            throw new Refused(CHANGED_SINCE);
        }
    }

    private void apply(UUID claim, State was, Wanted wanted, @Nullable String reason) {
        ClaimKey key = ClaimKey.of(claim);
        if (wanted.delete()) {
            claims.delete(key, IfMatch.ANY);
            return;
        }
        if (!wanted.addTopics().isEmpty() || !wanted.removeTopics().isEmpty()) {
            changeTopics(key, wanted.addTopics(), wanted.removeTopics());
        }
        if (wanted.status() != null && wanted.status() != was.status()) {
            changeStatus(key, wanted.status(), requireNonNull(reason));
        }
        State present = state(claim, "");
        Stage stage = wanted.stage() == null ? present.stage() : wanted.stage();
        String assignee = wanted.assigns() ? wanted.assignee() : present.assignee();
        changeStage(key, present, stage, assignee, reason);
    }

    /** The same the other way round. */
    private void takeBack(Result done) {
        ClaimKey key = ClaimKey.of(done.claim());
        State was = done.was();
        State now = done.now();
        if (now.deleted() && !was.deleted()) {
            claims.restore(key);
            return;
        }
        if (was.deleted()) {
            claims.delete(key, IfMatch.ANY);
            return;
        }
        if (!was.topics().equals(now.topics())) {
            changeTopics(
                    key,
                    answers.topics(without(was.topics(), now.topics())),
                    answers.topics(without(now.topics(), was.topics())));
        }
        if (was.status() != now.status()) {
            changeStatus(key, was.status(), "A change of many claims was taken back.");
        }
        changeStage(key, state(done.claim(), ""), was.stage(), was.assignee(), null);
    }

    private static Set<UUID> without(Set<UUID> all, Set<UUID> others) {
        Set<UUID> rest = new TreeSet<>(all);
        rest.removeAll(others);
        return rest;
    }

    private void changeTopics(ClaimKey key, List<String> added, List<String> removed) {
        claims.change(key, IfMatch.ANY, present -> {
            Set<String> gone = new HashSet<>();
            removed.forEach(name -> gone.add(Folded.of(name)));
            Set<String> there = new HashSet<>();
            ArrayNode topics = Json.object().putArray("topics");
            present.path("topics").forEach(topic -> {
                if (!gone.contains(Folded.of(topic.stringValue()))) {
                    topics.add(topic);
                    there.add(Folded.of(topic.stringValue()));
                }
            });
            added.stream().filter(name -> there.add(Folded.of(name))).forEach(topics::add);
            return present.<ObjectNode>set("topics", topics);
        });
    }

    private void changeStatus(ClaimKey key, Status status, String reason) {
        statuses.changeStatus(
                key, IfMatch.ANY, Json.object().put("status", status.name()).put("reason", reason));
    }

    private void changeStage(
            ClaimKey key, State present, Stage stage, @Nullable String assignee, @Nullable String reason) {
        if (stage == present.stage() && Objects.equals(assignee, present.assignee())) {
            return;
        }
        ObjectNode body = Json.object().put("stage", stage.name());
        if (assignee != null) {
            body.put("assignee", assignee);
        }
        if (reason != null) {
            body.put("reason", reason);
        }
        statuses.changeStage(key, IfMatch.ANY, body);
    }

    private State state(UUID claim, String lock) {
        return db.sql(STATE + lock)
                .param("id", claim)
                .query(BulkChanges::state)
                .optional()
                .orElseThrow(() -> new NotRecorded("claim", claim));
    }

    private static State state(ResultSet row, int number) throws SQLException {
        Set<UUID> topics =
                new TreeSet<>(Arrays.asList((UUID[]) row.getArray("topics").getArray()));
        return new State(
                Stage.valueOf(row.getString("stage")),
                row.getString("assignee"),
                Status.valueOf(row.getString("status")),
                topics,
                row.getBoolean("deleted"));
    }
}
