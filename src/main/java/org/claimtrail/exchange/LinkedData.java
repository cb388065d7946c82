package org.claimtrail.exchange;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.claimtrail.article.Articles;
import org.claimtrail.assessment.Assessments;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.exchange.Dossier.ArticleFacts;
import org.claimtrail.exchange.Dossier.SourceFacts;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.claimtrail.source.Sources;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Things of the record as JSON-LD, each in one state of the record. */
@Service
@Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
public class LinkedData {

    /** So many assessments, and relations, one claim's markup has. */
    private static final int MOST = 100;

    private final Claims claims;
    private final Assessments assessments;
    private final Sources sources;
    private final Articles articles;
    private final Dossiers dossiers;

    LinkedData(Claims claims, Assessments assessments, Sources sources, Articles articles, Dossiers dossiers) {
        this.claims = claims;
        this.assessments = assessments;
        this.sources = sources;
        this.articles = articles;
        this.dossiers = dossiers;
    }

    /** @param base the address of the API, for those of things */
    public Representation claim(ClaimKey key, String base) {
        return written(new SchemaOrg(base).claim(dossier(claims.liveId(key))));
    }

    /**
     * What goes on a page that shows a claim, one document each, of what the page shows.
     *
     * @param claim as it is answered
     * @param origins as its standing tells them
     * @param page its address
     * @param inWords says the rating of an assessment
     */
    public List<ObjectNode> onPage(
            ObjectNode claim,
            JsonNode origins,
            List<JsonNode> relations,
            List<JsonNode> assessments,
            List<ObjectNode> evidence,
            String base,
            String page,
            Function<JsonNode, String> inWords) {
        return new SchemaOrg(base).onPage(dossiers.of(claim, origins, relations, assessments, evidence), page, inWords);
    }

    /** A source on a page about it. */
    public ObjectNode sourceOnPage(UUID id, String base, String page) {
        SourceFacts source = requireNonNull(dossiers.sources(List.of(id)).get(id.toString()));
        return SchemaOrg.withContext(new SchemaOrg(base).source(source).put("mainEntityOfPage", page));
    }

    public Representation assessment(ClaimKey key, UUID id, String base) {
        JsonNode assessment = assessments.read(key, id).tree();
        return written(SchemaOrg.withContext(new SchemaOrg(base).review(dossier(claims.liveId(key)), assessment)));
    }

    public Representation source(UUID id, String base) {
        sources.read(id);
        SourceFacts source = requireNonNull(dossiers.sources(List.of(id)).get(id.toString()));
        return written(SchemaOrg.withContext(new SchemaOrg(base).source(source)));
    }

    public Representation article(UUID id, String base) {
        articles.read(id);
        ArticleFacts article = requireNonNull(dossiers.articles(List.of(id)).get(id.toString()));
        Map<String, SourceFacts> publisher = article.publisherId() == null
                ? Map.of()
                : dossiers.sources(List.of(UUID.fromString(article.publisherId())));
        return written(SchemaOrg.withContext(new SchemaOrg(base).article(article, publisher)));
    }

    private Dossier dossier(UUID claim) {
        return dossiers.of(List.of(claim), MOST).get(0);
    }

    private static Representation written(ObjectNode markup) {
        return new Representation(Json.write(markup));
    }
}
