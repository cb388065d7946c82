package org.claimtrail.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What OpenRefine asks, as it asks it: questions as forms, and a token that stands in the address. */
@ExtendWith(OutputCaptureExtension.class)
class ReconciliationTest extends ApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    private String ministry;

    @BeforeEach
    void sourcesAreRecorded() {
        ministry = api.created("/sources", json("""
                {"name": "South Korean Defense Ministry", "kind": "ORGANIZATION", "aliases": ["MND", "국방부"], "country": "KR",
                 "wikidataId": "Q624728", "reliability": "B", "partOf": [{"source": {"name": "South Korea", "kind": "GOVERNMENT"}}]}""")).id();
        api.created("/sources", json("""
                {"name": "South Korean Foreign Ministry", "kind": "ORGANIZATION", "country": "KR"}"""));
        api.created("/sources", json("""
                {"name": "Lee Young (diplomat)", "kind": "PERSON", "aliases": ["Lee Young"], "country": "KR"}"""));
        api.created("/sources", json("""
                {"name": "Lee Young (singer)", "kind": "PERSON", "aliases": ["Lee Young"], "country": "US", "description": "Sings <b>loud</b>."}"""));
        api.created("/sources", json("""
                {"name": "Rodong Sinmun", "kind": "PUBLICATION", "country": "KP"}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                // The name, as names are matched.
                "{\"query\": \"South Korean Defense Ministry\"} | South Korean Defense Ministry 100 true",
                "{\"query\": \" SOUTH  korean defense ministry \"} | South Korean Defense Ministry 100 true",
                "{\"query\": \"Ｒodong Sinmun\"} | Rodong Sinmun 100 true",
                // An alias.
                "{\"query\": \"mnd\"} | South Korean Defense Ministry 95 true",
                "{\"query\": \"국방부\"} | South Korean Defense Ministry 95 true",
                // Two have it: nobody knows which, but who says more.
                "{\"query\": \"Lee Young\"} | Lee Young (diplomat) 95 false, Lee Young (singer) 95 false",
                "{\"query\": \"Lee Young\", \"properties\": [{\"pid\": \"country\", \"v\": \"us\"}]} | Lee Young (singer) 95 true",
                "{\"query\": \"Lee Young\", \"properties\": [{\"pid\": \"country\", \"v\": [\"US\", \"KP\"]}]} | Lee Young (singer) 95 true",
                "{\"query\": \"Lee Young\", \"limit\": 1} | Lee Young (diplomat) 95 false",
                // Nearly so is no match.
                "{\"query\": \"South Korean Defence Ministry\", \"limit\": 1} | South Korean Defense Ministry 75 false",
                "{\"query\": \"Rodong Shinmun\"} | Rodong Sinmun 60 false",
                "{\"query\": \"Nobody at all\"} | -",
                // Kinds.
                "{\"query\": \"MND\", \"type\": \"ORGANIZATION\", \"type_strict\": \"should\"} | South Korean Defense Ministry 95 true",
                "{\"query\": \"MND\", \"type\": [\"PERSON\", \"ORGANIZATION\"], \"type_strict\": \"any\"} | South Korean Defense Ministry 95 true",
                "{\"query\": \"MND\", \"type\": \"PERSON\"} | -",
                "{\"query\": \"MND\", \"type\": \"PERSON\", \"type_strict\": \"should\"} | South Korean Defense Ministry 95 true",
                "{\"query\": \"MND\", \"properties\": [{\"pid\": \"kind\", \"v\": \"organization\"}]} | South Korean Defense Ministry 95 true",
                // What has another value is not meant; what has none may be.
                "{\"query\": \"MND\", \"properties\": [{\"pid\": \"country\", \"v\": \"JP\"}]} | -",
                "{\"query\": \"MND\", \"properties\": [{\"pid\": \"country\", \"v\": \"Korea\"}]} | South Korean Defense Ministry 95 true",
                "{\"query\": \"MND\", \"properties\": [{\"pid\": \"wikidataId\", \"v\": \"Q1\"}]} | -",
                "{\"query\": \"Rodong Sinmun\", \"properties\": [{\"pid\": \"wikidataId\", \"v\": \"Q1\"}]} | Rodong Sinmun 100 true",
                // By its item, whatever the cell says.
                "{\"query\": \"Korea, defence\", \"properties\": [{\"pid\": \"wikidataId\", \"v\": {\"id\": \"Q624728\", \"name\": \"Ministry\"}}]} | South Korean Defense Ministry 100 true",
                "{\"properties\": [{\"pid\": \"wikidataId\", \"v\": \"http://www.wikidata.org/entity/Q624728\"}]} | South Korean Defense Ministry 100 true",
                "{\"query\": \"Q624728\"} | South Korean Defense Ministry 100 true"
            })
    void whoIsMeantIsToldWithAScoreThatIsHonest(String query, String candidates) throws Exception {
        JsonNode result = asked("{\"q0\": " + query + "}").at("/q0/result");

        assertThat(StreamSupport.stream(result.spliterator(), false)
                        .map(one -> one.at("/name").stringValue() + " "
                                // By tens, where it is likeness.
                                + (one.at("/score").doubleValue() < 95
                                        ? 15 * Math.round(one.at("/score").doubleValue() / 15)
                                        : one.at("/score").intValue())
                                + " " + one.at("/match").booleanValue())
                        .toList())
                .isEqualTo(candidates == null ? List.of() : List.of(candidates.split(", ")));
    }

    @Test
    void aMatchIsWhatABodyWithThatNameIsRecordedAs() throws Exception {
        for (String name : List.of("MND", "south korean defense ministry")) {
            assertThat(asked("{\"q0\": {\"query\": \"" + name + "\"}}")
                            .at("/q0/result/0/id")
                            .stringValue())
                    .isEqualTo(api.created("/claims", json("""
                            {"text": "x", "kind": "FACT", "about": [{"name": "%s"}]}""".formatted(name))).at("/about/0/id"));
        }
        assertThat(asked("{\"q0\": {\"query\": \"Lee Young\"}}")
                        .at("/q0/result/0/match")
                        .booleanValue())
                .isFalse();
        assertThat(api.post("/claims", json("""
                        {"text": "x", "kind": "FACT", "about": [{"name": "Lee Young"}]}""")).status()).isEqualTo(400);
    }

    @Test
    void whoIsDeletedMergedOrUnnamedIsNoCandidateAndTheSurvivorIsOne() throws Exception {
        String other = api.created(
                        "/sources",
                        json("{\"name\": \"Defense Dept\", \"kind\": \"ORGANIZATION\", \"country\": \"US\"}"))
                .id();
        api.post(
                "/sources/" + other + "/merge",
                json("{\"into\": {\"id\": \"%s\"}, \"reason\": \"One.\"}".formatted(ministry)));
        api.created("/claims", json("""
                {"text": "x", "kind": "FACT", "appearances": [{"article": {"url": "https://a.example/"},
                  "attribution": [{"sources": [{"name": "a senior official", "kind": "UNNAMED"}]}]}]}"""));

        JsonNode results = asked("{\"q0\": {\"query\": \"Defense Dept\"}, \"q1\": {\"query\": \"a senior official\"}}");
        assertThat(results.at("/q0/result/0/id").stringValue()).isEqualTo(ministry);
        assertThat(results.at("/q0/result").size()).isEqualTo(1);
        assertThat(results.at("/q1/result").size()).isZero();

        JsonNode extended = form(
                "extend",
                "{\"ids\": [\"%s\", \"%s\"], \"properties\": [{\"id\": \"country\"}]}"
                        .formatted(other, UUID.randomUUID()));
        assertThat(extended.at("/rows/" + other + "/country/0/str").stringValue())
                .isEqualTo("KR");
    }

    @Test
    void candidatesTellWhatTheyAreComparedBy() throws Exception {
        JsonNode candidate = asked("""
                {"q0": {"query": "MND", "properties": [{"pid": "country", "v": "KR"}, {"pid": "reliability", "v": "b"}]}}""").at("/q0/result/0");

        assertThat(candidate.at("/type").toString()).isEqualTo("[{\"id\":\"ORGANIZATION\",\"name\":\"Organization\"}]");
        assertThat(candidate.at("/features").toString())
                .isEqualTo(
                        "[{\"id\":\"name_similarity\",\"value\":1},{\"id\":\"country\",\"value\":true},{\"id\":\"reliability\",\"value\":true}]");
    }

    @Test
    void twentyFiveAreAnsweredAtOnceAndNoMore() throws Exception {
        for (int many : List.of(25, 26)) {
            String batch = IntStream.range(0, many)
                    .mapToObj(i ->
                            "\"q%d\": {\"query\": \"MND\", \"limit\": 3, \"type\": \"ORGANIZATION\", \"type_strict\": \"should\"}"
                                    .formatted(i))
                    .collect(Collectors.joining(", ", "{", "}"));
            HttpResponse<String> answer = post(address(), "queries", batch);
            assertThat(answer.statusCode()).isEqualTo(many == 25 ? 200 : 400);
            if (many == 25) {
                assertThat(Json.mapper().readTree(answer.body()).size()).isEqualTo(25);
            }
        }
    }

    /** What is rare is told by the one, and looked for by the other. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "south korean defense ministry",
                "a",
                " ",
                "",
                "lee young (diplomat)",
                "o'brien-smith & sons; \"x\", y/z: 1.2",
                "국방부",
                "министерство обороны",
                "😀 x😀y",
                "e\u0301a"
            })
    void namesAreTakenApartAlikeByTheServiceAndTheDatabase(String key) {
        assertThat(Trigrams.of(key))
                .isEqualTo(Set.copyOf(db.sql("select distinct unnest(search.trigrams(:key))")
                        .param("key", key)
                        .query(String.class)
                        .list()));
    }

    @Test
    void rareTrigramsAreThoseThatAreLookedFor() {
        for (int i = 0; i < 40; i++) {
            api.created(
                    "/sources",
                    json("{\"name\": \"Ministry of Health of Land %d\", \"kind\": \"ORGANIZATION\"}".formatted(i)));
        }
        Trigrams trigrams = new Trigrams(db, Clock.systemUTC());

        assertThat(trigrams.rarest(Trigrams.of("ministry of health of zembla"), 20))
                .contains("zem", "emb", "bla")
                .doesNotContain("min", "  o", "hea");
        assertThat(trigrams.rarest(Trigrams.of("ministry of health"), 20)).hasSize(3);
        assertThat(trigrams.rarest(Set.of(), 20)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "7",
                "{\"q0\": {}}",
                "{\"q0\": []}",
                "{\"q0\": {\"query\": \" \"}}",
                "{\"q0\": {\"query\": 7}}",
                "{\"q0\": {\"query\": \"x\", \"type\": \"Q5\"}}",
                "{\"q0\": {\"query\": \"x\", \"type\": \"UNNAMED\"}}",
                "{\"q0\": {\"query\": \"x\", \"limit\": 0}}",
                "{\"q0\": {\"query\": \"x\", \"limit\": \"many\"}}",
                "{\"q0\": {\"query\": \"x\", \"properties\": [{\"pid\": \"P31\", \"v\": \"Q5\"}]}}",
                "{\"q0\": {\"query\": \"x\", \"type\": [\"PERSON\", \"ACCOUNT\"], \"type_strict\": \"all\"}}"
            })
    void whatCannotBeAnsweredIsRefusedAndNeverQuietlyWrong(String queries) throws Exception {
        HttpResponse<String> answer = post(address(), "queries", queries);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "_",
                "\\",
                "'",
                "\" or 1=1",
                "\u0000x",
                "😀",
                "x\u202Ey",
                "((((",
                "Q",
                "00000000-0000-7000-8000-000000000000"
            })
    void oddNamesFindNobody(String name) throws Exception {
        String batch = Json.mapper().writeValueAsString(Map.of("q0", Map.of("query", name)));
        HttpResponse<String> answer = post(address(), "queries", batch);

        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400);
        if (answer.statusCode() == 200) {
            assertThat(Json.mapper().readTree(answer.body()).at("/q0/result").size())
                    .isZero();
        }
        assertThat(get("/suggest/entity?prefix=" + encoded(name)).statusCode()).isIn(200, 400);
    }

    @Test
    void theManifestNamesAddressesThatAnswer() throws Exception {
        JsonNode manifest = Json.mapper().readTree(get("").body());

        assertThat(manifest.at("/versions").toString()).isEqualTo("[\"0.1\",\"0.2\"]");
        assertThat(manifest.at("/preview/url").stringValue()).contains("{{id}}").contains(token());
        assertThat(manifest.at("/view/url").stringValue())
                .endsWith("/sources/{{id}}")
                .doesNotContain(token());
        for (String what : List.of("entity", "property", "type")) {
            JsonNode service = manifest.at("/suggest/" + what);
            assertThat(fetch(service.at("/service_url").stringValue()
                                    + service.at("/service_path").stringValue() + "?prefix=")
                            .statusCode())
                    .isEqualTo(200);
        }
        JsonNode properties = manifest.at("/extend/propose_properties");
        assertThat(Json.mapper()
                        .readTree(fetch(properties.at("/service_url").stringValue()
                                        + properties.at("/service_path").stringValue() + "?type=PERSON&limit=50")
                                .body())
                        .at("/properties")
                        .size())
                .isEqualTo(4);
        HttpResponse<String> preview =
                fetch(manifest.at("/preview/url").stringValue().replace("{{id}}", ministry));
        assertThat(preview.statusCode()).isEqualTo(200);
        assertThat(preview.body()).contains("South Korean Defense Ministry", "MND", "Part of: South Korea");
        assertThat(preview.headers().firstValue("X-Frame-Options")).isEmpty();
        assertThat(preview.headers().firstValue("Content-Security-Policy").orElseThrow())
                .doesNotContain("frame-ancestors")
                .contains("default-src 'none'");
        assertThat(get("/preview?id=" + UUID.randomUUID()).statusCode()).isEqualTo(404);
        assertThat(get("/preview").statusCode()).isEqualTo(400);
        String singer = asked("{\"q0\": {\"query\": \"Lee Young (singer)\"}}")
                .at("/q0/result/0/id")
                .stringValue();
        assertThat(get("/preview?id=" + singer).body()).contains("Sings &lt;b&gt;loud&lt;/b&gt;.");
    }

    @Test
    void aTableIsExtendedWithWhatIsRecorded() throws Exception {
        JsonNode answer = form("extend", """
                {"ids": ["%s", "Q1"], "properties": [{"id": "kind"}, {"id": "country"}, {"id": "wikidataId"}, {"id": "reliability"}]}""".formatted(ministry));

        assertThat(answer.at("/meta/1/id").stringValue()).isEqualTo("country");
        assertThat(answer.at("/rows/" + ministry).toString())
                .isEqualTo(
                        "{\"kind\":[{\"str\":\"ORGANIZATION\"}],\"country\":[{\"str\":\"KR\"}],\"wikidataId\":[{\"str\":\"Q624728\"}],\"reliability\":[{\"str\":\"B\"}]}");
        assertThat(answer.at("/rows/Q1/kind").size()).isZero();
        assertThat(post(address(), "extend", "{\"ids\": [], \"properties\": [{\"id\": \"shoeSize\"}]}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsTypedIsCompleted() throws Exception {
        assertThat(names("/suggest/entity?prefix=south+korean"))
                .containsExactly("South Korean Defense Ministry", "South Korean Foreign Ministry");
        assertThat(names("/suggest/entity?prefix=lee+y&cursor=0"))
                .containsExactly("Lee Young (diplomat)", "Lee Young (singer)");
        assertThat(names("/suggest/entity?prefix=")).isEmpty();
        assertThat(names("/suggest/type?prefix=per")).containsExactly("Person");
        assertThat(names("/suggest/property?prefix=wiki")).containsExactly("Wikidata item");
    }

    /** What the contract says of it is what it answers: each exchange by this client is held against it. */
    @Test
    void theAnswersAreThoseOfTheContract() {
        assertThat(api.get("/reconcile").at("/batchSize")).isEqualTo("25");
        assertThat(api.get("/reconcile?queries=" + encoded("{\"q0\": {\"query\": \"MND\"}}"))
                        .at("/q0/result/0/id"))
                .isEqualTo(ministry);
        assertThat(api.get("/reconcile?extend="
                                + encoded("{\"ids\": [\"%s\"], \"properties\": [{\"id\": \"kind\"}]}"
                                        .formatted(ministry)))
                        .status())
                .isEqualTo(200);
        assertThat(api.get("/reconcile/suggest/entity?prefix=south").status()).isEqualTo(200);
        assertThat(api.get("/reconcile/suggest/type?prefix=p").status()).isEqualTo(200);
        assertThat(api.get("/reconcile/suggest/property?prefix=c").status()).isEqualTo(200);
        assertThat(api.get("/reconcile/properties?type=PERSON").status()).isEqualTo(200);
        assertThat(api.get("/reconcile?querys=x").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "json",
                "application/json;;",
                "text/plain",
                "multipart/form-data; boundary=x",
                ""
            })
    void whatIsPostedIsAForm(String type) {
        assertThat(api.send("POST", "/reconcile", type.isEmpty() ? null : type, "queries=%7B%7D")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aTokenInTheAddressOnlyReadsAndIsNeverLogged(CapturedOutput log) throws Exception {
        for (String path : List.of("", "?queries=%7B", "/nowhere", "/preview?id=x")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isIn(200, 400, 403, 404);
            assertThat(path.isEmpty() ? "" : answer.body()).doesNotContain(token());
        }
        String admin = api.created("/tokens", Map.of("name", "too much", "scope", "CONTRIBUTOR"))
                .at("/token");
        assertThat(fetch(site() + "/api/v1/reconcile/with/" + admin).statusCode())
                .isEqualTo(401);
        for (String wrong : List.of("ct_nobody", "", "x.y.z", "%20")) {
            assertThat(fetch(site() + "/api/v1/reconcile/with/" + wrong).statusCode())
                    .as(wrong)
                    .isIn(400, 401);
        }
        // No other address takes one.
        assertThat(fetch(site() + "/api/v1/sources/with/" + token()).statusCode())
                .isIn(400, 401, 403, 404);
        assertThat(fetch(site() + "/api/v1/reconcile").statusCode()).isEqualTo(401);
        assertThat(log.getAll()).doesNotContain(token()).doesNotContain(admin);
    }

    @Test
    void pagesOfOtherSitesMayAsk() throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create(address()))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://table.example")
                .header("Access-Control-Request-Method", "POST")
                .build();
        HttpResponse<String> allowed = HTTP.send(preflight, HttpResponse.BodyHandlers.ofString());
        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(address()))
                        .header("Origin", "https://table.example")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "queries=" + encoded("{\"q0\": {\"query\": \"MND\"}}")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    private List<String> names(String path) throws Exception {
        return StreamSupport.stream(
                        Json.mapper().readTree(get(path).body()).at("/result").spliterator(), false)
                .map(one -> one.at("/name").stringValue())
                .toList();
    }

    private JsonNode asked(String queries) throws Exception {
        return form("queries", queries);
    }

    private JsonNode form(String field, String value) throws Exception {
        HttpResponse<String> answer = post(address(), field, value);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.mapper().readTree(answer.body());
    }

    /** As OpenRefine's server does. */
    private static HttpResponse<String> post(String address, String field, String value) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address))
                        .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
                        .header("User-Agent", "OpenRefine 3.8.2 [TRUNK]")
                        .POST(HttpRequest.BodyPublishers.ofString(field + "=" + encoded(value)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return fetch(address() + path);
    }

    private static HttpResponse<String> fetch(String address) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String site() {
        return "http://localhost:" + port;
    }

    private String address() {
        return site() + "/api/v1/reconcile/with/" + token();
    }

    private String readersToken = "";

    private String token() {
        if (readersToken.isEmpty()) {
            readersToken = api.created("/tokens", Map.of("name", "OpenRefine", "scope", "READER"))
                    .at("/token");
        }
        return readersToken;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
