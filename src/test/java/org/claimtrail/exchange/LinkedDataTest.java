package org.claimtrail.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The record in the words of schema.org, read back by a reader of JSON-LD that knows nothing of us. */
class LinkedDataTest extends ApiTest {

    private static final String LINKED = "application/ld+json";

    /** What Google's documentation of ClaimReview requires, and recommends. */
    private static final List<String> REQUIRED = List.of("claimReviewed", "reviewRating", "url");

    private static final List<String> RECOMMENDED = List.of("author", "itemReviewed");

    private String claim;

    /** A claim of two appearances, reviewed once, with evidence. */
    private String review(String assessment) {
        ObjectNode body = containers();
        body.put("place", "Najin");
        ObjectNode second = ((ArrayNode) body.get("appearances")).addObject();
        second.set("article", json("""
                {"url": "https://other.example/1", "title": "Containers", "medium": "SOCIAL", "publishedOn": "2024-06-20",
                 "archiveUrl": "https://archive.example/1", "authors": ["A. Writer"]}"""));
        second.set("attribution", Json.mapper().readTree("""
                [{"sources": [{"name": "a senior official", "kind": "UNNAMED"}], "roleAsStated": "senior official", "mode": "DIRECT",
                  "quote": "They went.", "quoteLanguage": "en", "saidOn": "2024-06-18"},
                 {"sources": [{"name": "Yonhap", "kind": "PUBLICATION", "wikidataId": "Q484952"}], "mode": "INDIRECT", "saidOn": "2024-06~"}]"""));
        claim = api.created("/claims", body).id();
        String evidence =
                api.created("/claims/" + claim + "/evidence", json("""
                {"title": "Pictures of the port", "kind": "IMAGE", "stance": "SUPPORTS", "url": "https://pictures.example/1",
                 "archiveUrl": "https://archive.example/2", "provider": {"name": "Planet", "kind": "ORGANIZATION"}}""")).id();
        ObjectNode review = json(assessment);
        review.putArray("evidence").addObject().put("id", evidence);
        return api.created("/claims/" + claim + "/assessments", review).id();
    }

    @Test
    void aReviewIsReadBackByOthers() throws JsonLdError {
        String id = review("""
                {"scale": {"name": "Truth", "worst": 1, "best": 5}, "rating": {"label": "Mostly true", "value": 4},
                 "summary": "So it seems.", "reviewer": {"name": "Example Checks", "kind": "ORGANIZATION", "homepage": "https://checks.example"},
                 "reviewedOn": "2024-06-20", "url": "https://checks.example/containers"}""");
        Answer answer = api.get("/claims/" + claim + ".jsonld");
        assertThat(answer.header("Content-Type")).isEqualTo(LINKED);

        JsonObject review = expanded(answer.text());
        assertThat(type(review)).isEqualTo("https://schema.org/ClaimReview");
        assertThat(review.getString("@id")).endsWith("/api/v1/claims/" + claim + "/assessments/" + id);
        REQUIRED.forEach(property -> assertThat(review).as(property).containsKey(schema(property)));
        RECOMMENDED.forEach(property -> assertThat(review).as(property).containsKey(schema(property)));
        assertThat(value(review, "claimReviewed"))
                .isEqualTo(containers().get("text").stringValue());
        assertThat(value(review, "url")).isEqualTo("https://checks.example/containers");
        assertThat(value(review, "datePublished")).isEqualTo("2024-06-20");
        assertThat(value(review, "reviewBody")).isEqualTo("So it seems.");
        JsonObject author = object(review, "author");
        assertThat(type(author)).isEqualTo("https://schema.org/Organization");
        assertThat(value(author, "name")).isEqualTo("Example Checks");
        assertThat(value(author, "url")).isEqualTo("https://checks.example");
        JsonObject rating = object(review, "reviewRating");
        assertThat(List.of(
                        value(rating, "alternateName"),
                        value(rating, "ratingValue"),
                        value(rating, "worstRating"),
                        value(rating, "bestRating")))
                .containsExactly("Mostly true", "4", "1", "5");
        JsonObject citation = object(review, "citation");
        assertThat(type(citation)).isEqualTo("https://schema.org/ImageObject");
        assertThat(value(citation, "archivedAt")).isEqualTo("https://archive.example/2");
        assertThat(value(object(citation, "provider"), "name")).isEqualTo("Planet");

        JsonObject reviewed = object(review, "itemReviewed");
        assertThat(type(reviewed)).isEqualTo("https://schema.org/Claim");
        assertThat(value(reviewed, "identifier")).isEqualTo("C-1");
        assertThat(reviewed).doesNotContainKey(schema("name"));
        assertThat(value(object(reviewed, "contentLocation"), "name")).isEqualTo("Najin");
        assertThat(value(reviewed, "temporalCoverage")).isEqualTo("2023-08/2024-02");
        // The earlier exact day on which an origin spoke; the ministry said so some day of the year.
        assertThat(value(reviewed, "datePublished")).isEqualTo("2024-06-18");
        JsonArray authors = reviewed.getJsonArray(schema("author"));
        assertThat(authors.stream().map(one -> value((JsonObject) one, "name")).toList())
                .containsExactly("South Korean Defense Ministry", "a senior official");
        assertThat(value(authors.getJsonObject(1), "jobTitle")).isEqualTo("senior official");
        assertThat(authors.getJsonObject(1)).doesNotContainKeys(schema("sameAs"), schema("url"));
        JsonObject first = object(reviewed, "firstAppearance");
        assertThat(value(first, "url")).isEqualTo("https://news.example/putin-visit");
        assertThat(value(object(first, "publisher"), "name")).isEqualTo("The Example Times");
        assertThat(type(object(first, "publisher"))).isEqualTo("https://schema.org/NewsMediaOrganization");
        assertThat(reviewed.getJsonArray(schema("appearance"))).hasSize(1);
        JsonObject second = object(reviewed, "appearance");
        assertThat(type(second)).isEqualTo("https://schema.org/SocialMediaPosting");
        // The chain, the last who told it first.
        JsonObject relayed = object(second, "isBasedOn");
        assertThat(type(relayed)).isEqualTo("https://schema.org/Quotation");
        assertThat(value(object(relayed, "creator"), "sameAs")).isEqualTo("https://www.wikidata.org/entity/Q484952");
        assertThat(relayed).doesNotContainKey(schema("dateCreated"));
        JsonObject said = object(relayed, "isBasedOn");
        assertThat(value(said, "text")).isEqualTo("They went.");
        assertThat(value(said, "dateCreated")).isEqualTo("2024-06-18");
        assertThat(said.getJsonArray(SchemaOrg.OWN + "mode").getJsonObject(0).getString("@value"))
                .isEqualTo("DIRECT");
        assertThat(reviewed.getJsonArray(SchemaOrg.OWN + "figure").getJsonObject(0))
                .containsKey(schema("value"));
        // Nothing else of ours, and no rating that nobody gave.
        assertThat(answer.text()).doesNotContain("gaps", "assignee", "INBOX", "Unrated");
    }

    /** What {@code GET} of the thing answers by what is accepted. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/ld+json | ld",
                "application/ld+json, application/json;q=0.9 | ld",
                "application/ld+json;q=0.5, application/json | json",
                "application/ld+json;profile=\"http://www.w3.org/ns/json-ld#expanded\", */*;q=0.1 | ld",
                "*/* | json",
                "application/json | json",
                "application/*, application/ld+json;q=0.3 | json"
            })
    void whoPrefersItGetsIt(String accepted, String what) {
        String review = review("{\"summary\": \"So it seems.\"}");
        String source = api.get("/sources?kind=ORGANIZATION").at("/items/0/id");
        String article = api.get("/articles").at("/items/0/id");
        for (String path : List.of(
                "/claims/" + claim,
                "/claims/C-1",
                "/claims/C-1/assessments/" + review,
                "/sources/" + source,
                "/articles/" + article)) {
            Answer answer = api.get(path, "Accept", accepted);
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("Content-Type"))
                    .as(path)
                    .isEqualTo(what.equals("ld") ? LINKED : "application/json");
            assertThat(answer.headers().get("vary")).as(path).contains("Accept");
            if (what.equals("ld")) {
                assertThat(answer.body()).isEqualTo(api.get(path + ".jsonld").body());
                assertThat(api.get(path, "Accept", accepted, "If-None-Match", answer.etag())
                                .status())
                        .isEqualTo(304);
                assertThat(api.send("HEAD", path, null, null, "Accept", accepted)
                                .header("Content-Type"))
                        .isEqualTo(LINKED);
            }
        }
    }

    @Test
    void aClaimThatNobodyReviewedIsAClaim() throws JsonLdError {
        claim = api.created("/claims", claim("Nobody looked at it.")).id();
        JsonObject alone = expanded(api.get("/claims/C-1.jsonld").text());
        assertThat(type(alone)).isEqualTo("https://schema.org/Claim");
        assertThat(value(alone, "text")).isEqualTo("Nobody looked at it.");
        assertThat(new TreeSet<>(alone.keySet()))
                .isEqualTo(new TreeSet<>(Set.of(
                        "@id",
                        "@type",
                        schema("identifier"),
                        schema("text"),
                        SchemaOrg.OWN + "kind",
                        SchemaOrg.OWN + "status")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A scale of numbers, a word alone, a number alone, nothing, the best is the lower number.
                "{'scale': {'name': 'A', 'worst': 1, 'best': 5}, 'rating': {'label': 'Good', 'value': 4.5}} | {'@type': 'Rating', 'alternateName': 'Good', 'ratingValue': 4.5, 'worstRating': 1, 'bestRating': 5}",
                "{'scale': {'name': 'B'}, 'rating': {'label': 'Pants on fire'}} | {'@type': 'Rating', 'alternateName': 'Pants on fire'}",
                "{'rating': {'label': 'So-so'}} | {'@type': 'Rating', 'alternateName': 'So-so'}",
                "{'scale': {'name': 'C', 'worst': 0, 'best': 1}, 'rating': {'value': 0}} | {'@type': 'Rating', 'ratingValue': 0, 'worstRating': 0, 'bestRating': 1}",
                "{'scale': {'name': 'D', 'worst': 5, 'best': 1}, 'rating': {'label': 'True', 'value': 1}} | {'@type': 'Rating', 'alternateName': 'True'}",
                "{'summary': 'No rating.'} |"
            })
    void aRatingIsWhatItsScaleSays(String assessment, String rating) {
        review(assessment.replace('\'', '"'));
        JsonNode told = api.get("/claims/C-1.jsonld").body().path("reviewRating");
        if (rating == null) {
            assertThat(told.isMissingNode()).isTrue();
        } else {
            assertThat(told).isEqualTo(json(rating.replace('\'', '"')));
        }
    }

    @ParameterizedTest
    @CsvSource({"2024-06-20, 2024-06-20", "2024-06,", "2024-06-20~,", "2024-06-20?,", "'2024-06-19/2024-06-20',"})
    void onlyADayIsTheDayOfAReview(String reviewedOn, String published) {
        review("{\"summary\": \"So.\", \"reviewedOn\": \"%s\"}".formatted(reviewedOn));
        assertThat(api.get("/claims/C-1.jsonld").at("/datePublished")).isEqualTo(published == null ? "" : published);
    }

    @Test
    void severalReviewsAreAGraphAndEachHasItsOwnAddress() throws JsonLdError {
        String first = review("{\"summary\": \"First.\"}");
        String second = api.created("/claims/C-1/assessments", json("{\"summary\": \"Second.\"}"))
                .id();
        JsonNode graph = api.get("/claims/C-1.jsonld").body().get("@graph");
        assertThat(graph).hasSize(2);
        assertThat(api.get("/claims/C-1/assessments/" + first + ".jsonld").at("/reviewBody"))
                .isEqualTo("First.");
        Answer other = api.get("/claims/C-1/assessments/" + second + ".jsonld");
        assertThat(value(expanded(other.text()), "reviewBody")).isEqualTo("Second.");
        assertThat(other.object().without("@context")).isEqualTo(graph.get(1));
    }

    @Test
    void theFirstAppearanceIsToldOnlyWhereItAloneIsFirst() {
        for (List<String> days : List.of(
                List.of("2024-06-19", "2024-06-19"), List.of("2024-06", "2024-06-20"), List.of("2024-06-20", ""))) {
            ObjectNode body = claim("Said.");
            for (int i = 0; i < 2; i++) {
                ObjectNode article =
                        Json.object().put("citation", "Paper of " + days + i).put("medium", "PRINT");
                if (!days.get(i).isEmpty()) {
                    article.put("publishedOn", days.get(i));
                }
                body.withArray("appearances").addObject().set("article", article);
            }
            JsonNode markup = api.get("/claims/" + api.created("/claims", body).id() + ".jsonld")
                    .body();
            assertThat(markup.has("firstAppearance")).as("of %s", days).isFalse();
            assertThat(markup.get("appearance")).hasSize(2);
            assertThat(markup.at("/appearance/0/name").stringValue()).startsWith("Paper of");
        }
    }

    @Test
    void sourcesAndArticlesHaveTheirsToo() throws JsonLdError {
        review("{\"summary\": \"So.\"}");
        String source = api.get("/sources?q=Yonhap").at("/items/0/id");
        JsonObject agency = expanded(api.get("/sources/" + source + ".jsonld").text());
        assertThat(type(agency)).isEqualTo("https://schema.org/NewsMediaOrganization");
        assertThat(value(agency, "sameAs")).isEqualTo("https://www.wikidata.org/entity/Q484952");

        String article =
                api.get("/articles?url=https://news.example/putin-visit").at("/items/0/id");
        api.patch("/articles/" + article, Map.of("title", "Putin's visit", "note", "CORRECTED"), "*");
        JsonObject work = expanded(api.get("/articles/" + article + ".jsonld").text());
        assertThat(value(work, "headline")).isEqualTo("Putin's visit");
        assertThat(type(object(work, "correction"))).isEqualTo("https://schema.org/CorrectionComment");
        assertThat(api.get("/claims/C-1.jsonld").text()).contains("CorrectionComment");
    }

    @Test
    void whatIsNotThereIsToldAsAlways() {
        assertThat(api.get("/claims/C-9.jsonld").status()).isEqualTo(404);
        assertThat(api.get("/claims/x.jsonld").status()).isEqualTo(404);
        assertThat(api.get("/claims/C-9", "Accept", LINKED).problem()).isEqualTo("not-found");
        String id = api.created("/claims", claim("Gone.")).id();
        api.delete("/claims/" + id, "*");
        assertThat(api.get("/claims/" + id + ".jsonld").status()).isEqualTo(410);
        assertThat(api.as(Role.READER).get("/claims/C-9.jsonld").status()).isEqualTo(404);
    }

    @Test
    void thePastHasItsOwn() {
        review("{\"summary\": \"So.\"}");
        String before = db.sql(
                        "select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .query(String.class)
                .single();
        JsonNode then = api.get("/claims/C-1.jsonld").body();
        api.patch("/claims/C-1", Map.of("text", "Something else."), "*");
        assertThat(api.get("/claims/C-1.jsonld").body()).isNotEqualTo(then);
        assertThat(api.get("/claims/C-1.jsonld?asOf=" + before).body()).isEqualTo(then);
        assertThat(api.get("/claims/C-1?asOf=" + before, "Accept", LINKED).body())
                .isEqualTo(then);
    }

    private static JsonObject expanded(String text) throws JsonLdError {
        return JsonLd.expand(JsonDocument.of(new StringReader(text)))
                .loader((address, options) ->
                        JsonDocument.of(new StringReader("{\"@context\": {\"@vocab\": \"https://schema.org/\"}}")))
                .get()
                .getJsonObject(0);
    }

    private static String schema(String property) {
        return "https://schema.org/" + property;
    }

    private static String type(JsonObject node) {
        return node.getJsonArray("@type").getString(0);
    }

    private static JsonObject object(JsonObject node, String property) {
        return node.getJsonArray(schema(property)).getJsonObject(0);
    }

    private static String value(JsonObject node, String property) {
        JsonObject value = object(node, property);
        return value.get("@value").toString().replaceAll("^\"|\"$", "");
    }
}
