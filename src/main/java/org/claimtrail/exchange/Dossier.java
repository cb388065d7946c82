package org.claimtrail.exchange;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A claim with what its markup tells of it: answers of the API, and what they leave out of the sources and articles that
 * they name, by the ids of these.
 *
 * @param origins as the standing finds them
 * @param evidence that assessments used
 */
record Dossier(
        ObjectNode claim,
        JsonNode origins,
        List<JsonNode> relations,
        List<JsonNode> assessments,
        Map<String, ObjectNode> evidence,
        Map<String, SourceFacts> sources,
        Map<String, ArticleFacts> articles) {

    record SourceFacts(
            String id,
            String name,
            String kind,
            @Nullable String homepage,
            @Nullable String wikidataId) {}

    /** @param corrected the last version that the publisher called corrected or withdrawn, in words */
    record ArticleFacts(
            String id,
            @Nullable String url,
            @Nullable String citation,
            @Nullable String title,
            String medium,
            @Nullable String publishedOn,
            @Nullable String language,
            @Nullable String archiveUrl,
            @Nullable String publisherId,
            List<String> authors,
            @Nullable Correction corrected) {}

    /** @param note CORRECTED or WITHDRAWN */
    record Correction(String note, String recordedAt) {}
}
