package org.claimtrail.demo;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.claimtrail.access.Accounts;
import org.claimtrail.article.Articles;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.assessment.EvidenceLog;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Relations;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.source.Sources;
import org.claimtrail.status.Statuses;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records the demo data, once for a database: {@code demo/record.json} holds the bodies that the API takes. A claim has
 * a {@code ref} there, by which relations name it, and its evidence, assessments and status beside it.
 */
@Service
public class DemoData {

    private static final String RECORD = "demo/record.json";

    private final Accounts accounts;
    private final Sources sources;
    private final Articles articles;
    private final Claims claims;
    private final Relations relations;
    private final EvidenceLog evidence;
    private final Assessments assessments;
    private final Statuses statuses;
    private final JdbcClient db;
    private final Clock clock;

    DemoData(
            Accounts accounts,
            Sources sources,
            Articles articles,
            Claims claims,
            Relations relations,
            EvidenceLog evidence,
            Assessments assessments,
            Statuses statuses,
            JdbcClient db,
            Clock clock) {
        this.accounts = accounts;
        this.sources = sources;
        this.articles = articles;
        this.claims = claims;
        this.relations = relations;
        this.evidence = evidence;
        this.assessments = assessments;
        this.statuses = statuses;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Records all of it in one transaction, unless it was recorded before.
     *
     * @return whether it was recorded now
     */
    @Transactional
    public boolean load() {
        boolean first = db.sql("insert into demo_load (loaded_at) values (:now) on conflict do nothing")
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
        if (!first) {
            return false;
        }
        ObjectNode demo = read();
        // Nobody signs in with them who is not invited.
        demo.get("accounts").forEach(account -> {
            if (accounts.assignee(account.get("name").stringValue()).isEmpty()) {
                accounts.record((ObjectNode) account);
            }
        });
        demo.get("sources").forEach(source -> sources.record((ObjectNode) source));
        demo.get("articles").forEach(article -> articles.record((ObjectNode) article));
        Map<String, ObjectNode> byRef = new HashMap<>();
        demo.get("claims").forEach(entry -> {
            ObjectNode claim = claims.record((ObjectNode) entry.get("claim")).tree();
            byRef.put(entry.get("ref").stringValue(), claim);
            recordBeside(key(claim), entry);
        });
        demo.get("relations").forEach(relation -> relate((ObjectNode) relation, byRef));
        // Last, since a status may want the relations.
        demo.get("claims")
                .forEach(entry ->
                        decide(key(requireNonNull(byRef.get(entry.get("ref").stringValue()))), entry));
        return true;
    }

    /** The numbers of its claims, by what the file calls them; none where it was never loaded. Those that were edited are left out. */
    public Map<String, Long> numbers() {
        if (!isLoaded()) {
            return Map.of();
        }
        Map<String, String> refs = new HashMap<>();
        read().get("claims")
                .forEach(entry -> refs.put(
                        entry.at("/claim/text").stringValue(), entry.get("ref").stringValue()));
        Map<String, Long> numbers = new HashMap<>();
        db.sql(
                        "select c.text, min(c.number) as number from claim c where c.text in (:texts) and c.deleted_at is null group by c.text")
                .param("texts", refs.keySet())
                .query(row -> {
                    numbers.put(requireNonNull(refs.get(row.getString("text"))), row.getLong("number"));
                });
        return numbers;
    }

    /** Whether it was ever loaded into this database. */
    public boolean isLoaded() {
        return !db.sql("select from demo_load").query().listOfRows().isEmpty();
    }

    private void recordBeside(ClaimKey claim, JsonNode entry) {
        entry.path("evidence").forEach(item -> evidence.record(claim, (ObjectNode) item));
        entry.path("assessments").forEach(item -> assessments.record(claim, (ObjectNode) item));
    }

    private void decide(ClaimKey claim, JsonNode entry) {
        if (entry.get("status") instanceof ObjectNode status) {
            statuses.changeStatus(claim, IfMatch.ANY, status);
        }
        if (entry.get("stage") instanceof ObjectNode stage) {
            statuses.changeStage(claim, IfMatch.ANY, stage);
        }
    }

    /** Puts ids where the file has refs of claims and places of figures. */
    private void relate(ObjectNode relation, Map<String, ObjectNode> byRef) {
        ObjectNode from = requireNonNull(byRef.get(relation.remove("from").stringValue()));
        ObjectNode to = requireNonNull(byRef.get(relation.remove("to").stringValue()));
        relation.putObject("to").set("id", to.get("id"));
        if (relation.has("figure")) {
            JsonNode id =
                    to.get("figures").get(relation.remove("figure").intValue()).get("id");
            relation.putObject("figure").set("id", id);
        }
        relations.record(key(from), relation);
    }

    private static ClaimKey key(ObjectNode claim) {
        return ClaimKey.of(claim.get("id").stringValue());
    }

    private static ObjectNode read() {
        try (InputStream in = new ClassPathResource(RECORD).getInputStream()) {
            return Json.parseObject(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
