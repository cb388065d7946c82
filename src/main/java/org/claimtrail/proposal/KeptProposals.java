package org.claimtrail.proposal;

import static org.claimtrail.platform.Fields.given;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.claimtrail.access.Channel;
import org.claimtrail.article.Articles;
import org.claimtrail.claim.Claims;
import org.claimtrail.database.Listing;
import org.claimtrail.database.Rows;
import org.claimtrail.database.Selection;
import org.claimtrail.database.Sql;
import org.claimtrail.database.StoredJson;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Conflict;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Folded;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Page;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.Sha256;
import org.claimtrail.reading.ArticleText;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** Keeps what is proposed of articles, until somebody takes it into the record, changed or not, or leaves it. */
@Service
public class KeptProposals {

    /** What reads by the tables and grammars that come with the service, and which state of them. */
    private static final String RULES = "rules";

    private static final String VERSION = "2";

    private enum State {
        OPEN,
        ACCEPTED,
        REJECTED
    }

    private static final String JSON = """
            json_strip_nulls(json_build_object(
                'id', p.id,
                'article', json_build_object('id', p.article_id),
                'version', p.article_version,
                'start', p.place_from,
                'end', p.place_to,
                'claim', p.body,
                'confidence', p.confidence,
                'proposer', p.proposer,
                'proposerVersion', p.proposer_version,
                'proposedBy', p.proposed_by,
                'proposedAt', rfc3339(p.proposed_at),
                'state', p.state,
                'recorded', case when p.claim_id is not null then (
                    select json_build_object('id', c.id, 'number', c.number) from claim c where c.id = p.claim_id) end,
                'edited', case when p.state = 'ACCEPTED' then p.edited end,
                'reason', p.reason,
                'decidedBy', p.decided_by,
                'decidedAt', rfc3339(p.decided_at)))""";

    private static final Listing LISTING = new Listing("proposal p", "p", JSON, "start")
            .sortedBy("start", "p.place_from", "integer")
            .sortedBy("proposedAt", "p.proposed_at", "timestamptz")
            .sortedBy("confidence", "p.confidence", "numeric");

    /** What a body decides. */
    private record Decision(
            State state, @Nullable String reason, @Nullable ObjectNode claim) {

        static Decision read(ObjectNode body, Fields fields) {
            State state = fields.requiredChoice("state", State.class);
            String reason = fields.text("reason");
            fields.object("claim");
            fields.readOnly(
                    "id",
                    "article",
                    "version",
                    "start",
                    "end",
                    "confidence",
                    "proposer",
                    "proposerVersion",
                    "proposedBy",
                    "proposedAt",
                    "recorded",
                    "edited",
                    "decidedBy",
                    "decidedAt");
            fields.done();
            fields.faults().throwIfAny();
            return new Decision(given(state), reason, body.get("claim") instanceof ObjectNode claim ? claim : null);
        }
    }

    private final Proposals proposals;
    private final ModelReader model;
    private final ModelReadings modelReadings;
    private final Articles articles;
    private final Claims claims;
    private final Actor actor;
    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate transaction;

    KeptProposals(
            Proposals proposals,
            ModelReader model,
            ModelReadings modelReadings,
            Articles articles,
            Claims claims,
            Actor actor,
            JdbcClient db,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.proposals = proposals;
        this.model = model;
        this.modelReadings = modelReadings;
        this.articles = articles;
        this.claims = claims;
        this.actor = actor;
        this.db = db;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether there is such a proposer: rules always are. */
    public boolean has(Proposer proposer) {
        return proposer == Proposer.RULES || model.isThere();
    }

    /**
     * Has the current text of an article read, and keeps what was not proposed of it before.
     *
     * @return how many were found, how many of them are new, and how many are open now; of a model, how many it told and how many of these were dropped
     * @throws InvalidQuery if there is no such proposer
     */
    public ObjectNode propose(UUID id, Proposer proposer) {
        if (!has(proposer)) {
            throw new InvalidQuery(List.of(new Fault(
                    "proposer",
                    "must be RULES: the operator named no language model (claimtrail.reading.model.kind).")));
        }
        ArticleText article = proposals.readable(id);
        return proposer == Proposer.RULES
                ? kept(article, proposals.ofArticle(article), RULES, VERSION)
                : proposeByModel(article);
    }

    private ObjectNode proposeByModel(ArticleText article) {
        ModelReader.Read read = model.read(article, given(article.text()));
        ModelReader.Dropped dropped = read.dropped();
        return Objects.requireNonNull(transaction.execute(status -> {
            ObjectNode kept = kept(article, read.candidates(), model.proposer(), ModelPrompt.VERSION);
            modelReadings.note(
                    article, model.proposer(), dropped, kept.get("new").intValue(), actor.name());
            kept.put("told", dropped.told());
            kept.putObject("dropped")
                    .put("notInText", dropped.notInText())
                    .put("speakerNotInText", dropped.speakerNotInText())
                    .put("numberNotInText", dropped.numberNotInText())
                    .put("notOfSchema", dropped.notOfSchema());
            return kept;
        }));
    }

    private ObjectNode kept(ArticleText article, List<Candidate> candidates, String proposer, String version) {
        Rows rows = new Rows();
        for (Candidate candidate : candidates) {
            rows.add()
                    .put("id", Ids.next())
                    .put("article_id", article.article())
                    .put("article_version", article.version())
                    .put("place_from", candidate.from())
                    .put("place_to", candidate.to())
                    .put("wording", "\\x" + hex(wording(candidate.body())))
                    .put("body", candidate.body().toString())
                    .put("confidence", BigDecimal.valueOf(candidate.confidence()))
                    .put("proposer", proposer)
                    .put("proposer_version", version)
                    .put("proposed_by", actor.name())
                    .put("proposed_at", clock.instant());
        }
        int kept = rows.isEmpty() ? 0 : db.sql("""
                        insert into proposal (id, article_id, article_version, place_from, place_to, wording, body, confidence,
                            proposer, proposer_version, proposed_by, proposed_at)
                        select id, article_id, article_version, place_from, place_to, wording, cast(body #>> '{}' as json), confidence,
                            proposer, proposer_version, proposed_by, proposed_at
                        from json_populate_recordset(null::proposal, cast(:rows as json))
                        on conflict on constraint proposal_wording_unique do nothing""").param("rows", rows.json()).update();
        return Json.object()
                .put("found", candidates.size())
                .put("new", kept)
                .put(
                        "open",
                        db.sql("select count(*) from proposal where article_id = :article and state = 'OPEN'")
                                .param("article", article.article())
                                .query(Integer.class)
                                .single());
    }

    /** What an article has once, however it is typed. */
    private static byte[] wording(ObjectNode body) {
        return Sha256.of(body.path("kind").stringValue() + " "
                + Folded.of(body.path("text").stringValue()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    public Page list(UUID article, Query query) {
        articles.read(article);
        return LISTING.page(
                db,
                query,
                new Selection()
                        .where("p.article_id = :article", "article", Optional.of(article))
                        .whereOneOf("p.state", "state", query.choices("state", State.class)));
    }

    public Representation read(UUID article, UUID id) {
        return StoredJson.one(
                db, "proposal", Sql.of("""
                        select null::timestamptz as deleted_at, {json} as json
                        from proposal p where p.id = :id and p.article_id = :article""", Map.of("json", JSON)), Map.of("id", id, "article", article), id);
    }

    /**
     * Takes a proposal into the record, as it is or as the body has it, or leaves it, or opens it again. The history tells that the
     * claim came by the proposer.
     *
     * @throws InvalidInput with every fault of the body, and of the claim in it
     * @throws Conflict if its claim is recorded already, and something else is to become of it
     */
    public Representation decide(UUID article, UUID id, IfMatch ifMatch, ObjectNode body) {
        return Channel.through(
                actor,
                channel(article, id),
                () -> Objects.requireNonNull(transaction.execute(status -> decideNow(article, id, ifMatch, body))));
    }

    /** Through what a claim comes that was proposed, as the history tells it. */
    public String channel(UUID article, UUID id) {
        ObjectNode proposal = read(article, id).tree();
        return "proposal: " + proposal.path("proposer").stringValue() + " "
                + proposal.path("proposerVersion").stringValue();
    }

    private Representation decideNow(UUID article, UUID id, IfMatch ifMatch, ObjectNode body) {
        db.sql("select id from proposal where id = :id for update")
                .param("id", id)
                .query()
                .listOfRows();
        Representation present = read(article, id);
        ifMatch.check(present);
        ObjectNode before = present.tree();
        Decision decision = Decision.read(body, Fields.of(body, before));
        State state = State.valueOf(before.path("state").stringValue());
        if (state == State.ACCEPTED) {
            if (decision.state() == State.ACCEPTED) {
                return present;
            }
            throw new Conflict(Conflict.Reason.DUPLICATE, "The proposal was accepted: its claim is recorded.");
        }
        ObjectNode proposed = (ObjectNode) before.get("claim");
        ObjectNode wanted = decision.claim() == null ? proposed : decision.claim();
        if (decision.state() != State.ACCEPTED && !wanted.equals(proposed)) {
            throw new InvalidInput(List.of(new Fault("/claim", "goes with the state ACCEPTED.")));
        }
        boolean accepted = decision.state() == State.ACCEPTED;
        boolean decided = decision.state() != State.OPEN;
        db.sql("""
                        update proposal
                        set state = :state, claim_id = cast(:claim as uuid), edited = :edited, reason = :reason,
                            decided_by = :by, decided_at = cast(:at as timestamptz)
                        where id = :id""")
                .param("state", decision.state().name())
                .param("claim", accepted ? recorded(wanted).toString() : null)
                .param("edited", accepted && !wanted.equals(proposed))
                .param("reason", decision.reason())
                .param("by", decided ? actor.name() : null)
                .param("at", decided ? now() : null)
                .param("id", id)
                .update();
        return read(article, id);
    }

    private UUID recorded(ObjectNode claim) {
        try {
            return UUID.fromString(claims.record(claim.deepCopy()).id());
        } catch (InvalidInput e) {
            throw new InvalidInput(e.faults().stream()
                    .map(fault -> new Fault("/claim" + fault.pointer(), fault.detail()))
                    .toList());
        } catch (Conflict e) {
            throw e.of("/claim");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
