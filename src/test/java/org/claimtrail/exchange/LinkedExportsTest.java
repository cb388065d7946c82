package org.claimtrail.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.document.JsonDocument;
import com.apicatalog.jsonld.http.media.MediaType;
import com.apicatalog.rdf.Rdf;
import com.apicatalog.rdf.RdfNQuad;
import jakarta.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.eclipse.rdf4j.model.Literal;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.Value;
import org.eclipse.rdf4j.rio.ParserConfig;
import org.eclipse.rdf4j.rio.helpers.StatementCollector;
import org.eclipse.rdf4j.rio.turtle.TurtleParser;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Exports in the words of others, read by readers that know nothing of us. */
class LinkedExportsTest extends ApiTest {

    private static final String SCHEMA = "https://schema.org/";

    @Autowired
    private DemoData demo;

    @LocalServerPort
    private int port;

    /** Reviewed thrice, with odd texts and addresses in it. */
    private String oddClaim() {
        ObjectNode body = containers();
        body.put("text", "\"Said\" \\ with\ttabs,\nlines, \u0001\u007f, ünïcödé 😀 and <angles> 'x'.");
        ArrayNode appearances = (ArrayNode) body.get("appearances");
        ObjectNode locator = (ObjectNode) appearances.get(0).get("locator");
        locator.put("prefix", "before").put("start", 3).put("end", 25);
        ObjectNode second = appearances.addObject();
        second.set("article", json("{\"url\": \"https://odd.example/a|b?c={d}^e`f\", \"publishedOn\": \"2024-06~\"}"));
        second.putObject("locator").put("fragment", "t=513,533");
        second.set("attribution", Json.mapper().readTree("""
                [{"sources": [{"name": "a senior official", "kind": "UNNAMED"}], "mode": "DIRECT", "quote": "They \\"went\\"."},
                 {"sources": [{"name": "Yonhap", "kind": "PUBLICATION"}, {"name": "Kyodo", "kind": "PUBLICATION"}], "mode": "DIRECT",
                  "saidOn": "2024-06"}]"""));
        String claim = api.created("/claims", body).id();
        api.created("/claims/" + claim + "/assessments", json("""
                {"url": "https://desk.example/1", "rating": {"label": "False"}, "reviewedOn": "2024-07-01", "summary": "No."}"""));
        api.created(
                "/claims/" + claim + "/assessments",
                json("{\"url\": \"https://desk.example/2\", \"summary\": \"Open.\"}"));
        api.created("/claims/" + claim + "/assessments", json("{\"rating\": {\"label\": \"True\"}}"));
        db.sql("update claim set stage = 'DONE' where id = cast(:id as uuid)")
                .param("id", claim)
                .update();
        return claim;
    }

    @Test
    void aFeedHasWhatIsDone() throws Exception {
        demo.load();
        String odd = oddClaim();
        db.sql("update claim set stage = 'DONE' where number in (2, 3)").update();

        Answer answer = api.get("/exports/claims?format=jsonld");
        JsonNode feed = Json.mapper().readTree(answer.text());

        assertThat(feed.get("@type").asString()).isEqualTo("DataFeed");
        assertThat(feed.get("dateModified").asString()).isEqualTo(answer.header("Claimtrail-As-Of"));
        assertThat(feed.get("dataFeedElement")).hasSize(3);
        assertThat(feed.at("/dataFeedElement/0/item/0/@type").asString()).isEqualTo("Claim");
        assertThat(feed.at("/dataFeedElement/2/item")).hasSize(3).allSatisfy(review -> {
            assertThat(review.get("@type").asString()).isEqualTo("ClaimReview");
            assertThat(review.at("/itemReviewed/@id").asString()).endsWith(odd);
        });
        JsonArray read = JsonLd.expand(JsonDocument.of(new StringReader(answer.text()
                        .replace(
                                "\"@context\":\"https://schema.org\"",
                                "\"@context\":{\"@vocab\":\"" + SCHEMA + "\"}"))))
                .get();
        assertThat(read).hasSize(1);
        assertThat(read.getJsonObject(0).getJsonArray(SCHEMA + "dataFeedElement"))
                .hasSize(3);
        // One review is the same by itself.
        JsonNode review = feed.at("/dataFeedElement/2/item/0");
        String path = URI.create(review.get("@id").asString()).getPath() + ".jsonld";
        assertThat(api.get(path).object().without("@context")).isEqualTo(review);
        assertThat(Json.mapper()
                        .readTree(api.get("/exports/claims?format=jsonld&kind=PREDICTION")
                                .text())
                        .get("dataFeedElement"))
                .isEmpty();
    }

    /** One claim's own markup has the first hundred. */
    @Test
    void aFeedHasEachReviewOfAClaim() {
        String odd = oddClaim();
        db.sql("""
                        insert into assessment (id, revision, claim_id, summary, created_at, updated_at)
                        select gen_random_uuid(), 0, cast(:claim as uuid), 'again', now(), now() from generate_series(1, 120)""").param("claim", odd).update();

        db.sql("update claim set stage = 'DONE'").update();

        assertThat(Json.mapper()
                        .readTree(api.get("/exports/claims?format=jsonld").text())
                        .at("/dataFeedElement/0/item"))
                .hasSize(123);
    }

    @Test
    void aFeedForGoogleLeavesOutWhatGoogleDoesAndTellsHowMany() {
        oddClaim();

        JsonNode feed = Json.mapper()
                .readTree(
                        api.get("/exports/claims?format=jsonld&profile=google").text());

        assertThat(feed.get("dataFeedElement")).hasSize(1);
        assertThat(feed.at("/dataFeedElement/0/item")).hasSize(1);
        assertThat(feed.at("/dataFeedElement/0/item/0/reviewRating/alternateName")
                        .asString())
                .isEqualTo("False");
        assertThat(feed.get(SchemaOrg.OWN + "withoutRating").asInt()).isEqualTo(1);
        assertThat(feed.get(SchemaOrg.OWN + "withoutUrl").asInt()).isEqualTo(1);
        assertThat(api.get("/exports/claims?format=jsonld&profile=bing").status())
                .isEqualTo(400);
        assertThat(api.get("/exports/claims?format=nq&profile=google").status()).isEqualTo(400);
        assertThat(api.get("/exports/claims?format=jsonld&after=1").status()).isEqualTo(400);
    }

    /** A statement as both readers tell it; nodes without an address by their label. */
    private static String told(String subject, String predicate, String object) {
        return subject + " " + predicate + " " + object;
    }

    private static Set<String> turtle(String text) throws IOException {
        StatementCollector found = new StatementCollector();
        TurtleParser parser = new TurtleParser();
        parser.setParserConfig(new ParserConfig());
        parser.setPreserveBNodeIDs(true);
        parser.setRDFHandler(found);
        parser.parse(new StringReader(text), "");
        Set<String> told = new TreeSet<>();
        for (Statement one : found.getStatements()) {
            told.add(told(text(one.getSubject()), one.getPredicate().stringValue(), text(one.getObject())));
        }
        return told;
    }

    private static String text(Value value) {
        return value instanceof Literal literal
                ? "\"" + literal.getLabel() + "\"^^" + literal.getDatatype()
                : value.isBNode() ? "_:" + value.stringValue() : value.stringValue();
    }

    private static Set<String> quads(String text, Set<String> graphs) throws Exception {
        Set<String> told = new TreeSet<>();
        for (RdfNQuad one : Rdf.createReader(MediaType.N_QUADS, new StringReader(text))
                .readDataset()
                .toList()) {
            String object = one.getObject().isLiteral()
                    ? "\"" + one.getObject().getValue() + "\"^^"
                            + one.getObject().asLiteral().getDatatype()
                    : one.getObject().getValue();
            told.add(told(one.getSubject().getValue(), one.getPredicate().getValue(), object));
            graphs.add(one.getGraphName().orElseThrow().getValue());
        }
        return told;
    }

    @Test
    void turtleAndQuadsSayTheSameToReadersOfEither() throws Exception {
        demo.load();
        String odd = oddClaim();
        Answer turtle = api.get("/exports/claims?format=ttl");
        Answer quads = api.get("/exports/claims?format=nq");
        Set<String> graphs = new HashSet<>();

        Set<String> told = turtle(turtle.text());

        assertThat(quads(quads.text(), graphs)).isEqualTo(told);
        assertThat(graphs).hasSize((int) count("claim"));
        String base = "http://localhost:" + port + "/api/v1";
        String claim = base + "/claims/" + odd;
        String string = "^^http://www.w3.org/2001/XMLSchema#string";
        assertThat(told)
                .contains(
                        told(claim, "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", SCHEMA + "Claim"),
                        told(
                                claim,
                                SCHEMA + "text",
                                "\"" + api.get("/claims/" + odd).at("/text") + "\"" + string));
        String appearances = claim + "/appearances/";
        List<String> ids = api.get("/claims/" + odd + "/appearances").items("id");
        String second = appearances + ids.get(1);
        assertThat(told)
                .contains(
                        told(second, Provenance.OA + "hasBody", claim),
                        told(second, Provenance.PROV + "wasDerivedFrom", second + "#link-1"),
                        told(second + "#link-1", Provenance.PROV + "wasQuotedFrom", second + "#link-0"),
                        told(second + "#link-0", Provenance.PROV + "value", "\"They \"went\".\"" + string));
        assertThat(told).noneMatch(one -> one.contains("/articles/") && one.contains(SCHEMA + "isBasedOn"));
        assertThat(told).anyMatch(one -> one.endsWith(Provenance.OA + "exact \"about 6,700 containers\"" + string));
        assertThat(told)
                .anyMatch(one -> one.endsWith(Provenance.OA + "start \"3\"^^http://www.w3.org/2001/XMLSchema#integer"));
        assertThat(told).anyMatch(one -> one.endsWith("#value \"t=513,533\"" + string));
        assertThat(told).anyMatch(one -> one.endsWith(SCHEMA + "url https://odd.example/a%7Cb?c=%7Bd%7D%5Ee%60f"));
        assertThat(told.stream().filter(one -> one.endsWith(SCHEMA + "ClaimReview")))
                .hasSize((int) count("assessment"));
        // What is gone on with is the rest.
        for (Answer whole : List.of(turtle, quads)) {
            String format = whole == turtle ? "ttl" : "nq";
            String rest = api.get(
                            "/exports/claims?format=" + format + "&after=20&asOf=" + whole.header("Claimtrail-As-Of"))
                    .text();
            assertThat(whole.text()).endsWith(rest);
            assertThat(rest.length()).isBetween(1, whole.text().length() - 1);
        }
    }

    // Reports

    private Map<String, byte[]> reports() throws Exception {
        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/exports/reports"))
                                .header("Authorization", People.bearer(Role.READER))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        }
        return files;
    }

    @Test
    void aPackageIsAsItDescribesItself() throws Exception {
        demo.load();
        oddClaim();
        api.created("/claims", json("{\"text\": \"=1+1\", \"kind\": \"FACT\", \"occurred\": \"..2024-06\"}"));

        Map<String, byte[]> files = reports();
        JsonNode described = Json.mapper().readTree(files.get("datapackage.json"));

        assertThat(described.get("profile").asString()).isEqualTo("tabular-data-package");
        assertThat(described.get("resources"))
                .extracting(one -> one.get("name").asString())
                .containsExactlyElementsOf(db.sql("""
                        select relname::text from pg_class
                        where relnamespace = 'report'::regnamespace and relkind in ('v', 'm') order by relname""").query(String.class).list())
                .hasSizeGreaterThan(10);
        Map<String, Integer> types = new HashMap<>();
        for (JsonNode resource : described.get("resources")) {
            String name = resource.get("name").asString();
            byte[] file = files.get(resource.get("path").asString());
            assertThat(resource.get("bytes").asInt()).isEqualTo(file.length);
            assertThat(resource.get("description").asString()).isNotBlank();
            List<List<String>> rows = Delimited.read(new String(file, StandardCharsets.UTF_8), ',');
            assertThat(rows).as(name).hasSize(resource.at("/stats/rows").asInt() + 1);
            assertThat(rows.size() - 1)
                    .isEqualTo(owner.sql("select count(*) from report." + name)
                            .query(Integer.class)
                            .single());
            JsonNode fields = resource.at("/schema/fields");
            assertThat(rows.get(0))
                    .isEqualTo(fields.values().stream()
                            .map(field -> field.get("name").asString())
                            .toList());
            assertThat(fields)
                    .allSatisfy(field ->
                            assertThat(field.get("description").asString()).isNotBlank());
            Set<String> missing = new HashSet<>();
            resource.at("/schema/missingValues").forEach(value -> missing.add(value.asString()));
            for (List<String> row : rows.subList(1, rows.size())) {
                for (int i = 0; i < fields.size(); i++) {
                    if (!missing.contains(row.get(i))) {
                        types.merge(fields.get(i).get("type").asString(), 1, Integer::sum);
                        check(fields.get(i), row.get(i));
                    }
                }
            }
        }
        assertThat(types.keySet()).contains("string", "integer", "number", "boolean", "date", "datetime", "array");
        String claims = new String(files.get("data/claim.csv"), StandardCharsets.UTF_8);
        assertThat(claims).contains(",'=1+1,");
        assertThat(new String(files.get("README.md"), StandardCharsets.UTF_8)).contains("| data/claim.csv | ");
        assertThat(api.as(Role.READER).get("/exports/reports").status()).isEqualTo(200);
    }

    private static void check(JsonNode field, String value) {
        assertThat(value)
                .as(field.toString())
                .matches(
                        switch (field.get("type").asString()) {
                            case "integer" -> "-?[0-9]+";
                            case "number" -> "-?[0-9]+(\\.[0-9]+)?";
                            case "boolean" -> "true|false";
                            default -> "(?s).*";
                        });
        switch (field.get("type").asString()) {
            case "date" -> assertThat(LocalDate.parse(value)).isNotNull();
            case "datetime" -> assertThat(Instant.parse(value)).isNotNull();
            case "array" -> assertThat(Json.mapper().readTree(value).isArray()).isTrue();
            default -> {}
        }
    }
}
