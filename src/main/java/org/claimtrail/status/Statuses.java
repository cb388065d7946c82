package org.claimtrail.status;

import static java.util.Objects.requireNonNull;
import static org.claimtrail.platform.Fields.given;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.claimtrail.access.Accounts;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Inclusion;
import org.claimtrail.claim.Stage;
import org.claimtrail.claim.Status;
import org.claimtrail.database.GroupCommit;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Role;
import org.claimtrail.standing.Grounds;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Reads and changes the status and the stage of claims, and keeps every change with its reason. */
@Service
public class Statuses implements Inclusion {

    private static final Listing HISTORY =
            new Listing("status_change h", "h", """
            json_strip_nulls(json_build_object(
                'id', h.id,
                'from', h.from_status,
                'to', h.to_status,
                'at', rfc3339(h.at),
                'by', h.by,
                'through', h.through,
                'reason', h.reason,
                'overridden', h.overridden))""", "-at").sortedBy("at", "h.at", "timestamptz");

    /** The present value of an axis, with what is known of its last change. */
    private record Present(
            UUID claim,
            String value,
            @Nullable String assignee,
            String since,
            @Nullable String by,
            @Nullable String reason) {}

    private record Asked(ClaimKey key, IfMatch ifMatch, ObjectNode body) {}

    private final Claims claims;
    private final StatusRules rules;
    private final Accounts accounts;
    private final JdbcClient db;
    private final Actor actor;
    private final Clock clock;
    private final GroupCommit<Asked, Representation> statusChanges;

    Statuses(
            Claims claims,
            StatusRules rules,
            Accounts accounts,
            JdbcClient db,
            Actor actor,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.claims = claims;
        this.rules = rules;
        this.accounts = accounts;
        this.db = db;
        this.actor = actor;
        this.clock = clock;
        this.statusChanges = new GroupCommit<>(transactions, actor, this::changeStatuses);
    }

    /** Every status, what it means and what may follow. */
    public Representation model() {
        List<Map<String, Object>> items = new ArrayList<>();
        Arrays.stream(Status.values()).forEach(status -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put("status", status);
            item.put("meaning", status.meaning());
            rules.needs(status).ifPresent(needs -> item.put("needs", needs));
            item.put("next", rules.after(status));
            items.add(item);
        });
        Map<String, @Nullable Object> model = new LinkedHashMap<>();
        model.put("initial", Status.UNVERIFIED);
        model.put("items", items);
        model.put("next", null);
        return new Representation(Json.write(model));
    }

    public Representation status(ClaimKey key) {
        UUID claim = claims.liveId(key);
        return status(claim, rules.grounds(claim));
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public boolean isPublic() {
        return true;
    }

    @Override
    public Map<UUID, String> of(List<UUID> claims) {
        Map<UUID, Grounds> grounds = rules.grounds(claims);
        Map<UUID, String> statuses = new HashMap<>();
        presentStatuses(claims)
                .forEach((claim, present) -> statuses.put(
                        claim,
                        new String(
                                status(present, requireNonNull(grounds.get(claim)))
                                        .json(),
                                StandardCharsets.UTF_8)));
        return statuses;
    }

    /** Together with what else the caller asks for of other claims at the same time. */
    public Representation changeStatus(ClaimKey key, IfMatch ifMatch, ObjectNode body) {
        return statusChanges.make(new Asked(key, ifMatch, body));
    }

    /** @return the answers, in their order */
    private List<Representation> changeStatuses(List<Asked> asked) {
        List<UUID> ids = claims.lockLive(asked.stream().map(Asked::key).toList());
        // No change of the status itself changes them.
        Map<UUID, Grounds> grounds = rules.grounds(ids);
        Map<UUID, Present> before = presentStatuses(ids);
        if (before.size() < ids.size()) {
            throw new IllegalStateException("The second change of a claim comes after the first.");
        }
        Instant now = clock.instant();
        Rows changes = new Rows();
        for (int i = 0; i < ids.size(); i++) {
            UUID id = ids.get(i);
            change(id, asked.get(i), requireNonNull(before.get(id)), requireNonNull(grounds.get(id)), now, changes);
        }
        Map<UUID, Present> after = byClaim(db.sql("""
                        with change as (
                            insert into status_change (id, claim_id, from_status, to_status, reason, by, through, at,
                                overridden)
                            select id, claim_id, from_status, to_status, reason, by, through, at, overridden
                            from json_populate_recordset(null::status_change, cast(:changes as json))
                            returning claim_id, to_status, at, by, reason
                        )
                        update claim c set status = h.to_status, updated_at = h.at, revision = c.revision + 1
                        from change h
                        where c.id = h.claim_id
                        returning c.id as claim, h.to_status as value, null as assignee, rfc3339(h.at) as since, h.by,
                            h.reason""").param("changes", changes.json()));
        return ids.stream()
                .map(id -> status(requireNonNull(after.get(id)), requireNonNull(grounds.get(id))))
                .toList();
    }

    /** @param changes where the change is written down */
    private void change(UUID claim, Asked asked, Present before, Grounds grounds, Instant now, Rows changes) {
        Representation shown = status(before, grounds);
        asked.ifMatch().check(shown);
        Fields fields = Fields.of(asked.body(), shown.tree());
        Status named = fields.requiredChoice("status", Status.class);
        String reason = fields.requiredText("reason");
        boolean override = fields.flag("override");
        fields.readOnly("since", "by", "next");
        fields.done();
        fields.faults().throwIfAny();
        Status wanted = given(named);
        if (override) {
            actor.require(Role.ADMIN, "overrule the status rules");
        }
        Status present = Status.valueOf(before.value());
        boolean allowed =
                rules.next(grounds, present).stream().anyMatch(next -> next.status() == wanted && next.allowed());
        if (!allowed && (!override || wanted == present)) {
            throw refused(grounds, present, wanted);
        }
        changes.add()
                .put("id", Ids.next())
                .put("claim_id", claim)
                .put("from_status", present)
                .put("to_status", wanted)
                .put("reason", reason)
                .put("by", actor.name())
                .put("through", actor.through())
                .put("at", now)
                .put("overridden", !allowed);
    }

    public Page history(ClaimKey key, Query query) {
        Selection selection = new Selection().where("h.claim_id = :claim", "claim", Optional.of(claims.liveId(key)));
        return HISTORY.page(db, query, selection);
    }

    public Representation stage(ClaimKey key) {
        return stage(claims.liveId(key));
    }

    @Transactional
    public Representation changeStage(ClaimKey key, IfMatch ifMatch, ObjectNode body) {
        UUID claim = claims.lockLive(key);
        Representation before = stage(claim);
        ifMatch.check(before);
        Fields fields = Fields.of(body, before.tree());
        Stage asked = fields.requiredChoice("stage", Stage.class);
        String assignee = assignee(fields, before);
        String reason = fields.text("reason");
        fields.readOnly("since", "by");
        fields.done();
        fields.faults().throwIfAny();
        Stage wanted = given(asked);
        Stage present = Stage.valueOf(before.tree().get("stage").stringValue());
        if (wanted == Stage.DONE && present != Stage.DONE) {
            requireReview(claim, present);
        }
        db.sql("""
                        insert into stage_change (id, claim_id, from_stage, to_stage, assignee, reason, by, through,
                            at)
                        select :id, :claim, c.stage, :to, :assignee, :reason, :by, :through, :at from claim c where c.id = :claim""")
                .param("id", Ids.next())
                .param("claim", claim)
                .param("to", wanted.name())
                .param("assignee", assignee)
                .param("reason", reason)
                .param("by", actor.name())
                .param("through", actor.through())
                .param("at", now())
                .update();
        db.sql("""
                        update claim
                        set stage = :stage, assignee = :assignee, updated_at = :at, revision = revision + 1
                        where id = :claim""")
                .param("stage", wanted.name())
                .param("assignee", assignee)
                .param("at", now())
                .param("claim", claim)
                .update();
        return stage(claim);
    }

    /**
     * Gives the caller the claim that waits longest in the inbox and is nobody's. Two who ask at once get different ones.
     *
     * @return its number as C-24; empty where none waits
     */
    @Transactional
    public Optional<String> takeNext() {
        Optional<Long> next = db.sql("""
                        select c.number from claim c
                        where c.stage = 'INBOX' and c.assignee is null and c.deleted_at is null
                        order by c.created_at, c.id limit 1 for no key update skip locked""").query(Long.class).optional();
        return next.map(number -> {
            ClaimKey key = ClaimKey.of("C-" + number);
            changeStage(
                    key,
                    IfMatch.ANY,
                    Json.object().put("stage", Stage.IN_PROGRESS.name()).put("assignee", actor.name()));
            return key.toString();
        });
    }

    /** An account that may work on claims, or the one that has it already, whatever became of it. */
    private @Nullable String assignee(Fields fields, Representation before) {
        String asked = fields.name("assignee");
        if (asked == null || asked.equals(before.tree().path("assignee").stringValue(null))) {
            return asked;
        }
        return accounts.readAssignee(fields, asked);
    }

    /** Four eyes: whoever asks for a review is not the one who closes it. */
    private void requireReview(UUID claim, Stage present) {
        actor.require(Role.REVIEWER, "close a review");
        if (present != Stage.IN_REVIEW) {
            throw stageRule("A claim is DONE after a review: it has to be IN_REVIEW, and is " + present + ".");
        }
        String asked = db.sql("""
                        select by from stage_change
                        where claim_id = :claim and to_stage = 'IN_REVIEW' and from_stage <> 'IN_REVIEW'
                        order by at desc, id desc limit 1""").param("claim", claim).query(String.class).single();
        if (asked.equals(actor.name())) {
            throw stageRule(asked + " asked for the review: somebody else has to close it.");
        }
    }

    private static Conflict stageRule(String detail) {
        return new Conflict(Conflict.Reason.STAGE_RULE, detail, "/stage", List.of());
    }

    private Conflict refused(Grounds grounds, Status present, Status wanted) {
        if (wanted == present) {
            return Conflict.statusRule("The claim is " + present + " already.", List.of());
        }
        return rules.next(grounds, present).stream()
                .filter(next -> next.status() == wanted)
                .findFirst()
                .map(next -> Conflict.statusRule("The record does not show what " + wanted + " needs.", next.missing()))
                .orElseGet(() -> Conflict.statusRule(
                        "A claim that is " + present + " cannot become " + wanted + " in one step.",
                        List.of("A status between: " + rules.after(present) + " may follow " + present + ".")));
    }

    /**
     * For whoever has read the claim and its standing already.
     *
     * @param claim has to exist
     */
    public Representation status(UUID claim, Grounds grounds) {
        return status(requireNonNull(presentStatuses(List.of(claim)).get(claim)), grounds);
    }

    private Representation status(Present present, Grounds grounds) {
        Map<String, Object> status = answer("status", present);
        status.put(
                "next",
                rules.next(grounds, Status.valueOf(present.value())).stream()
                        .map(next -> {
                            Map<String, Object> item = new LinkedHashMap<>();
                            item.put("status", next.status());
                            item.put("allowed", next.allowed());
                            item.put("missing", next.missing());
                            return item;
                        })
                        .toList());
        return new Representation(Json.write(status));
    }

    /** @param claim has to exist */
    public Representation stage(UUID claim) {
        Present present = db.sql("""
                        select c.id as claim, c.stage as value, c.assignee, rfc3339(coalesce(h.at, c.created_at)) as since, h.by, h.reason
                        from claim c
                        left join lateral (
                            select s.at, s.by, s.reason from stage_change s
                            where s.claim_id = c.id order by s.at desc, s.id desc limit 1) h on true
                        where c.id = :claim""").param("claim", claim).query(Present.class).single();
        return new Representation(Json.write(answer("stage", present)));
    }

    private Map<UUID, Present> presentStatuses(List<UUID> claims) {
        return byClaim(db.sql("""
                        select c.id as claim, c.status as value, null as assignee,
                            rfc3339(coalesce(h.at, c.created_at)) as since, h.by, h.reason
                        from claim c
                        left join lateral (
                            select s.at, s.by, s.reason from status_change s
                            where s.claim_id = c.id order by s.at desc, s.id desc limit 1) h on true
                        where c.id = any(cast(:claims as uuid[]))""").param("claims", Selection.texts(claims)));
    }

    private static Map<UUID, Present> byClaim(JdbcClient.StatementSpec statement) {
        return statement.query(Present.class).list().stream()
                .collect(Collectors.toMap(Present::claim, present -> present));
    }

    private static Map<String, Object> answer(String axis, Present present) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(axis, present.value());
        if (present.assignee() != null) {
            answer.put("assignee", present.assignee());
        }
        answer.put("since", present.since());
        if (present.by() != null) {
            answer.put("by", present.by());
        }
        if (present.reason() != null) {
            answer.put("reason", present.reason());
        }
        return answer;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
