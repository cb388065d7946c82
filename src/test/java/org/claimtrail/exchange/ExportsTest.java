package org.claimtrail.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.assertj.core.api.SoftAssertions;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists as files: what is in them, in which state of the record, and what becomes of those who take them. */
class ExportsTest extends ApiTest {

    private static final String AS_OF = "Claimtrail-As-Of";

    @Autowired
    private DemoData demo;

    @LocalServerPort
    private int port;

    private static List<JsonNode> lines(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.text().lines().map(line -> Json.mapper().readTree(line)).toList();
    }

    private List<List<String>> rows(String path) {
        Answer answer = api.get(path);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return Delimited.read(answer.text(), ',');
    }

    /** The values of a column. */
    private static List<String> column(List<List<String>> rows, String name) {
        int at = rows.get(0).indexOf(name);
        return rows.stream().skip(1).map(row -> row.get(at)).toList();
    }

    // What is in it

    @Test
    void linesAreWhatRecordsThemAndComeBehindWhatTheyReferTo() {
        demo.load();

        List<JsonNode> lines = lines(api.get("/exports/claims"));

        assertThat(lines).extracting(line -> line.get("resource").asString()).isSortedAccordingTo((one, other) -> {
            List<String> order = List.of(
                    "topic", "measure", "source", "article", "claim", "evidence", "assessment", "relation", "note");
            return order.indexOf(one) - order.indexOf(other);
        });
        assertThat(lines.stream().filter(line -> line.at("/resource").asString().equals("claim")))
                .extracting(line -> line.get("number").asInt())
                .isSorted()
                .hasSize((int) count("claim"));
        for (String kind : List.of("topic", "measure", "source", "article", "evidence", "assessment", "relation")) {
            assertThat(lines.stream()
                            .filter(line -> line.at("/resource").asString().equals(kind)))
                    .as(kind)
                    .hasSizeBetween(1, (int) count(kind));
        }
        // Each thing that a line refers to stands on a line, by the same external ids.
        Set<JsonNode> known = new HashSet<>();
        for (JsonNode line : lines) {
            for (JsonNode holder : line.findParents("externalIds")) {
                if (holder != line && !line.at("/resource").asString().equals("source")) {
                    assertThat(known).as(line.toString()).contains(holder.get("externalIds"));
                }
            }
            known.add(line.get("externalIds"));
        }
        assertThat(lines.toString()).doesNotContain("\"gaps\"", "excerptState", "canonicalUrl", "\"direction\"");
    }

    /** Whoever reads the lines as the documentation says has the record again. */
    @Test
    void aRecordThatIsReadFromLinesSaysTheSame() {
        demo.load();
        api.created("/topics", Map.of("name", "empty; topic", "description", "=1+1"));
        api.created("/claims/C-1/notes", Map.of("text", "Look again."));
        api.created("/claims/C-1/assessments", json("""
                {"summary": "As it seems.", "scale": {"name": "Stars", "worst": 0, "best": 5}, "rating": {"label": "Three", "value": 3}}"""));
        List<JsonNode> lines = lines(api.get("/exports/record"));
        Tables.empty(owner);

        for (JsonNode line : lines) {
            read((ObjectNode) line.deepCopy());
        }

        assertThat(lines(api.get("/exports/record")).stream().map(ExportsTest::said))
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(ExportsTest::said).toList());
    }

    /** As whoever follows the changes asks for what changed. */
    @Test
    void whatIsNamedOfARecordIsWrittenAloneAndWhatIsDeletedIsNot() {
        demo.load();
        Map<String, JsonNode> whole = new LinkedHashMap<>();
        lines(api.get("/exports/record")).forEach(line -> whole.put(name(line), line));
        List<String> some = whole.keySet().stream()
                .filter(name -> !name.startsWith("note"))
                .limit(95)
                .toList();
        String asked = some.stream().map(name -> "&thing=" + name).collect(Collectors.joining());
        List<JsonNode> named = lines(api.get("/exports/record?format=ndjson" + asked));
        assertThat(named)
                .containsExactlyElementsOf(some.stream().map(whole::get).toList());

        List<JsonNode> evidence = lines(api.get("/exports/record?lines=evidence"));
        assertThat(evidence)
                .isNotEmpty()
                .allMatch(line -> line.path("resource").asString().equals("evidence"));
        String piece = evidence.get(0).path("id").asString();
        String claim = db.sql("select claim_id from evidence where id = cast(:id as uuid)")
                .param("id", piece)
                .query(String.class)
                .single();
        assertThat(api.delete("/claims/" + claim + "/evidence/" + piece, "*").status())
                .isEqualTo(204);
        assertThat(lines(api.get("/exports/record?thing=evidence:" + piece + "&thing=claim:" + claim)).stream()
                        .map(ExportsTest::name))
                .containsExactly("claim:" + claim);
        String many = "&thing=claim:" + claim;
        assertThat(api.get("/exports/record?format=ndjson" + many.repeat(101)).status())
                .isEqualTo(400);
    }

    private static String name(JsonNode line) {
        return line.path("resource").asString() + ":" + line.path("id").asString();
    }

    /** What a line says, whatever it is called here and elsewhere, and whenever it was recorded. */
    private static String said(JsonNode line) {
        ObjectNode copy = (ObjectNode) line.deepCopy();
        copy.remove(List.of(
                "id",
                "number",
                "createdAt",
                "updatedAt",
                "status",
                "stage",
                "withinArticle",
                "editedAt",
                "author",
                "assignee"));
        for (JsonNode holder : copy.findParents("externalIds")) {
            ((ObjectNode) holder).remove("externalIds");
        }
        for (JsonNode holder : copy.findParents("key")) {
            ((ObjectNode) holder).remove("key");
        }
        return copy.toString();
    }

    private void read(ObjectNode line) {
        String kind = line.remove("resource").asString();
        JsonNode claim = line.remove("claim");
        if (kind.equals("claim")) {
            for (JsonNode figure : line.get("figures")) {
                for (String pointer : List.of("/derivedFrom/figure", "/alternativeTo")) {
                    if (figure.at(pointer) instanceof ObjectNode reference) {
                        reference.remove("place");
                    }
                }
            }
        }
        if (line.get("figure") instanceof ObjectNode figure) {
            String target = id("claims", line.get("to"));
            int place = figure.get("place").asInt();
            line.putObject("figure").put("id", api.get("/claims/" + target).at("/figures/" + place + "/id"));
        }
        line.remove(List.of(
                "id",
                "number",
                "status",
                "stage",
                "assignee",
                "createdAt",
                "updatedAt",
                "withinArticle",
                "version",
                "sha256",
                "author",
                "editedAt",
                "resolvedAt",
                "resolvedBy"));
        String path = claim == null
                ? "/" + kind + "s"
                : "/claims/" + id("claims", claim) + "/" + (kind.equals("evidence") ? kind : kind + "s");
        Answer found = claim == null ? api.get(path + "?externalId=" + called(line)) : null;
        if (found != null && !found.items("id").isEmpty()) {
            // Something else referred to it before.
            String id = found.items("id").get(0);
            assertThat(api.put(path + "/" + id, line, api.get(path + "/" + id).etag())
                            .status())
                    .as(line.toString())
                    .isEqualTo(200);
        } else {
            api.created(path, line);
        }
    }

    private static String called(JsonNode thing) {
        return thing.at("/externalIds/0/scheme").asString() + ":"
                + thing.at("/externalIds/0/id").asString();
    }

    private String id(String list, JsonNode reference) {
        return api.get("/" + list + "?externalId=" + called(reference))
                .items("id")
                .get(0);
    }

    @Test
    void aThingIsCalledByItsIdHereAndItsNumberInThisInstallation() {
        ObjectNode body = claim("One.");
        body.putArray("externalIds").addObject().put("scheme", "desk.example").put("id", "row 1");
        String id = api.created("/claims", body).id();

        JsonNode line = lines(api.get("/exports/claims")).get(0);

        assertThat(line.get("externalIds")).hasSize(3);
        assertThat(line.at("/externalIds/0/scheme").asString()).isEqualTo("desk.example");
        assertThat(line.at("/externalIds/1")).isEqualTo(json("{\"scheme\": \"claimtrail\", \"id\": \"" + id + "\"}"));
        assertThat(line.at("/externalIds/2/scheme").asString())
                .isEqualTo("claimtrail."
                        + db.sql("select left(id::text, 8) from installation")
                                .query(String.class)
                                .single());
        assertThat(line.at("/externalIds/2/id").asString())
                .isEqualTo("C-" + line.get("number").asInt());
    }

    @Test
    void aFigureOfAnotherClaimIsReferredToByItsClaimAndItsPlace() {
        Answer first = api.created("/claims", containers());
        ObjectNode second = claim("More.");
        ObjectNode figure = second.putArray("figures").addObject().put("qualifier", "UNSTATED");
        figure.putObject("derivedFrom").putObject("figure").put("id", first.at("/figures/0/id"));
        String id = api.created("/claims", second).id();
        api.created(
                "/claims/" + id + "/relations",
                json("{\"type\": \"DENIES\", \"to\": {\"id\": \"" + first.id() + "\"}, \"figure\": {\"id\": \""
                        + first.at("/figures/0/id") + "\"}}"));

        List<JsonNode> lines = lines(api.get("/exports/claims?lines=claim&lines=relation"));

        assertThat(lines)
                .extracting(line -> line.get("resource").asString())
                .containsExactly("claim", "claim", "relation");
        JsonNode derivedFrom = lines.get(1).at("/figures/0/derivedFrom/figure");
        assertThat(derivedFrom.at("/claim/externalIds/0/id").asString()).isEqualTo(first.id());
        assertThat(derivedFrom.get("place").asInt()).isZero();
        assertThat(lines.get(2).at("/figure/place").asInt()).isZero();
        assertThat(lines.get(2).at("/to/externalIds/0/id").asString()).isEqualTo(first.id());
    }

    @Test
    void aRelationIsThereWhereBothItsClaimsAre() {
        demo.load();
        List<String> between = db.sql("""
                        select r.id::text from relation r
                        join claim c on c.id = r.from_claim_id join claim d on d.id = r.to_claim_id
                        where c.kind = 'DENIAL' and d.kind = 'DENIAL'""").query(String.class).list();

        assertThat(count("relation")).isGreaterThan(between.size());
        assertThat(lines(api.get("/exports/claims?lines=relation"))).hasSize((int) count("relation"));
        assertThat(lines(api.get("/exports/claims?lines=relation&kind=DENIAL")))
                .extracting(line -> line.get("id").asString())
                .containsExactlyInAnyOrderElementsOf(between);
    }

    @Test
    void formerVersionsOfAnArticleAreOnItsLine() {
        Answer article = api.created("/articles", json("""
                {"url": "https://news.example/1", "title": "First", "body": "One."}"""));
        api.patch("/articles/" + article.id(), json("""
                {"title": "Second", "body": "Two.", "note": "CORRECTED"}"""), article.etag());

        JsonNode line = lines(api.get("/exports/articles")).get(0);

        assertThat(line.get("title").asString()).isEqualTo("Second");
        assertThat(line.get("body").asString()).isEqualTo("Two.");
        assertThat(line.get("note").asString()).isEqualTo("CORRECTED");
        assertThat(line.get("versions")).hasSize(1);
        assertThat(line.at("/versions/0/title").asString()).isEqualTo("First");
        assertThat(line.at("/versions/0/body").asString()).isEqualTo("One.");
    }

    @Test
    void tablesHaveARowForEachClaimFigureAttributionAndAssessment() {
        ObjectNode body = containers();
        ((ObjectNode) body.at("/figures/0")).put("amount", new BigDecimal("6700.10"));
        ((ArrayNode) body.get("topics")).add("a;b").add("=1+1");
        ((ArrayNode) body.get("appearances")).addObject().set("article", json("{\"url\": \"https://other.example/\"}"));
        ((ObjectNode) body.at("/appearances/0/attribution/0")).put("quote", "-2+3\n\"so\", he said");
        api.created("/claims", body);
        api.created("/claims", claim("@SUM(A1:A9), or 'so'"));
        api.created("/claims/C-1/assessments", json("""
                {"scale": {"name": "Stars", "worst": -1, "best": 5}, "rating": {"value": -1}, "summary": "=cmd"}"""));
        api.created("/claims/C-2/assessments", json("{\"summary\": \"Nothing.\"}"));

        List<List<String>> claims = rows("/exports/claims?format=csv");
        List<List<String>> figures = rows("/exports/claims?format=csv&rows=figures");
        List<List<String>> attributions = rows("/exports/claims?format=csv&rows=attributions");
        List<List<String>> assessments = rows("/exports/claims?format=csv&rows=assessments");

        assertThat(column(claims, "number")).containsExactly("1", "2");
        assertThat(column(claims, "text")).contains("@SUM(A1:A9), or 'so'");
        assertThat(Cells.split(column(claims, "topics").get(0))).containsExactly("arms transfers", "a;b", "=1+1");
        assertThat(column(claims, "about")).containsExactly("North Korea; Russia", "");
        assertThat(column(claims, "speakers")).containsExactly("South Korean Defense Ministry", "");
        assertThat(column(figures, "claim")).containsExactly("1");
        assertThat(column(figures, "amount")).containsExactly("6700.10");
        assertThat(column(figures, "measure")).containsExactly("containers shipped from North Korea to Russia");
        assertThat(column(attributions, "position")).containsExactly("0", "");
        assertThat(column(attributions, "quote")).containsExactly("-2+3\n\"so\", he said", "");
        assertThat(column(attributions, "url"))
                .containsExactly("https://news.example/putin-visit", "https://other.example/");
        assertThat(column(assessments, "claim")).containsExactly("1", "2");
        assertThat(column(assessments, "value")).containsExactly("-1", "");
        assertThat(column(assessments, "summary")).containsExactly("=cmd", "Nothing.");
        assertThat(api.get("/exports/claims?format=csv").text()).contains(",\"'@SUM(A1:A9), or 'so'\",");
        assertThat(Delimited.read(api.get("/exports/claims?format=tsv").text(), '\t'))
                .isEqualTo(claims);
    }

    @Test
    void anExportSelectsAsTheListDoes() {
        demo.load();
        SoftAssertions.assertSoftly(all -> Stream.of(
                        "",
                        "status=CONTESTED",
                        "status!=UNVERIFIED",
                        "stage=INBOX",
                        "kind=FIGURE&kind=DENIAL",
                        "q=containers",
                        "q=%22arms%20transfer%22%20-russia",
                        "topic=arms%20transfers",
                        "occurredFrom=2023-01-01&occurredTo=2024-12-31",
                        "saidFrom=2024-06-01",
                        "publishedTo=2024-06-19",
                        "figureMin=500&unit=containers",
                        "createdFrom=2020-01-01",
                        "updatedSince=2020-01-01",
                        "denied=true",
                        "singleSource=false",
                        "suggestedStatus!=UNVERIFIED",
                        "figureConflict=true",
                        "overdue=false",
                        "originsMin=1",
                        "knownOn=2024-06-18",
                        "knownOn=2024-06-20&denied=false",
                        "externalId=desk:1")
                .forEach(query -> {
                    List<String> listed =
                            api.get("/claims?limit=200&sort=number&" + query).items("number");
                    all.assertThat(column(rows("/exports/claims?format=csv&" + query), "number"))
                            .as(query)
                            .isEqualTo(listed);
                    all.assertThat(numbers(lines(api.get("/exports/claims?lines=claim&" + query))))
                            .as(query)
                            .isEqualTo(listed);
                }));
    }

    private static List<String> numbers(List<JsonNode> lines) {
        return lines.stream().map(line -> line.get("number").asString()).toList();
    }

    @Test
    void thingsAreSelectedAsTheirListsDo() {
        demo.load();
        SoftAssertions.assertSoftly(all -> Stream.of(
                        "sources?kind=GOVERNMENT",
                        "sources?q=korea",
                        "articles?q=putin",
                        "articles?medium=WEB",
                        "measures?q=containers",
                        "measures?unit=containers",
                        "topics?filed=true",
                        "topics?filed=false")
                .forEach(list -> {
                    List<String> listed = api.get("/" + list + "&limit=200").items("id");
                    all.assertThat(column(rows("/exports/" + list + "&format=csv"), "id"))
                            .as(list)
                            .containsExactlyInAnyOrderElementsOf(listed);
                    all.assertThat(lines(api.get("/exports/" + list)).stream()
                                    .map(line -> line.get("id").asString()))
                            .as(list)
                            .containsExactlyInAnyOrderElementsOf(listed);
                }));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /exports/claims?format=pdf, format
            /exports/claims?status=OPEN, status
            /exports/claims?limit=5, limit
            /exports/claims?cursor=x, cursor
            /exports/claims?sort=number, sort
            /exports/claims?rows=claims, rows
            /exports/claims?format=csv&rows=words, rows
            /exports/claims?format=csv&lines=claim, lines
            /exports/claims?lines=exchange-rate, lines
            /exports/claims?after=x, after
            /exports/claims?after=C-, after
            /exports/claims?after=source:1, after
            /exports/claims?after=person:1, after
            /exports/claims?lines=claim&after=source:01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12, after
            /exports/claims?format=csv&rows=assessments&after=1, after
            /exports/claims?format=xlsx&after=1, after
            /exports/claims?asOf=yesterday, asOf
            /exports/claims?asOf=2999-01-01T00:00:00Z, asOf
            /exports/claims?knownOn=2024, knownOn
            /exports/sources?rows=claims, rows
            /exports/sources?status=DONE, status
            /exports/sources?knownOn=2024-01-01, knownOn
            /exports/record?kind=FACT, kind
            /exports/record?format=csv, format
            /exports/record?lines=words, lines
            /exports/record?thing=claim, thing
            /exports/record?thing=claim:C-1, thing
            /exports/record?thing=person:01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12, thing
            /exports/record?lines=topic&thing=claim:01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12, thing
            /exports/record?thing=evidence:01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12&kind=FACT, kind
            """)
    void whatAnExportCannotDoIsToldBeforeItBegins(String path, String parameter) {
        Answer answer = api.get(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("invalid-query");
        assertThat(answer.body().at("/errors/0/parameter").asString()).isEqualTo(parameter);
        assertThat(answer.header("Content-Disposition")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            | application/x-ndjson
            */* | application/x-ndjson
            text/csv | text/csv;charset=UTF-8
            text/tab-separated-values, */*;q=0.1 | text/tab-separated-values;charset=UTF-8
            text/html, text/csv;q=0.5 | text/csv;charset=UTF-8
            application/vnd.openxmlformats-officedocument.spreadsheetml.sheet | application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
            """)
    void theFormatIsThatWhichIsAccepted(String accepted, String type) {
        Answer answer = accepted == null ? api.get("/exports/claims") : api.get("/exports/claims", "Accept", accepted);

        assertThat(answer.header("Content-Type")).isEqualTo(type);
        assertThat(answer.header("Content-Disposition"))
                .matches("attachment; filename=\"claims-[0-9]{8}T[0-9]{6}Z\\.(ndjson|csv|tsv|xlsx)\"");
        assertThat(api.get("/exports/claims?format=ndjson", "Accept", "text/csv")
                        .header("Content-Type"))
                .isEqualTo("application/x-ndjson");
    }

    @Test
    void whoeverAcceptsWhatIsNoTypeIsToldSo() {
        assertThat(api.get("/exports/claims", "Accept", "csv").problem()).isEqualTo("not-acceptable");
        assertThat(api.get("/exports/claims?format=csv", "Accept", "text/").status())
                .isEqualTo(406);
    }

    // In which state of the record

    @Test
    void whatIsFetchedInPartsIsWhatTheWholeWouldHaveBeen() {
        demo.load();
        List<String> paths = Stream.of("ndjson", "csv", "tsv", "csv&rows=figures", "csv&rows=attributions")
                .map(format -> "/exports/claims?format=" + format)
                .toList();
        List<Answer> wholes = paths.stream().map(path -> api.get(path)).toList();
        ObjectNode later = containers();
        later.put("text", "Later.");
        api.created("/claims", later);
        ObjectNode changed = containers();
        changed.put("text", "Otherwise.");
        api.put("/claims/C-20", changed, api.get("/claims/C-20").etag());

        for (int i = 0; i < paths.size(); i++) {
            String path = paths.get(i);
            String whole = wholes.get(i).text();
            String then = path + "&asOf=" + wholes.get(i).header(AS_OF);
            assertThat(api.get(then).text())
                    .isEqualTo(whole)
                    .isNotEqualTo(api.get(path).text());
            for (int number : List.of(1, 14, 29)) {
                String rest = api.get(then + "&after=C-" + number).text();
                assertThat(whole).endsWith(rest);
                assertThat(rest.length()).isLessThan(whole.length());
                if (path.contains("ndjson")) {
                    String first = whole.substring(0, whole.length() - rest.length());
                    assertThat(first.substring(first.stripTrailing().lastIndexOf('\n') + 1))
                            .startsWith("{\"resource\":\"claim\"")
                            .contains("\"number\":" + number + ",");
                }
            }
        }
    }

    @Test
    void linesOfEachKindCanBeGoneOnBehind() {
        demo.load();
        Answer whole = api.get("/exports/record");
        List<JsonNode> lines = lines(whole);
        List<String> texts = whole.text().lines().toList();

        for (int i = 0; i < lines.size(); i += 7) {
            String after = lines.get(i).get("resource").asString() + ":"
                    + (lines.get(i).has("number")
                                    ? lines.get(i).get("number")
                                    : lines.get(i).get("id"))
                            .asString();
            assertThat(api.get("/exports/record?after=" + after + "&asOf=" + whole.header(AS_OF))
                            .text()
                            .lines())
                    .as(after)
                    .isEqualTo(texts.subList(i + 1, texts.size()));
        }
    }

    @Test
    void anExportIsOneStateOfTheRecordWhileOthersWrite() {
        AtomicBoolean done = new AtomicBoolean();
        List<Answer> exports = Race.<List<Answer>>of(3, runner -> {
                    List<Answer> got = new ArrayList<>();
                    try {
                        for (int i = 0; i < 8; i++) {
                            if (runner == 0) {
                                got.add(api.get("/exports/claims?lines=claim&lines=source"));
                            } else {
                                ObjectNode batch = Json.object();
                                ArrayNode claims = batch.putArray("claims");
                                for (int k = 0; k < 5; k++) {
                                    ObjectNode one = containers();
                                    one.put("text", runner + " " + i);
                                    ((ObjectNode) one.at("/about/0")).put("name", "Land " + runner + " " + i);
                                    claims.add(one);
                                }
                                assertThat(api.post("/claims/batch", batch).status())
                                        .isEqualTo(200);
                            }
                        }
                    } finally {
                        done.set(true);
                    }
                    return got;
                })
                .stream()
                .flatMap(List::stream)
                .toList();

        assertThat(exports).hasSize(8);
        for (Answer export : exports) {
            List<JsonNode> lines = lines(export);
            Map<String, List<JsonNode>> claims = lines.stream()
                    .filter(line -> line.at("/resource").asString().equals("claim"))
                    .collect(Collectors.groupingBy(line -> line.get("text").asString()));
            assertThat(claims.values()).allSatisfy(batch -> assertThat(batch).hasSize(5));
            assertThat(lines.stream()
                            .filter(line -> line.at("/resource").asString().equals("source"))
                            .map(line -> line.get("name").asString())
                            .filter(name -> name.startsWith("Land "))
                            .map(name -> name.substring(5)))
                    .containsExactlyInAnyOrderElementsOf(claims.keySet());
            assertThat(api.get("/exports/claims?lines=claim&lines=source&asOf=" + export.header(AS_OF))
                            .text())
                    .isEqualTo(export.text());
        }
    }

    // What becomes of those who take it

    @Test
    void itIsCompressedWhereThatIsAsked() throws Exception {
        demo.load();
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + port + "/api/v1/exports/claims?format=csv"))
                .header("Authorization", People.bearer(Role.READER));
        String plain = HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();

        for (String asked : List.of("gzip", "br, gzip;q=0.8", "GZIP", "x-gzip;q=1.000")) {
            HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                    .send(
                            request.copy().header("Accept-Encoding", asked).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.headers().firstValue("Content-Encoding"))
                    .as(asked)
                    .contains("gzip");
            assertThat(answer.body().length).isLessThan(plain.length() / 2);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                    .isEqualTo(plain.getBytes(StandardCharsets.UTF_8));
        }
        for (String asked : List.of("gzip;q=0", "identity", "gzipped", "gzip;q=0.000")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            request.copy().header("Accept-Encoding", asked).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Content-Encoding"))
                    .as(asked)
                    .isEmpty();
            assertThat(answer.body()).isEqualTo(plain);
        }
    }

    @Test
    void itsHeadTellsWhatItWouldBe() {
        Answer head = api.send("HEAD", "/exports/claims?format=csv", null, null);

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(head.header(AS_OF)).isNotEmpty();
        assertThat(head.text()).isEmpty();
        assertThat(api.send("HEAD", "/exports/claims?format=pdf", null, null).status())
                .isEqualTo(400);
    }

    /** More than the buffers between here and there hold. */
    private void recordLongArticles() {
        String text = "0123456789abcdef".repeat(128 * 1024);
        IntStream.range(0, 6)
                .forEach(i -> api.created(
                        "/articles", Map.of("url", "https://long.example/" + i, "title", "Long " + i, "body", text)));
    }

    /** Somebody who asks, takes a little, and then nothing. */
    private int waitingInTransactions() {
        return db.sql("""
                        select count(*) from pg_stat_activity
                        where datname = current_database() and state like 'idle in transaction%' and state_change < now() - interval '100 ms'""").query(Integer.class).single();
    }

    private Socket slow(String path) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024);
        socket.connect(new InetSocketAddress("localhost", port));
        socket.getOutputStream()
                .write(("GET /api/v1" + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: "
                                + People.bearer(Role.READER) + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void whoeverIsSlowHoldsNoConnectionAndWhoeverLeavesMakesRoom() throws Exception {
        recordLongArticles();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                slow.add(slow("/exports/articles"));
                // What is sent before all is read was not gathered.
                assertThat(new String(slow.get(i).getInputStream().readNBytes(1000), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 200")
                        .contains("Transfer-Encoding: chunked");
            }
            // Whoever held one would have asked something and wait, in its transaction, for his client.
            await().during(Duration.ofSeconds(1)).until(() -> waitingInTransactions() == 0);

            Answer refused = api.get("/exports/claims");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.problem()).isEqualTo("busy");
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(api.get("/claims").status()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        await().until(() -> api.get("/exports/claims").status() == 200);
        assertThat(Stream.generate(() -> api.get("/exports/articles?format=csv").status())
                        .limit(5))
                .containsOnly(200);
    }

    @Test
    void whatFailsInTheMiddleLooksLikeNoWhole() throws IOException {
        recordLongArticles();
        api.created("/claims", containers());
        try (Socket socket = slow("/exports/record")) {
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(1000), StandardCharsets.UTF_8)).startsWith("HTTP/1.1 200");
            owner.sql("alter view as_of.claim rename to claim_elsewhere").update();
            try {
                String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(rest).contains("https://long.example/").doesNotContain("\r\n0\r\n\r\n", "problems/");
            } finally {
                owner.sql("alter view as_of.claim_elsewhere rename to claim").update();
            }
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/exports/record"))
                .header("Authorization", People.bearer(Role.READER))
                .build();
        owner.sql("alter view as_of.note rename to note_elsewhere").update();
        try {
            assertThatThrownBy(() -> HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
        } finally {
            owner.sql("alter view as_of.note_elsewhere rename to note").update();
        }
        assertThat(api.get("/exports/record").status()).isEqualTo(200);
    }
}
