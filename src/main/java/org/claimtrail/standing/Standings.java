package org.claimtrail.standing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.FigureSettings;
import org.claimtrail.comparison.FigureConflicts;
import org.claimtrail.comparison.FigurePair;
import org.claimtrail.comparison.FigurePairs;
import org.claimtrail.comparison.StatedFigure;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup;
import org.claimtrail.origin.Origin;
import org.claimtrail.origin.Origins;
import org.claimtrail.origin.Provenance;
import org.claimtrail.origin.Ring;
import org.claimtrail.origin.Sentence;
import org.claimtrail.origin.Speaker;
import org.claimtrail.origin.Step;
import org.claimtrail.past.KnownOn;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Tells how claims stand: computed from the record each time it is asked. */
@Service
public class Standings {

    private final Claims claims;
    private final StandingQueries queries;
    private final FigureConflicts figureConflicts;
    private final StandingSettings settings;
    private final FigureSettings comparison;
    private final Clock clock;

    Standings(
            Claims claims,
            StandingQueries queries,
            FigureConflicts figureConflicts,
            StandingSettings settings,
            FigureSettings comparison,
            Clock clock) {
        this.claims = claims;
        this.queries = queries;
        this.figureConflicts = figureConflicts;
        this.settings = settings;
        this.comparison = comparison;
        this.clock = clock;
    }

    /** A standing as it is answered, and what the status of the claim can rest on by it. */
    public record AnswerAndGrounds(Representation answer, Grounds grounds) {}

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Representation read(ClaimKey key) {
        return readWithGrounds(key).answer();
    }

    /** All its statements see one state of the record. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public AnswerAndGrounds readWithGrounds(ClaimKey key) {
        UUID claim = claims.liveId(key);
        queries.reusePlans();
        FigurePairs.Listed conflicts = figureConflicts.ofClaim(claim);
        return answer(claim, queries.read(claim), conflicts);
    }

    /** @param claims have to exist */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<UUID, AnswerAndGrounds> read(List<UUID> claims) {
        queries.reusePlans();
        Set<UUID> compared = figureConflicts.compared(claims);
        Map<UUID, AnswerAndGrounds> answers = new HashMap<>();
        queries.read(claims)
                .forEach((claim, material) -> answers.put(
                        claim,
                        answer(
                                claim,
                                material,
                                compared.contains(claim) ? figureConflicts.ofClaim(claim) : FigurePairs.Listed.NONE)));
        return answers;
    }

    /**
     * How a claim stands by what strangers may read, told to readers: in a transaction in which the tables are those of the
     * public record, where nothing that is computed beforehand counts.
     *
     * @param claim has to be there
     */
    public Representation inPublic(UUID claim) {
        queries.reusePlans();
        Material material = queries.read(claim);
        Provenance provenance = Provenance.of(material.group());
        Standing standing = standing(material, provenance.origins());
        FigurePairs.Listed conflicts = figureConflicts.compared(List.of(claim)).isEmpty()
                ? FigurePairs.Listed.NONE
                : figureConflicts.ofClaimInPublic(claim);
        Map<String, Object> answer = answer(standing, provenance, conflicts, comparison.aboutTolerance());
        answer.put(
                "explanation",
                explanation(standing, provenance, conflicts).stream()
                        .map(Sentence::toReaders)
                        .filter(sentence -> !sentence.isEmpty())
                        .toList());
        answer.remove("restsOn");
        return new Representation(Json.write(answer));
    }

    private static List<Sentence> explanation(Standing standing, Provenance provenance, FigurePairs.Listed conflicts) {
        List<Sentence> explanation = new ArrayList<>(provenance.explanation());
        explanation.addAll(StandingSentences.of(standing, conflicts));
        return explanation;
    }

    private AnswerAndGrounds answer(UUID claim, Material material, FigurePairs.Listed conflicts) {
        Provenance provenance = Provenance.of(material.group());
        Standing standing = standing(material, provenance.origins());
        Map<String, Object> answer = answer(standing, provenance, conflicts, comparison.aboutTolerance());
        if (KnownOn.day().isPresent()) {
            answer.put("knownOn", queries.asKnown(claim));
        }
        return new AnswerAndGrounds(new Representation(Json.write(answer)), standing.grounds());
    }

    /**
     * The independent origins of claims, as a standing tells them.
     *
     * @param claims have to exist
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<UUID, JsonNode> origins(List<UUID> claims) {
        Map<UUID, JsonNode> origins = new HashMap<>();
        queries.read(claims)
                .forEach((claim, material) -> origins.put(
                        claim,
                        Json.mapper()
                                .valueToTree(Provenance.origins(material.group()).origins().stream()
                                        .map(Standings::origin)
                                        .toList())));
        return origins;
    }

    /**
     * What lists tell of how claims stand, as JSON.
     *
     * @param claims have to exist
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<UUID, String> summaries(List<UUID> claims) {
        Map<UUID, String> summaries = new HashMap<>();
        queries.read(claims).forEach((claim, material) -> {
            Standing standing = standing(material, Provenance.origins(material.group()));
            summaries.put(claim, new String(Json.write(summary(standing)), StandardCharsets.UTF_8));
        });
        return summaries;
    }

    private static Map<String, Object> summary(Standing standing) {
        return ordered(
                "suggestedStatus", standing.suggested(),
                "independentOrigins", standing.origins().independent(),
                "singleSource", standing.origins().singleSource(),
                "denied", !standing.objections().denials().isEmpty(),
                "contradicted", !standing.objections().contradictions().isEmpty(),
                "overdue", standing.overdue());
    }

    /** How many independent origins corroborate a claim. */
    public int originsForCorroborated() {
        return settings.originsForCorroborated();
    }

    /** @param claim has to exist */
    public Grounds grounds(UUID claim) {
        return Objects.requireNonNull(grounds(List.of(claim)).get(claim));
    }

    /** @param claims have to exist */
    public Map<UUID, Grounds> grounds(List<UUID> claims) {
        Map<UUID, Grounds> grounds = new HashMap<>();
        queries.read(claims)
                .forEach((claim, material) -> grounds.put(
                        claim,
                        standing(material, Provenance.origins(material.group())).grounds()));
        return grounds;
    }

    private Standing standing(Material material, Origins origins) {
        return Standing.of(
                material,
                origins,
                settings.originsForCorroborated(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private static Map<String, Object> answer(
            Standing standing, Provenance provenance, FigurePairs.Listed conflicts, BigDecimal aboutTolerance) {
        Origins origins = standing.origins();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", standing.facts().status());
        answer.put("suggestedStatus", standing.suggested());
        answer.put("independentOrigins", origins.independent());
        answer.put("singleSource", origins.singleSource());
        answer.put("namedOrigins", origins.named());
        answer.put("unnamedOrigins", origins.unnamed());
        answer.put("knownOrigins", origins.known());
        answer.put("origins", origins.origins().stream().map(Standings::origin).toList());
        answer.put(
                "publishersToRecord",
                provenance.publishersToRecord().stream()
                        .map(Standings::publisherToRecord)
                        .toList());
        answer.put(
                "circular",
                ordered(
                        "rings",
                        provenance.rings().stream().map(Standings::ring).toList(),
                        "falseConfirmations",
                        provenance.falseConfirmations().stream()
                                .map(one -> List.of(step(one.citation()), step(one.relay())))
                                .toList()));
        answer.put(
                "denials",
                standing.objections().denials().stream()
                        .map(Standings::objection)
                        .toList());
        answer.put(
                "contradictions",
                standing.objections().contradictions().stream()
                        .map(Standings::objection)
                        .toList());
        answer.put(
                "figureConflicts",
                conflicts.first().stream().map(Standings::conflict).toList());
        answer.put("figureConflictTotal", ordered("exact", conflicts.complete(), "of", conflicts.count()));
        answer.put("aboutTolerance", aboutTolerance);
        answer.put(
                "evidence",
                ordered(
                        "supports", standing.facts().supports(),
                        "refutes", standing.facts().refutes(),
                        "context", standing.facts().context()));
        answer.put("assessments", standing.facts().assessments());
        answer.put("overdue", standing.overdue());
        List<Sentence> explanation = explanation(standing, provenance, conflicts);
        answer.put("explanation", explanation.stream().map(Sentence::text).toList());
        answer.put("restsOn", explanation.stream().map(Sentence::restsOn).toList());
        return answer;
    }

    private static Map<String, Object> origin(Origin origin) {
        Map<String, Object> answer = who(origin);
        answer.put("appearances", origin.appearances());
        putDate(answer, "firstSaidOn", origin.firstSaidOn());
        putDate(answer, "latestSaidOn", origin.latestSaidOn());
        return answer;
    }

    private static Map<String, Object> who(Origin origin) {
        Map<String, Object> answer = ordered(
                "name", origin.name(),
                "sources", origin.sources().stream().map(Standings::speaker).toList());
        if (origin.inferred()) {
            answer.put("inferred", true);
        }
        return answer;
    }

    private static Map<String, Object> publisherToRecord(ClaimGroup.Article article) {
        Map<String, Object> answer = ordered("article", article(article.id(), article.title()));
        if (article.site() != null) {
            answer.put("site", article.site().name());
        }
        if (article.publisherOfSite() != null) {
            answer.put("proposed", ordered("id", article.publisherOfSite()));
        }
        return answer;
    }

    private static Map<String, Object> article(UUID id, @Nullable String title) {
        Map<String, Object> article = ordered("id", id);
        if (title != null) {
            article.put("title", title);
        }
        return article;
    }

    private static Map<String, Object> ring(Ring ring) {
        return ordered(
                "links", ring.steps().stream().map(Standings::step).toList(),
                "sources", ring.sources().stream().map(Standings::speaker).toList(),
                "leadsOut", ring.exit());
    }

    private static Map<String, Object> step(Step step) {
        return ordered(
                "source", speaker(step.who()),
                "from", speaker(step.from()),
                "appearance", step.appearance(),
                "article", article(step.article(), step.title()));
    }

    private static Map<String, Object> speaker(Speaker speaker) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (speaker.id() != null) {
            answer.put("id", speaker.id());
        }
        answer.put("name", speaker.name());
        if (speaker.inferred()) {
            answer.put("inferred", true);
        }
        return answer;
    }

    private static Map<String, Object> objection(Objection objection) {
        Material.Relation relation = objection.relation();
        Map<String, Object> answer =
                ordered("claim", relation.claim(), "relation", relation.id(), "scope", relation.scope());
        if (relation.figure() != null) {
            answer.put(relation.figureIsTheOthers() ? "otherFigure" : "figure", ordered("id", relation.figure()));
        }
        if (relation.nature() != null) {
            answer.put("nature", relation.nature());
        }
        answer.put("by", objection.by().stream().map(Standings::who).toList());
        answer.put("byThoseConcerned", objection.byThoseConcerned());
        answer.put("turnedRound", !objection.turned().isEmpty());
        putDate(answer, "saidOn", objection.saidOn());
        if (objection.timing() != null) {
            answer.put("timing", objection.timing());
        }
        return answer;
    }

    private static Map<String, Object> conflict(FigurePair pair) {
        StatedFigure other = pair.other().figure();
        Map<String, Object> answer = ordered(
                "figure", ordered("id", pair.one().figure().id()),
                "other", ordered("id", other.id()),
                "claim", other.claim(),
                "measure",
                        ordered(
                                "id",
                                other.measure().id(),
                                "name",
                                other.measure().name()),
                "gap", pair.gap());
        if (pair.unit() != null) {
            answer.put("unit", pair.unit());
        }
        if (!pair.rates().isEmpty()) {
            answer.put("rates", pair.rates());
        }
        return answer;
    }

    private static void putDate(Map<String, Object> answer, String name, @Nullable Edtf date) {
        if (date != null) {
            answer.put(name, date.text());
        }
    }

    /** Names and values in turn. */
    private static Map<String, Object> ordered(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }
}
