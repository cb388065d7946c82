package org.claimtrail.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;
import static org.claimtrail.testing.Bodies.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.Tables;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Files that come in. */
class ImportApiTest extends ApiTest {

    private static final String EVERYTHING = """
            {"resource":"source","name":"Ministry of Buses","kind":"GOVERNMENT","externalIds":[{"scheme":"desk","id":"s1"}]}
            {"resource":"article","url":"https://daily.example/1","medium":"WEB","title":"Buses","externalIds":[{"scheme":"desk","id":"a1"}]}
            {"resource":"topic","name":"Transport"}
            {"text":"120 buses were bought.","kind":"FIGURE","externalIds":[{"scheme":"desk","id":"c1"}],"topics":["Transport"],"figures":[{"qualifier":"EXACT","amount":120,"measure":{"name":"Buses bought","unit":"buses"}}],"appearances":[{"article":{"externalIds":[{"scheme":"desk","id":"a1"}]},"attribution":[{"sources":[{"externalIds":[{"scheme":"desk","id":"s1"}]}],"saidOn":"2024-05-01"}]}]}
            {"text":"No buses were bought.","kind":"DENIAL","externalIds":[{"scheme":"desk","id":"c2"}]}
            {"resource":"relation","claim":{"externalIds":[{"scheme":"desk","id":"c2"}]},"type":"DENIES","scope":"FULL","to":{"externalIds":[{"scheme":"desk","id":"c1"}]},"externalIds":[{"scheme":"desk","id":"r1"}]}
            {"resource":"evidence","claim":{"externalIds":[{"scheme":"desk","id":"c1"}]},"title":"The contract","kind":"DOCUMENT","stance":"SUPPORTS","externalIds":[{"scheme":"desk","id":"e1"}]}
            {"resource":"assessment","claim":{"externalIds":[{"scheme":"desk","id":"c1"}]},"rating":{"label":"True"},"evidence":[{"externalIds":[{"scheme":"desk","id":"e1"}]}],"externalIds":[{"scheme":"desk","id":"v1"}]}
            {"resource":"note","claim":{"id":"C-1"},"text":"Ask the ministry."}
            """;

    @LocalServerPort
    private int port;

    @Autowired
    private DemoData demo;

    @Test
    void bodiesOfTheApiComeInOneALine() {
        Answer done = imported(EVERYTHING);

        assertThat(remarks(done)).isEmpty();
        assertThat(counts(done)).isEqualTo("recorded 9");
        assertThat(done.at("/state")).isEqualTo("DONE");
        assertThat(done.at("/format")).isEqualTo("NDJSON");
        assertThat(api.get("/claims?externalId=desk:c1").items("number")).containsExactly("1");
        assertThat(api.get("/claims/C-1/standing").at("/denials/0/claim/number"))
                .isEqualTo("2");
        assertThat(api.get("/claims/C-1/assessments").at("/items/0/evidence/0/title"))
                .isEqualTo("The contract");
        Answer history = api.get("/claims/C-1/history");
        assertThat(history.items("through")).contains("import 1");
        assertThat(history.items("by")).containsOnly(People.name(Role.ADMIN));
        assertThat(api.get("/imports/" + done.id() + "/items?limit=200").items("resource"))
                .containsExactly(
                        "source", "article", "topic", "claim", "claim", "relation", "evidence", "assessment", "note");
    }

    @Test
    void whatComesAgainChangesWhatChangedAndRecordsNothingTwice() {
        imported(EVERYTHING);
        long changes = count("history.change_set");

        assertThat(counts(imported(EVERYTHING))).isEqualTo("unchanged 9");
        assertThat(count("history.change_set")).isEqualTo(changes);

        Answer changed =
                imported(EVERYTHING.replace("120 buses", "130 buses").replace("The contract", "The signed contract"));
        assertThat(counts(changed)).isEqualTo("changed 2, unchanged 7");
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("130 buses were bought.");
        assertThat(api.get("/claims/C-1/evidence").items("title")).containsExactly("The signed contract");
        assertThat(count("claim")).isEqualTo(2);
        assertThat(count("evidence")).isEqualTo(1);

        // The parts of a claim are still themselves.
        assertThat(count("figure")).isEqualTo(1);
        assertThat(count("appearance")).isEqualTo(1);
    }

    /** Where it came from nothing is news; elsewhere the same is recorded, and written out again. */
    @Test
    void whatWentOutComesBack() {
        assertThat(demo.load()).isTrue();
        String lines = api.get("/exports/record").text();
        long all = lines.lines().count();
        long unnamed =
                lines.lines().filter(line -> line.contains("withinArticle")).count();
        long changes = count("history.change_set");
        assertThat(counts(imported(lines))).isEqualTo("unchanged " + all);
        assertThat(count("history.change_set")).isEqualTo(changes);

        Tables.empty(owner);
        assertThat(counts(imported(lines))).isEqualTo("recorded %d, unchanged %d".formatted(all - unnamed, unnamed));
        assertThat(said(api.get("/exports/record").text())).isEqualTo(said(lines));
        assertThat(counts(imported(lines))).isEqualTo("unchanged " + all);
    }

    @Test
    void notesOnSourcesArticlesAndAssessmentsGoOutAndComeBack() {
        imported(EVERYTHING);
        String source = "/sources/" + api.get("/sources").items("id").get(0);
        String article = "/articles/" + api.get("/articles").items("id").get(0);
        String assessment = "/claims/C-1/assessments/"
                + api.get("/claims/C-1/assessments").items("id").get(0);
        String first =
                api.created(source + "/notes", Map.of("text", "Who are they?")).id();
        api.created(source + "/notes", json("""
                {"text": "A ministry.", "inReplyTo": {"id": "%s"}}""".formatted(first)));
        api.created(article + "/notes", Map.of("text", "Is it archived?"));
        api.created(assessment + "/notes", Map.of("text", "Why so?"));
        String alone = api.created("/sources", source("Nobody Asked", "PERSON")).id();
        api.created("/sources/" + alone + "/notes", Map.of("text", "Not named by a claim."));
        String lines = api.get("/exports/record").text();
        assertThat(api.get("/exports/claims").text())
                .contains("Who are they?", "Is it archived?", "Why so?")
                .doesNotContain("Not named by a claim.");

        assertThat(counts(imported(lines))).isEqualTo("unchanged 16");
        Tables.empty(owner);
        assertThat(remarks(imported(lines))).isEmpty();
        assertThat(said(api.get("/exports/record").text())).isEqualTo(said(lines));
        String again = "/sources/" + api.get("/sources?q=ministry").items("id").get(0) + "/notes";
        assertThat(api.get(again).items("text")).containsExactly("Who are they?", "A ministry.");
        assertThat(api.get(again).at("/items/1/inReplyTo/id"))
                .isEqualTo(api.get(again).at("/items/0/id"));

        Answer done = imported(
                """
                {"resource":"note","source":{"id":"%s"},"text":"Where?"}
                {"resource":"note","article":{"externalIds":[{"scheme":"desk","id":"none"}]},"text":"x"}
                {"resource":"note","text":"x"}
                """.formatted(api.get("/sources?q=ministry").items("id").get(0)));
        assertThat(counts(done)).isEqualTo("faulty 2, recorded 1");
        assertThat(remarks(done).get(0)).contains("what else an article is called");
        finished(act(done.id(), "undo"));
        assertThat(api.get(again).items("text")).containsExactly("Who are they?", "A ministry.");
    }

    /** Without what is only so in one installation, and details of sources that nobody names. */
    private static List<JsonNode> said(String lines) {
        return lines.lines()
                .filter(line -> !line.contains("withinArticle"))
                .map(line -> without(
                        Json.mapper().readTree(line),
                        Set.of(
                                "id",
                                "number",
                                "key",
                                "externalIds",
                                "createdAt",
                                "updatedAt",
                                "status",
                                "stage",
                                "assignee")))
                .sorted(Comparator.comparing(JsonNode::toString))
                .toList();
    }

    private static JsonNode without(JsonNode node, Set<String> members) {
        if (node instanceof ObjectNode object) {
            object.remove(members);
        }
        node.forEach(inner -> without(inner, members));
        return node;
    }

    @Test
    void aRelationThatSaysSomethingElseIsRefused() {
        imported(EVERYTHING);
        Answer done = imported(EVERYTHING.replace("\"FULL\"", "\"PARTIAL\""));
        assertThat(counts(done)).isEqualTo("faulty 1, unchanged 8");
        assertThat(remarks(done)).singleElement().asString().contains("A relation does not change");
    }

    @Test
    void whatIsRecordedOtherwiseIsComparedWithTheRecord() {
        ObjectNode body = claim("It is so.");
        body.putArray("externalIds").addObject().put("scheme", "desk").put("id", "1");
        body.putArray("topics").add("Buses");
        api.created("/claims", body);
        assertThat(counts(imported(body.toString()))).isEqualTo("unchanged 1");
        assertThat(counts(imported(body.put("text", "It is not so.").toString())))
                .isEqualTo("changed 1");
        assertThat(count("claim")).isEqualTo(1);
    }

    @Test
    void whatWasChangedHereIsNotOverwrittenUnlessThatIsWanted() {
        String line = """
                {"text":"One.","kind":"FACT","externalIds":[{"scheme":"desk","id":"1"}]}""";
        imported(line);
        Answer here = api.get("/claims/C-1");
        assertThat(api.patch("/claims/C-1", Map.of("text", "One, mended here."), here.etag())
                        .status())
                .isEqualTo(200);

        assertThat(counts(imported(line))).isEqualTo("unchanged 1");
        Answer refused = imported(line.replace("One.", "One, mended there."));
        assertThat(counts(refused)).isEqualTo("faulty 1");
        assertThat(remarks(refused)).singleElement().asString().contains("was changed here since");
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("One, mended here.");

        Answer again = api.post(
                "/imports",
                Map.of("text", line.replace("One.", "One, mended there."), "reading", Map.of("overwrite", true)));
        assertThat(counts(finished(again))).isEqualTo("changed 1");
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("One, mended there.");
    }

    @Test
    void aStatusIsNoChangeOfWhatAClaimSays() {
        String line = """
                {"text":"One.","kind":"FACT","externalIds":[{"scheme":"desk","id":"1"}]}""";
        imported(line);
        db.sql("update claim set stage = 'IN_PROGRESS' where number = 1").update();
        assertThat(counts(imported(line.replace("One.", "Two.")))).isEqualTo("changed 1");
    }

    @Test
    void sameWordingInTheSameArticleIsADuplicate() {
        String line = """
                {"text":"One bus.","kind":"FACT","appearances":[{"article":{"url":"https://daily.example/1?utm_source=x"}}]}""";
        imported(line);
        Answer done = imported("""
                {"text":"one  BUS.","kind":"FACT","appearances":[{"article":{"url":"https://www.daily.example/1"}}]}
                {"text":"One bus.","kind":"FACT","appearances":[{"article":{"url":"https://daily.example/2"}}]}
                {"text":"Two buses.","kind":"FACT"}
                {"text":"Two buses.","kind":"FACT"}
                {"text":"two buses.","kind":"FACT"}
                """);
        assertThat(counts(done)).isEqualTo("duplicate 3, recorded 2");
        assertThat(api.get("/imports/" + done.id() + "/items?outcome=DUPLICATE").items("number"))
                .containsExactly("1", "3", "3");
    }

    @Test
    void faultsAreToldByLineAndRuleAndNothingElseIsLost() {
        Answer done = imported("""
                {"text":"Good.","kind":"FACT"}

                {"text":"Bad.","kind":"RUMOUR","colour":"red"}
                {not json}
                {"resource":"rumour"}
                {"resource":"evidence","title":"x"}
                {"resource":"note","claim":{"id":"C-99"},"text":"x"}
                {"text":"Also good.","kind":"FACT"}""");
        assertThat(counts(done)).isEqualTo("faulty 5, recorded 2");
        Answer faults = api.get("/imports/" + done.id() + "/items?outcome=FAULTY");
        assertThat(faults.items("line")).containsExactly("3", "4", "5", "6", "7");
        assertThat(faults.at("/items/0/remarks/0/pointer")).isEqualTo("/kind");
        assertThat(faults.at("/items/0/remarks/1/pointer")).isEqualTo("/colour");
        assertThat(faults.at("/items/4/remarks/0/detail")).contains("C-99");

        List<JsonNode> lines = api.get("/imports/" + done.id() + "/faults")
                .text()
                .lines()
                .map(line -> Json.mapper().readTree(line))
                .toList();
        assertThat(lines)
                .hasSize(5)
                .allSatisfy(line -> assertThat(line.get("why").stringValue()).isNotBlank());
        ObjectNode mended = ((ObjectNode) lines.get(0)).put("kind", "FACT");
        mended.remove("colour");
        assertThat(counts(imported(mended.toString()))).isEqualTo("recorded 1");
    }

    /** Also of claims that no set can record, as they name a figure of another one. */
    @Test
    void sameWordingIsADuplicateWhereItWaitsToBeRecorded() {
        String derived = """
                {"text":"%s","kind":"FIGURE","figures":[{"qualifier":"EXACT","amount":20,"measure":{"name":"boats","unit":"boats"},\
                "derivedFrom":{"figure":{"claim":{"externalIds":[{"scheme":"desk","id":"ten"}]},"place":0},"factor":2}}]}
                """;
        Answer done = imported("""
                {"text":"Ten boats.","kind":"FIGURE","externalIds":[{"scheme":"desk","id":"ten"}],\
                "figures":[{"qualifier":"EXACT","amount":10,"measure":{"name":"boats","unit":"boats"}}]}
                """ + derived.formatted("Twice as many.") + derived.formatted("twice as  many."));
        assertThat(counts(done)).isEqualTo("duplicate 1, recorded 2");
    }

    /** Rows that no set can record share transactions, and one that is refused takes nothing with it. */
    @Test
    void manyThingsAreRecordedTogetherAndOneThatIsRefusedIsRefusedAlone() {
        api.created("/sources", Map.of("name", "Source 61", "kind", "PERSON"));
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            file.append("{\"resource\":\"source\",\"name\":\"Source ")
                    .append(i)
                    .append("\",\"kind\":\"")
                    .append(i == 60 ? "GHOST" : "PERSON")
                    .append("\",\"externalIds\":[{\"scheme\":\"desk\",\"id\":\"s")
                    // The one before says something else of the same.
                    .append(i == 150 ? 149 : i)
                    .append("\"}]}\n");
        }

        Answer done = imported(file.toString());

        assertThat(counts(done)).isEqualTo("changed 1, duplicate 1, faulty 1, recorded 197");
        assertThat(api.get("/imports/" + done.id() + "/items?limit=200").items("nth"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 200).mapToObj(String::valueOf).toList());
        assertThat(api.get("/imports/" + done.id() + "/items?outcome=FAULTY").items("line"))
                .containsExactly("61");
        assertThat(api.get("/sources?externalId=desk:s149").items("name")).containsExactly("Source 150");
        assertThat(api.get("/sources?count=true&limit=1").at("/total")).isEqualTo("198");
        assertThat(db.sql("select count(distinct change_set_id) from import_item")
                        .query(Integer.class)
                        .single())
                .isLessThan(100);
        // Of two that say something else of one thing, each changes it once more.
        assertThat(counts(imported(file.toString()))).isEqualTo("changed 2, duplicate 1, faulty 1, unchanged 196");
    }

    @Test
    void aDryRunDoesEverythingButTheWriting() {
        api.created("/claims", claim("Known."));
        String text = EVERYTHING.replace("\"C-1\"", "\"C-1\"") + """
                {"text":"Known.","kind":"FACT"}
                {"text":"Bad.","kind":"RUMOUR"}
                """;
        Map<String, Long> before = rows();
        Answer tried = finished(api.post("/imports", Map.of("text", text, "dryRun", true)));
        assertThat(tried.at("/state")).isEqualTo("TRIED");
        String report = counts(tried);
        assertThat(rows()).isEqualTo(before);

        Answer begun = api.post("/imports/" + tried.id() + "/start", Map.of("dryRun", false));
        assertThat(begun.status()).as(begun.text()).isEqualTo(200);
        assertThat(counts(finished(begun))).isEqualTo(report).isEqualTo("duplicate 1, faulty 1, recorded 9");
    }

    @Test
    void reviewsOfClaimsComeInOnce() throws IOException {
        String feed = resource("factckbr-feed.json");
        Answer done = imported(feed);
        assertThat(done.at("/format")).isEqualTo("CLAIM_REVIEW");
        assertThat(counts(done)).isEqualTo("recorded 40");
        assertThat(count("claim")).isEqualTo(40);
        assertThat(count("assessment")).isEqualTo(40);
        assertThat(counts(imported(feed))).isEqualTo("unchanged 40");

        Answer examples = imported(resource("schemaorg-examples.json"));
        assertThat(counts(examples)).isEqualTo("faulty 1, recorded 2");
        assertThat(api.get("/claims/C-41").at("/appearances/0/attribution/0/sources/0/name"))
                .isEqualTo("Rich Perry");
        Answer review = api.get("/claims/C-41/assessments");
        assertThat(review.at("/items/0/rating/label")).isEqualTo("True");
        assertThat(review.at("/items/0/scale/best")).isEqualTo("6");
    }

    @Test
    void whatAReviewSaysMoreIsKeptWithTheAssessment() {
        String review = """
                {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","license":"CC0","reviewRating":{"alternateName":"False"}}""";
        imported(review);
        Answer assessments = api.get("/claims/C-1/assessments");
        assertThat(assessments.at("/items/0/markup/license")).isEqualTo("CC0");
        ObjectNode read = (ObjectNode) assessments.object().at("/items/0");
        String address = "/claims/C-1/assessments/" + read.get("id").stringValue();
        assertThat(api.put(address, read, api.get(address).etag()).status()).isEqualTo(200);
        assertThat(counts(imported(review.replace("False", "True")))).isEqualTo("changed 1");
        assertThat(api.get("/claims/C-1/assessments").at("/items/0/rating/label"))
                .isEqualTo("True");
        assertThat(count("assessment")).isEqualTo(1);
    }

    @Test
    void aSpreadsheetComesInByItsColumnsAndItsFaultsAreMendedAndSentAgain() {
        String sheet = "Claim;Date;Who;Source link;Tags;Verdict;Checker;Odd\r\n"
                + IntStream.rangeClosed(1, 50)
                        .mapToObj(i ->
                                "\"Claim number %d, \"\"quoted\"\"\";%s;Ann Other;https://daily.example/%d;a; b;True;Checks;x"
                                        .replace("a; b", "\"a|b\"")
                                        .formatted(i, i % 10 == 0 ? "03/04/2024" : "2024-04-" + (10 + i % 10), i))
                        .collect(Collectors.joining("\r\n"));
        Answer sent = upload(sheet, "weekly sheet.csv", "");
        assertThat(sent.at("/state")).isEqualTo("READY");
        assertThat(sent.at("/reading/delimiter")).isEqualTo(";");
        assertThat(sent.at("/reading/encoding")).isEqualTo("UTF-8");
        assertThat(sent.at("/reading/scheme")).isEqualTo("weekly-sheet");
        assertThat(sent.body()
                        .at("/reading/columns")
                        .valueStream()
                        .map(column -> column.path("field").asString("")))
                .containsExactly(
                        "text",
                        "saidOn",
                        "speaker",
                        "article.url",
                        "topics",
                        "assessment.rating",
                        "assessment.reviewer",
                        "");

        ObjectNode reading = (ObjectNode) sent.object().get("reading");
        ((ObjectNode) reading.at("/columns/4")).put("split", "|");
        Answer said = api.send("PUT", "/imports/" + sent.id() + "/reading", "application/json", reading);
        assertThat(said.status()).as(said.text()).isEqualTo(200);
        Answer preview = api.get("/imports/" + sent.id() + "/preview?rows=10");
        assertThat(preview.at("/rows/0/bodies/0/body/topics/1")).isEqualTo("b");
        assertThat(preview.at("/rows/9/remarks/0/column")).isEqualTo("Date");
        api.put("/import-mappings/Weekly", reading, "*");

        Answer done = finished(api.post("/imports/" + sent.id() + "/start", Map.of()));
        assertThat(counts(done)).isEqualTo("faulty 5, recorded 45");
        assertThat(api.get("/claims/C-1").at("/text")).isEqualTo("Claim number 1, \"quoted\"");
        assertThat(api.get("/claims/C-1/assessments").at("/items/0/reviewer/name"))
                .isEqualTo("Checks");

        String faults = api.get("/imports/" + done.id() + "/faults").text();
        assertThat(faults.lines().findFirst().orElseThrow()).endsWith(";Claimtrail: why");
        assertThat(faults).contains("say in which order the dates stand");
        Answer mended =
                finished(upload(faults.replace("03/04/2024", "2024-04-03"), "weekly sheet.csv", "mapping=Weekly"));
        assertThat(counts(mended)).isEqualTo("recorded 5");
        assertThat(counts(finished(upload(sheet.replace("03/04/2024", "2024-04-03"), "other.csv", "mapping=weekly"))))
                .isEqualTo("unchanged 50");
        assertThat(count("claim")).isEqualTo(50);

        // The next sheet with the same columns is read as this one was.
        assertThat(upload(sheet, "next week.csv", "").at("/reading/columns/4/split"))
                .isEqualTo("|");
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-8,false,UTF-8",
        "UTF-8,true,UTF-8",
        "UTF-16LE,true,UTF-16LE",
        "UTF-16BE,false,UTF-16BE",
        "windows-1252,false,windows-1252"
    })
    void theEncodingIsFoundOutAndAGuessIsToBeConfirmed(String charset, boolean mark, String found) throws Exception {
        byte[] bytes = ((mark ? "\uFEFF" : "") + "Statement\tSpeaker\nSchöne Grüße – „so“.\tJürgen\n")
                .getBytes(Charset.forName(charset));
        Answer sent = uploadBytes(bytes, "name=a.tsv");
        boolean guessed = charset.equals("windows-1252");
        assertThat(sent.at(guessed ? "/reading/encodingGuess" : "/reading/encoding"))
                .isEqualTo(found);
        assertThat(sent.at("/reading/delimiter")).isEqualTo("\t");
        if (guessed) {
            Answer refused = api.post("/imports/" + sent.id() + "/start", Map.of());
            assertThat(refused.pointers()).containsExactly("/reading/encoding");
            ObjectNode reading = (ObjectNode) sent.object().get("reading");
            reading.remove("encodingGuess");
            api.send("PUT", "/imports/" + sent.id() + "/reading", "application/json", reading.put("encoding", found));
        }
        Answer preview = api.get("/imports/" + sent.id() + "/preview");
        assertThat(preview.at("/rows/0/bodies/0/body/text")).isEqualTo("Schöne Grüße – „so“.");
        // Somebody who is recorded by no article is told of the column that names him.
        Answer done = finished(api.post("/imports/" + sent.id() + "/start", Map.of()));
        assertThat(counts(done)).isEqualTo("faulty 1");
        assertThat(api.get("/imports/" + done.id() + "/items").at("/items/0/remarks/0/column"))
                .isEqualTo("Speaker");
    }

    @Test
    void aWorkbookComesInWithItsDatesAndNumbers() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(file, "test", "1.0")) {
            Worksheet sheet = book.newWorksheet("Claims");
            List<String> header = List.of("id", "claim", "date", "speaker", "url", "amount", "unit", "measure");
            IntStream.range(0, header.size()).forEach(i -> sheet.value(0, i, header.get(i)));
            sheet.value(1, 0, 7);
            sheet.value(1, 1, "1,5 buses were bought.");
            sheet.value(1, 2, LocalDate.of(2024, 4, 3));
            sheet.style(1, 2).format("dd.mm.yyyy").set();
            sheet.value(1, 3, "Ann Other");
            sheet.value(1, 4, "https://daily.example/1");
            sheet.value(1, 5, 1.5);
            sheet.value(1, 6, "buses");
            sheet.value(1, 7, "Buses bought");
            sheet.value(3, 1, "A row further down.");
            book.newWorksheet("Other").value(0, 0, "x");
        }
        Answer sent = uploadBytes(file.toByteArray(), "name=Buses 2024.xlsx".replace(" ", "%20"));
        assertThat(sent.at("/format")).isEqualTo("XLSX");
        ObjectNode reading = (ObjectNode) sent.object().get("reading");
        api.send("PUT", "/imports/" + sent.id() + "/reading", "application/json", reading.put("decimalComma", true));
        assertThat(counts(finished(api.post("/imports/" + sent.id() + "/start", Map.of()))))
                .isEqualTo("recorded 2");
        Answer claim = api.get("/claims?externalId=buses-2024:7");
        assertThat(claim.at("/items/0/figures/0/amount")).isEqualTo("1.5");
        assertThat(claim.at("/items/0/appearances/0/attribution/0/saidOn")).isEqualTo("2024-04-03");
        assertThat(api.get("/imports/" + sent.id() + "/items").items("line")).containsExactly("2", "4");
    }

    @Test
    void annotationsBecomeAppearancesOfTheClaimsThatTheyName() {
        api.created("/claims", claim("It is so."));
        Answer done = imported("""
                [{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","id":"https://a.example/1",
                  "body":{"type":"TextualBody","value":"C-1"},
                  "target":{"source":"https://daily.example/1","selector":[{"type":"TextQuoteSelector","exact":"so it is","prefix":"and "},{"type":"TextPositionSelector","start":5,"end":13}]}},
                 {"id":"hyp1","uri":"https://daily.example/2","text":"This is C-1, too.","tags":["x"],"document":{"title":["Daily"]},
                  "target":[{"source":"https://daily.example/2","selector":[{"type":"TextQuoteSelector","exact":"so"}]}]},
                 {"type":"Annotation","body":"nothing","target":"https://daily.example/3"},
                 {"type":"Annotation","body":"C-99","target":"https://daily.example/3"}]""");
        assertThat(done.at("/format")).isEqualTo("WEB_ANNOTATION");
        assertThat(counts(done)).isEqualTo("faulty 2, recorded 2");
        Answer claim = api.get("/claims/C-1");
        assertThat(claim.at("/appearances/0/locator/exact")).isEqualTo("so it is");
        assertThat(claim.at("/appearances/1/article/title")).isEqualTo("Daily");
        assertThat(api.get("/claims/C-1/notes").items("text")).containsExactly("This is C-1, too.");
    }

    @Test
    void whatAnImportRecordedIsTakenBackUnlessItWasChanged() {
        Answer done = imported("""
                {"resource":"source","name":"Kept","kind":"PERSON"}
                {"text":"One.","kind":"FACT","externalIds":[{"scheme":"desk","id":"1"}],"topics":["T"],"appearances":[{"article":{"url":"https://daily.example/1","publisher":{"name":"Daily","kind":"PUBLICATION"}}}]}
                {"text":"Two.","kind":"FACT","externalIds":[{"scheme":"desk","id":"2"}]}
                {"text":"Three.","kind":"FACT","appearances":[{"article":{"url":"https://daily.example/3"}}]}
                {"resource":"relation","claim":{"externalIds":[{"scheme":"desk","id":"1"}]},"type":"CONTRADICTS","to":{"externalIds":[{"scheme":"desk","id":"2"}]}}
                """);
        assertThat(counts(done)).isEqualTo("recorded 5");
        api.patch(
                "/claims/C-3",
                Map.of("text", "Three, mended."),
                api.get("/claims/C-3").etag());
        Answer source = api.get("/sources?q=Kept");
        api.patch("/sources/" + source.at("/items/0/id"), Map.of("description", "Mine."), "*");

        Answer undone = finished(act(done.id(), "undo"));
        assertThat(undone.at("/state")).isEqualTo("UNDONE");
        assertThat(api.get("/claims").items("text")).containsExactly("Three, mended.");
        assertThat(api.get("/articles").items("url")).containsExactly("https://daily.example/3");
        assertThat(api.get("/sources").items("name")).containsExactly("Kept");
        assertThat(api.get("/topics").items("name")).isEmpty();
        assertThat(undone.at("/undone")).isEqualTo("6");
        Answer stayed = api.get("/imports/" + done.id() + "/stayed?limit=1");
        List<String> why = new ArrayList<>(stayed.items("why"));
        assertThat(stayed.items("why")).hasSize(1);
        Answer rest = api.get("/imports/" + done.id() + "/stayed?cursor=" + stayed.at("/next"));
        why.addAll(rest.items("why"));
        assertThat(why)
                .containsExactlyInAnyOrder(
                        "It was changed since.",
                        "It was changed since.",
                        "Claims appear in the article: it cannot be deleted.");
        assertThat(Stream.concat(stayed.items("resource").stream(), rest.items("resource").stream()))
                .containsExactlyInAnyOrder("source", "claim", "article");

        // It may come in again.
        Answer again = imported("""
                {"text":"One.","kind":"FACT","externalIds":[{"scheme":"desk","id":"1"}]}""");
        assertThat(counts(again)).isEqualTo("recorded 1");
    }

    @Test
    void itIsPausedResumedAndCancelled() {
        String many = IntStream.range(0, 3000)
                .mapToObj(i -> "{\"text\":\"Claim %d.\",\"kind\":\"FACT\"}".formatted(i))
                .collect(Collectors.joining("\n"));
        String id = api.post("/imports", Map.of("text", many)).id();
        Answer paused = act(id, "pause");
        assertThat(paused.status()).as(paused.text()).isEqualTo(200);
        long recorded = count("claim");
        assertThat(recorded).isLessThan(3000);
        assertThat(act(id, "pause").problem()).isEqualTo("import-state");
        assertThat(act(id, "resume").status()).isEqualTo(200);
        assertThat(counts(finished(api.get("/imports/" + id)))).isEqualTo("recorded 3000");
        assertThat(count("claim")).isEqualTo(3000);
        assertThat(count("import_piece")).isZero();

        String other = api.post("/imports", Map.of("text", many.replace("Claim", "Other")))
                .id();
        assertThat(act(other, "cancel").at("/state")).isEqualTo("CANCELLED");
        assertThat(api.send("DELETE", "/imports/" + other, null, null).status()).isEqualTo(204);
        assertThat(api.get("/imports/" + other).status()).isEqualTo(404);
    }

    @Test
    void manyAtOnceRecordEachThingOnce() {
        String text = IntStream.range(0, 600)
                .mapToObj(i -> """
                        {"text":"Claim %d.","kind":"FACT","externalIds":[{"scheme":"desk","id":"%d"}],"appearances":[{"article":{"url":"https://daily.example/%d"},"attribution":[{"sources":[{"name":"Speaker %d","kind":"PERSON"}]}]}]}""".formatted(i, i, i % 50, i % 20))
                .collect(Collectors.joining("\n"));
        List<Answer> sent = Race.of(2, i -> api.post("/imports", Map.of("text", text)));
        // Whoever came second to a row finds it recorded as it is.
        assertThat(sent)
                .allSatisfy(one -> assertThat(counts(finished(one))).matches("(recorded \\d+)?(, )?(unchanged \\d+)?"));
        assertThat(count("claim")).isEqualTo(600);
        assertThat(count("article")).isEqualTo(50);
        assertThat(count("source")).isEqualTo(20);
        assertThat(counts(imported(text))).isEqualTo("unchanged 600");
    }

    @Test
    void rolesHoldForEachRow() {
        assertThat(api.as(Role.READER).post("/imports", Map.of("text", "{}")).status())
                .isEqualTo(403);
        Answer sent = api.as(Role.CONTRIBUTOR).post("/imports", Map.of("text", EVERYTHING));
        Answer done = finished(sent);
        assertThat(counts(done)).isEqualTo("faulty 1, recorded 8");
        assertThat(remarks(done)).singleElement().asString().contains("Only a reviewer");
        assertThat(api.as(Role.READER).get("/imports/" + done.id()).status()).isEqualTo(200);
        assertThat(api.with(null).get("/imports").status()).isEqualTo(401);
    }

    @Test
    void badFilesAreRefusedAndLeaveNothing() throws Exception {
        assertThat(uploadBytes(new byte[0], "").problem()).isEqualTo("invalid-body");
        assertThat(upload("a", "x", "format=PDF").text()).contains("\"format\"");
        assertThat(upload("a", "x", "colour=red").text()).contains("\"colour\"");
        assertThat(upload("a,b\n1,2", "x.csv", "mapping=nobody").text()).contains("\"mapping\"");
        assertThat(uploadBytes(new byte[] {'P', 'K', 3, 4, 5}, "").problem()).isEqualTo("invalid-body");
        assertThat(api.post("/imports", Map.of("text", "a", "reading", Map.of("delimiter", "ab")))
                        .pointers())
                .containsExactly("/delimiter");
        assertThat(count("import")).isZero();
        assertThat(count("import_piece")).isZero();

        Answer broken =
                imported("[{\"@type\":\"ClaimReview\",\"claimReviewed\":\"x\",\"url\":\"https://a.example\"}, {oops");
        assertThat(broken.at("/state")).isEqualTo("FAILED");
        assertThat(broken.at("/failure")).contains("line 1");
        assertThat(count("claim")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"text":"A ClaimReview is false.","kind":"FACT"}                    | NDJSON
            {"resource":"topic","name":"ClaimReview"}                           | NDJSON
            {"text":"broken                                                     | NDJSON
            {"@type":"ClaimReview","claimReviewed":"x"}                         | CLAIM_REVIEW
            [{"claimReviewed":"x"}]                                             | CLAIM_REVIEW
            {"claims":[{"text":"x","claimReview":[]}]}                          | CLAIM_REVIEW
            "{\\"@type\\":\\"ClaimReview\\"}"                                   | CLAIM_REVIEW
            <html>ClaimReview</html>                                            | CLAIM_REVIEW
            {"type":"Annotation","target":"https://a.example"}                  | WEB_ANNOTATION
            [{"type":"Annotation","target":"https://a.example"}]                | WEB_ANNOTATION
            "Claim","Date"                                                      | CSV
            Claim;ClaimReview                                                   | CSV
            """)
    void whatAFileIsIsFoundOut(String text, String format) {
        Answer sent = upload(text, "x", "start=false");
        assertThat(sent.at("/format")).isEqualTo(format);
    }

    @Test
    void whoeverListensIsToldUntilItIsDone() throws Exception {
        String many = IntStream.range(0, 2000)
                .mapToObj(i -> "{\"text\":\"Claim %d.\",\"kind\":\"FACT\"}".formatted(i))
                .collect(Collectors.joining("\n"));
        String id = api.post("/imports", Map.of("text", many)).id();
        HttpResponse<String> stream = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/api/v1/imports/" + id + "/events"))
                                .header("Authorization", People.bearer(Role.READER))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(stream.body()).contains("event:import").contains("\"state\":\"DONE\"");
    }

    private Answer imported(String text) {
        Answer sent = upload(text, "test", "");
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        return finished(sent);
    }

    private Answer act(String id, String what) {
        return api.send("POST", "/imports/" + id + "/" + what, null, null);
    }

    private Answer upload(String text, String name, String query) {
        return api.send(
                "POST",
                "/imports?name=" + name.replace(" ", "%20") + (query.isEmpty() ? "" : "&" + query),
                "application/octet-stream",
                text);
    }

    private Answer uploadBytes(byte[] bytes, String query) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/imports?" + query))
                                .header("Authorization", People.bearer(Role.ADMIN))
                                .header("Content-Type", "application/octet-stream")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        return new Api.Answer(
                answer.statusCode(), answer.headers().map(), Json.mapper().readTree(answer.body()), answer.body());
    }

    private Answer finished(Answer sent) {
        String id = sent.id();
        await().until(() -> !List.of("UPLOADING", "RUNNING", "UNDOING")
                .contains(api.get("/imports/" + id).at("/state")));
        return api.get("/imports/" + id);
    }

    /** What became of its rows, as far as anything did. */
    private static String counts(Answer done) {
        return List.of("changed", "duplicate", "faulty", "recorded", "unchanged").stream()
                .filter(outcome -> !done.at("/rows/" + outcome).equals("0"))
                .map(outcome -> outcome + " " + done.at("/rows/" + outcome))
                .collect(Collectors.joining(", "));
    }

    private List<String> remarks(Answer done) {
        List<String> remarks = new ArrayList<>();
        api.get("/imports/" + done.id() + "/items?outcome=FAULTY&limit=200")
                .body()
                .path("items")
                .forEach(item -> item.path("remarks")
                        .forEach(remark -> remarks.add(remark.path("detail").asString(""))));
        return remarks;
    }

    private Map<String, Long> rows() {
        return List.of(
                        "claim",
                        "source",
                        "article",
                        "topic",
                        "relation",
                        "evidence",
                        "assessment",
                        "note",
                        "history.change_set")
                .stream()
                .collect(Collectors.toMap(table -> table, this::count));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ImportApiTest.class.getResourceAsStream("/intake/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
