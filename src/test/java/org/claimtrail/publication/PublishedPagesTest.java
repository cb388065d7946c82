package org.claimtrail.publication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.document.JsonDocument;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.claimtrail.demo.DemoData;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.web.StrictApiTest;
import org.claimtrail.testing.People;
import org.claimtrail.testing.RawHttp;
import org.claimtrail.testing.StatementCounter;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is published: pages, feeds, sitemaps and what goes on pages of others, as strangers get them. */
class PublishedPagesTest extends StrictApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The constants that answers of the API have, an EDTF interval, a JSON Pointer: nothing that a reader would know. */
    private static final Pattern NOT_WORDS = Pattern.compile(
            "\\b(?:UNVERIFIED|CORROBORATED|CONTESTED|CONFIRMED|REFUTED|RETRACTED|ON_RECORD|DEEP_BACKGROUND|INDIRECT|DIRECT|"
                    + "ACCUSATION|FIGURE|GOVERNMENT|PUBLICATION|ORGANIZATION|DENIES|FULL|SUPPORTS|AT_LEAST|MORE_THAN|ABOUT|DONE)\\b"
                    + "|[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?[~?%]?\\b|[0-9]/[0-9]{4}|/(?:figures|appearances|attribution)/[0-9]");

    @Autowired
    private DemoData demo;

    private record Got(HttpResponse<String> answer) {

        int status() {
            return answer.statusCode();
        }

        String text() {
            return answer.body();
        }

        String header(String name) {
            return answer.headers().firstValue(name).orElse("");
        }

        Document page() {
            return Jsoup.parse(text());
        }

        JsonNode json() {
            return Json.mapper().readTree(text());
        }

        org.w3c.dom.Document xml() {
            try {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                factory.setNamespaceAware(true);
                return factory.newDocumentBuilder()
                        .parse(new ByteArrayInputStream(text().getBytes(StandardCharsets.UTF_8)));
            } catch (Exception e) {
                throw new AssertionError(text(), e);
            }
        }

        List<String> all(String element) {
            NodeList found = xml().getElementsByTagName(element);
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                texts.add(found.item(i).getTextContent());
            }
            return texts;
        }
    }

    private Got get(String path, String... headers) {
        return send("GET", path, headers);
    }

    private Got send(String method, String path, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("Accept", "text/html,*/*");
            if (headers.length > 0) {
                request.headers(headers);
            }
            return new Got(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path, e);
        }
    }

    private String base() {
        return "http://localhost:" + port;
    }

    /** Records a claim and closes its review. */
    private String published(ObjectNode body) {
        String id = api.created("/claims", body).id();
        close();
        return id;
    }

    /** Not through the API, which would want a review each. */
    private void close() {
        db.sql("update claim set stage = 'DONE' where deleted_at is null").update();
    }

    /** A claim with all that a page can tell. */
    private void publishContainers(String assessment) {
        ObjectNode body = containers();
        body.put("place", "Najin");
        ((ObjectNode) body.get("appearances").get(0).get("attribution").get(0))
                .put("saidOn", "2024-06~")
                .put("mode", "MIXED")
                .put("quote", "About 6,700.");
        ((ObjectNode) body.get("figures").get(0))
                .put("qualifier", "AT_LEAST")
                .put("lowerBound", 6700)
                .remove("amount");
        api.created("/claims", body);
        ObjectNode denial = claim("No containers were shipped.").put("kind", "DENIAL");
        denial.putArray("appearances").add(json("""
                {"article": {"url": "https://other.example/denial", "title": "Denied"},
                 "attribution": [{"sources": [{"name": "Russia", "kind": "GOVERNMENT"}], "saidOn": "2024-06-17/2024-06-19"}]}"""));
        api.created("/claims", denial);
        api.created("/claims/C-2/relations", Map.of("type", "DENIES", "to", Map.of("id", id("C-1"))));
        api.created("/claims/C-1/evidence", json("""
                {"title": "Pictures of the port", "kind": "IMAGE", "stance": "SUPPORTS", "url": "https://pictures.example/1",
                 "capturedOn": "2023-09/2023-10", "credibility": 2, "provider": {"name": "Planet", "kind": "ORGANIZATION"}}"""));
        api.created("/claims/C-1/assessments", json(assessment));
        close();
    }

    private static final String REVIEW = """
            {"scale": {"name": "Truth", "worst": 1, "best": 5}, "rating": {"label": "Mostly true", "value": 4},
             "summary": "So it seems.", "reviewer": {"name": "Example Checks", "kind": "ORGANIZATION", "homepage": "https://checks.example"},
             "reviewedOn": "2024-06-20"}""";

    private String id(String number) {
        return api.get("/claims/" + number).id();
    }

    @Test
    void aClaimIsToldInPlainWords() {
        publishContainers(REVIEW);
        Document page = get("/public/claims/C-1").page();

        assertThat(page.select("h1").text()).startsWith("North Korea shipped about 6,700 containers");
        assertThat(page.selectFirst("h1").attr("lang")).isEqualTo("en");
        assertThat(page.selectFirst("h1").attr("dir")).isEqualTo("auto");
        assertThat(page.body().text())
                .contains(
                        "not verified",
                        "August 2023 to February 2024",
                        "at least 6,700 containers",
                        "Najin",
                        "South Korean Defense Ministry",
                        "partly word for word",
                        "on the record",
                        "about June 2024",
                        "19 June 2024",
                        "Russia: denied as a whole, 17 to 19 June 2024",
                        "It is denied by C-2",
                        "Speaks for it",
                        "September to October 2023",
                        "probably true",
                        "Mostly true (4 on a scale from 1 (worst) to 5 (best))",
                        "So it seems.",
                        "20 June 2024",
                        "suggests by itself that it is contested");
        assertThat(page.body().text()).doesNotContainPattern(NOT_WORDS);
        assertThat(page.select("#standing + ul li").eachText())
                .contains("The only appearance leads back to South Korean Defense Ministry.")
                .noneMatch(sentence -> sentence.contains("suggests"));
    }

    @Test
    void aPageSaysWhatItIsToWhoeverLinksToIt() {
        publishContainers(REVIEW);
        Document page = get("/public/claims/C-1").page();
        String address = base() + "/public/claims/C-1";

        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(page.selectFirst("link[rel=canonical]").attr("href")).isEqualTo(address);
        assertThat(page.select("meta[property=og:url]").attr("content")).isEqualTo(address);
        assertThat(page.select("meta[property=og:type]").attr("content")).isEqualTo("article");
        assertThat(page.select("meta[property=og:title]").attr("content")).startsWith("North Korea shipped");
        assertThat(page.select("meta[property=og:description]").attr("content"))
                .startsWith("It is not verified. ")
                .doesNotContainPattern(NOT_WORDS);
        assertThat(page.title()).startsWith("North Korea shipped");
        for (String type : List.of(
                "application/atom+xml", "application/feed+json", "application/json+oembed", "text/xml+oembed")) {
            Element link = page.selectFirst("link[type='" + type + "']");
            assertThat(link.attr("rel")).isEqualTo("alternate");
            Got linked = get(link.attr("href").substring(base().length()));
            assertThat(linked.status()).as(link.attr("href")).isEqualTo(200);
        }
    }

    /** Every address that is published, once it has something to tell. */
    private List<String> addresses() {
        String source = api.get("/sources?q=Russia").at("/items/0/id");
        return List.of(
                "/public/claims",
                "/public/claims?q=containers",
                "/public/claims?topic=arms%20transfers",
                "/public/claims/C-1",
                "/claims/C-1/embed",
                "/public/sources",
                "/public/sources/" + source,
                "/public/claims.atom",
                "/public/claims.json",
                "/public/sources.atom",
                "/public/sources.json",
                "/oembed?url=" + encoded(base() + "/public/claims/C-1"),
                "/sitemap.xml",
                "/sitemap-claims-1.xml",
                get("/sitemap.xml").all("loc").get(1).substring(base().length()),
                "/robots.txt");
    }

    @Test
    void whateverIsPublishedMayBeKeptAndIsAskedAfter() {
        publishContainers(REVIEW);
        for (String path : addresses()) {
            Got first = get(path);
            assertThat(first.status()).as(path).isEqualTo(200);
            assertThat(first.header("Cache-Control"))
                    .as(path)
                    .contains("public")
                    .contains("max-age=");
            assertThat(first.answer().headers().map()).as(path).doesNotContainKeys("set-cookie", "ratelimit");
            // It differs by nothing but whether it is compressed.
            assertThat(first.answer().headers().allValues("Vary"))
                    .as(path)
                    .allMatch(varies -> varies.equals("Accept-Encoding"));
            assertThat(get(path).text()).as(path).isEqualTo(first.text());
            assertThat(send("HEAD", path).status()).as(path).isEqualTo(200);
            for (String method : List.of("POST", "DELETE")) {
                assertThat(send(method, path).status()).as(method + path).isEqualTo(405);
            }
            if (path.equals("/robots.txt")) {
                continue;
            }
            assertThat(first.header("ETag")).as(path).matches("\"[^\"]+\"");
            assertThat(get(path, "If-None-Match", first.header("ETag")).status())
                    .as(path)
                    .isEqualTo(304);
            assertThat(get(path, "If-None-Match", "\"other\"", "If-Modified-Since", first.header("Last-Modified"))
                            .status())
                    .as(path)
                    .isEqualTo(200);
            Instant modified = ZonedDateTime.parse(first.header("Last-Modified"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(modified)
                    .isBeforeOrEqualTo(Instant.now())
                    .isAfter(Instant.now().minusSeconds(600));
            assertThat(get(path, "If-Modified-Since", first.header("Last-Modified"))
                            .status())
                    .as(path)
                    .isEqualTo(304);
            assertThat(get(path, "If-Modified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void everybodyGetsTheSame() throws IOException {
        publishContainers(REVIEW);
        for (String path : addresses()) {
            String stranger = get(path).text();
            assertThat(get(path, "Authorization", People.bearer(Role.ADMIN), "Cookie", "claimtrail=x; a=b")
                            .text())
                    .as(path)
                    .isEqualTo(stranger);
            // Neither who says to be a proxy and is none of ours, nor a name that somebody gave to the service.
            String hostile = RawHttp.answerToStranger(
                    port,
                    "GET " + path
                            + " HTTP/1.1\r\nHost: claims.example:666\r\nX-Forwarded-Prefix: /evil\r\nForwarded: host=evil.example");
            assertThat(hostile).as(path).startsWith("HTTP/1.1 ").doesNotContain("evil", ":666");
            assertThat(RawHttp.answerToStranger(port, "GET " + path + " HTTP/1.1\r\nHost: evil.example"))
                    .as(path)
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void whatIsNotDoneIsNotThere() {
        api.created("/claims", claim("Said."));
        for (String otherwise : List.of(
                "update claim set stage = 'INBOX'",
                "update claim set stage = 'IN_PROGRESS'",
                "update claim set stage = 'IN_REVIEW'",
                "update claim set stage = 'DROPPED'")) {
            db.sql(otherwise).update();
            for (String path : List.of("/public/claims/C-1", "/claims/C-1/embed", "/public/claims/" + id("C-1"))) {
                Got nothing = get(path);
                assertThat(nothing.status()).as(path).isEqualTo(404);
                assertThat(nothing.text()).doesNotContain("Said.", "/sign-in", "/problems", "/account", "stage");
            }
            assertThat(get("/public/claims").text()).doesNotContain("Said.");
            assertThat(get("/public/claims.atom").all("entry")).isEmpty();
            assertThat(get("/sitemap.xml").all("loc")).isEmpty();
            assertThat(get("/oembed?url=" + encoded(base() + "/public/claims/C-1"))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void whatIsPublishedNoMoreIsGoneAtOnceAndComesBack() {
        String id = published(claim("Said."));
        assertThat(get("/public/claims/C-1").status()).isEqualTo(200);

        api.patch("/claims/C-1", Map.of("text", "Said otherwise."), "*");
        for (String path : List.of("/public/claims/C-1", "/claims/C-1/embed", "/public/claims/" + id)) {
            Got gone = get(path);
            assertThat(gone.status()).as(path).isEqualTo(410);
            assertThat(gone.page().text()).contains("is looked at again").doesNotContain("Said");
        }
        close();
        assertThat(get("/public/claims/C-1").page().select("h1").text()).isEqualTo("Said otherwise.");
        api.delete("/claims/C-1", "*");
        assertThat(get("/public/claims/C-1").status()).isEqualTo(410);
        assertThat(get("/public/claims/C-1").page().text()).contains("was withdrawn");
        api.post("/claims/C-1/restore", null);
        close();
        assertThat(get("/public/claims/C-1").status()).isEqualTo(200);
        api.delete("/claims/C-1", "*");
        assertThat(api.post("/claims/C-1/purge", Map.of("reason", "The law.")).status())
                .isLessThan(300);
        assertThat(get("/public/claims/C-1").status()).isIn(404, 410);
        assertThat(get("/public/claims/C-1").text()).doesNotContain("Said", "purge");
    }

    /** Each way in which a page can become another one without its claim being touched. */
    @Test
    void whatIsKeptNeverOutlivesAChange() {
        publishContainers(REVIEW);
        String before = get("/public/claims/C-1").text();
        assertThat(before).contains("It is denied by");

        db.sql("update claim set stage = 'IN_REVIEW' where number = 2").update();
        assertThat(get("/public/claims/C-1").text()).doesNotContain("It is denied by", "No containers");
        close();
        assertThat(get("/public/claims/C-1").text()).contains("It is denied by");
        String russia = api.get("/sources?q=Russia").at("/items/0/id");
        api.patch("/sources/" + russia, Map.of("name", "The Russian Federation"), "*");
        close();
        assertThat(get("/public/claims/C-1").page().text()).contains("The Russian Federation: denied");
        assertThat(get("/public/sources/" + russia).text()).contains("The Russian Federation");
        api.put("/claims/C-1/status", Map.of("status", "CONTESTED", "reason", "It is denied."), "*");
        assertThat(get("/public/claims/C-1").page().select(".held").text()).isEqualTo("contested");
        assertThat(get("/public/claims").text()).contains("contested");
    }

    /** By whatever way it is changed, and without anything but its history telling of it. */
    @Test
    void everyChangeOfWhatAPageShowsIsSeen() {
        publishContainers(REVIEW);
        for (String row : List.of(
                "update claim set place = 'Rason' where number = 1 | Rason",
                "update figure set as_stated = 'seven thousand' | seven thousand",
                "update attribution set cue = 'murmured' | murmured",
                "update evidence set title = 'Other pictures' | Other pictures",
                "update assessment set summary = 'Not so.' | Not so.",
                "update relation set scope = 'PARTIAL' | denied in part",
                "update claim set text = 'None were.' where number = 2 | None were.",
                "update claim set status = 'REFUTED' where number = 1 | It is refuted.",
                "delete from claim_about | 1 piece of evidence supports it.")) {
            String change = row.split(" \\| ")[0];
            String shown = row.split(" \\| ")[1];
            get("/public/claims/C-1");
            db.sql(change).update();
            close();
            assertThat(get("/public/claims/C-1").page().html()).contains(shown);
        }
    }

    @Test
    void whatTheDeskWorksOnCostsAPageNothing() {
        publishContainers(REVIEW);
        get("/public/claims/C-2");
        int made = StatementCounter.of(() -> get("/public/claims/C-1"));
        for (int i = 0; i < 3; i++) {
            api.created("/claims", claim("Not looked at yet."));
            api.patch("/claims/C-3", Map.of("text", "Looked at " + i), "*");
            api.created("/claims/C-3/notes", Map.of("text", "Look."));
            api.created("/claims/C-3/evidence", Map.of("title", "It " + i, "kind", "DOCUMENT", "stance", "CONTEXT"));
            assertThat(StatementCounter.of(() -> get("/public/claims/C-1")))
                    .as("but for what another request still has to do")
                    .isLessThan(made / 2);
        }
        api.patch("/claims/C-2", Map.of("text", "Changed."), "*");
        assertThat(StatementCounter.of(() -> get("/public/claims/C-1"))).isGreaterThan(made / 2);
    }

    @Test
    void onePageHasOneAddress() {
        String id = published(claim("Said."));
        for (String path : List.of("/public/claims/" + id, "/public/claims/" + id + "?utm_source=x")) {
            assertThat(get(path).status()).isEqualTo(308);
            assertThat(get(path).header("Location")).isEqualTo("/public/claims/C-1");
        }
        assertThat(get("/claims/" + id + "/embed").header("Location")).isEqualTo("/claims/C-1/embed");
        assertThat(get("/public").header("Location")).isEqualTo("/public/claims");
        assertThat(get("/public/claims/C-1?utm_source=x")
                        .page()
                        .select("link[rel=canonical]")
                        .attr("href"))
                .isEqualTo(base() + "/public/claims/C-1");
    }

    @Test
    void nothingElseIsThere() {
        published(claim("Said."));
        for (String path : List.of(
                "/public/claims/C-2",
                "/public/claims/C-0",
                "/public/claims/c-1",
                "/public/claims/C-01",
                "/public/claims/1",
                "/public/claims/C-999999999999999999999",
                "/public/claims/C-1/",
                "/public/claims/C-1/embed",
                "/public/claims/C-1.json",
                "/public/claims/..%2F..%2Faccount",
                "/public/claims/new",
                "/public/sources/x",
                "/public/sources/1-1-1-1-1",
                "/public/sources/01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12",
                "/public/nothing",
                "/public/articles",
                "/public/topics",
                "/sitemap-claims-0.xml",
                "/sitemap-claims-x.xml",
                "/sitemap-claims-99999999999999999999.xml",
                "/sitemap-articles-1.xml",
                "/sitemap-sources-1.xml",
                "/claims/C-2/embed",
                "/claims/x/embed")) {
            Got nothing = get(path);
            assertThat(nothing.status()).as(path).isIn(404, 400);
            assertThat(nothing.answer().headers().map()).doesNotContainKey("set-cookie");
            assertThat(nothing.page().select("a[href]").eachAttr("href")).allMatch(href -> href.startsWith("/public"));
        }
    }

    @Test
    void aMergedSourceLeadsToTheOneThatItIs() {
        published(containers());
        ObjectNode other = containers();
        other.put("text", "The same, told otherwise.");
        ((ObjectNode) other.get("appearances").get(0).get("attribution").get(0))
                .putArray("sources")
                .addObject()
                .put("name", "Defence Ministry of South Korea")
                .put("kind", "ORGANIZATION");
        published(other);
        String survivor = api.get("/sources?q=South%20Korean%20Defense").at("/items/0/id");
        String duplicate = api.get("/sources?q=Defence%20Ministry%20of").at("/items/0/id");
        assertThat(get("/public/sources/" + duplicate).status()).isEqualTo(200);

        assertThat(api.post(
                                "/sources/" + duplicate + "/merge",
                                Map.of("into", Map.of("id", survivor), "reason", "One."))
                        .status())
                .isEqualTo(200);
        // Until a claim that names it is reviewed again, the survivor is not there either.
        assertThat(get("/public/sources/" + duplicate).status()).isIn(308, 404);
        close();

        assertThat(get("/public/sources/" + duplicate).status()).isEqualTo(308);
        assertThat(get("/public/sources/" + duplicate).header("Location")).isEqualTo("/public/sources/" + survivor);
        assertThat(get("/public/sources/" + survivor).text()).contains("told otherwise");
    }

    /** What Google's documentation of ClaimReview requires and recommends, of the review and of its parts. */
    private static final Map<String, List<String>> GOOGLE = Map.of(
            "review", List.of("claimReviewed", "reviewRating", "url", "author", "itemReviewed"),
            "reviewRating", List.of("alternateName"),
            "author", List.of("name", "url"),
            "itemReviewed", List.of("author", "datePublished", "appearance|firstAppearance"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'label': 'Mostly true', 'value': 4}        | 'worst': 1, 'best': 5 | Mostly true | 4 1 5",
                "{'label': 'Pants on fire'}                  |                       | Pants on fire |",
                "{'label': 'True', 'value': 1}               | 'worst': 6, 'best': 1 | True |",
                "{'value': 0}                                | 'worst': 0, 'best': 1 | 0 on a scale from 0 (worst) to 1 (best) | 0 0 1",
                "{'value': 2}                                | 'worst': 6, 'best': 1 | 2 on a scale from 6 (worst) to 1 (best) |",
                "{'value': 2.50}                             | 'worst': -5, 'best': 5 | 2.50 on a scale from -5 (worst) to 5 (best) | 2.50 -5 5",
                "{'label': 'ادعاء كاذب'}                     |                       | ادعاء كاذب |",
                "{'label': '</script><script>alert(1)</script>'} |                   | </script><script>alert(1)</script> |",
                "{'label': 'Half <!-- true & so'}            |                       | Half <!-- true & so |"
            })
    void aReviewIsMarkedUpAsGoogleWantsIt(String rating, String scale, String words, String numbers)
            throws JsonLdError {
        ObjectNode review = json(REVIEW);
        review.set("rating", Json.mapper().readTree(rating.replace('\'', '"')));
        review.set(
                "scale",
                json("{'name': 'Scale' %s}"
                        .formatted(scale == null ? "" : ", " + scale)
                        .replace('\'', '"')));
        publishContainers(new String(Json.write(review), StandardCharsets.UTF_8));
        Document page = get("/public/claims/C-1").page();
        List<JsonObject> documents = markup(page);

        assertThat(documents).hasSize(1);
        JsonObject marked = documents.get(0);
        assertThat(type(marked)).isEqualTo("https://schema.org/ClaimReview");
        assertThat(keys(marked)).containsAll(GOOGLE.get("review"));
        for (String part : List.of("reviewRating", "author", "itemReviewed")) {
            for (String property : GOOGLE.get(part)) {
                assertThat(keys(object(marked, part))).as(part).containsAnyElementsOf(List.of(property.split("\\|")));
            }
        }
        assertThat(value(object(marked, "reviewRating"), "alternateName")).isEqualTo(words);
        assertThat(Stream.of("ratingValue", "worstRating", "bestRating")
                        .filter(property -> keys(object(marked, "reviewRating")).contains(property))
                        .map(property -> value(object(marked, "reviewRating"), property)))
                .containsExactly(numbers == null ? new String[0] : numbers.split(" "));
        // On this page it is published, and shown.
        String url = value(marked, "url");
        assertThat(url).startsWith(base() + "/public/claims/C-1#");
        Element shown = page.getElementById(url.substring(url.indexOf('#') + 1));
        assertThat(shown.text()).contains(words, "So it seems.", "Example Checks");
        assertThat(value(marked, "claimReviewed")).isEqualTo(page.select("h1").text());
        JsonObject item = object(marked, "itemReviewed");
        assertThat(type(item)).isEqualTo("https://schema.org/Claim");
        assertThat(value(object(item, "author"), "name")).isEqualTo("South Korean Defense Ministry");
        assertThat(value(object(item, "firstAppearance"), "url")).isEqualTo("https://news.example/putin-visit");
    }

    @Test
    void eachReviewHasItsOwnMarkupAndOneThatIsPublishedElsewhereIsThere() throws JsonLdError {
        publishContainers(REVIEW);
        api.created("/claims/C-1/assessments", json("""
                {"rating": {"label": "False"}, "url": "https://checks.example/containers"}"""));
        api.created("/claims/C-1/assessments", json("{\"summary\": \"Nobody rated it.\"}"));
        close();
        Document page = get("/public/claims/C-1").page();

        List<JsonObject> documents = markup(page);
        assertThat(documents.stream().map(document -> value(document, "url").replaceAll("#.*", "")))
                .containsExactlyInAnyOrder(base() + "/public/claims/C-1", "https://checks.example/containers");
        assertThat(page.text()).contains("No rating", "Nobody rated it.");
        assertThat(page.toString()).doesNotContain("Unrated");
    }

    @Test
    void aClaimThatNobodyRatedIsMarkedUpAsAClaim() throws JsonLdError {
        published(claim("Said </script><img src=x onerror=alert(1)> <!-- & so on."));
        Document page = get("/public/claims/C-1").page();

        assertThat(page.select("img")).isEmpty();
        JsonObject document = markup(page).get(0);
        assertThat(type(document)).isEqualTo("https://schema.org/Claim");
        assertThat(value(document, "text")).isEqualTo("Said </script><img src=x onerror=alert(1)> <!-- & so on.");
        assertThat(page.select("h1").text()).isEqualTo("Said </script><img src=x onerror=alert(1)> <!-- & so on.");
    }

    /** Whoever begins at what robots are told, and follows every link, finds what is published and nothing of the desk. */
    @Test
    void nothingOfTheDeskIsReachable() {
        demo.load();
        db.sql("update claim set stage = 'DONE' where number in (1, 3, 27)").update();
        db.sql("update claim set assignee = 'the.assignee'").update();
        db.sql("update relation set note = 'the note of the relation'").update();
        db.sql("update evidence set note = 'the note of the evidence'").update();
        owner.sql("update status_change set by = 'the.changer', reason = 'the reason of the status'")
                .update();
        api.created("/claims/C-1/notes", Map.of("text", "the note of the claim"));
        db.sql("update claim set stage = 'DONE' where number in (1, 3, 27)").update();
        List<String> hidden = db.sql("select text from claim where stage <> 'DONE'")
                .query(String.class)
                .list();

        Set<String> seen = new LinkedHashSet<>(List.of("/robots.txt", "/sitemap.xml", "/public"));
        Deque<String> next = new ArrayDeque<>(seen);
        while (!next.isEmpty()) {
            String path = next.pop();
            Got got = get(path);
            assertThat(got.status()).as(path).isIn(200, 308);
            assertThat(got.answer().headers().map().toString() + got.text())
                    .as(path)
                    .doesNotContain(
                            "the.assignee",
                            "the.changer",
                            "the note",
                            "the reason",
                            "sign-in",
                            "account",
                            "/api/v1/users")
                    .doesNotContain(hidden);
            for (String link : links(got)) {
                assertThat(link)
                        .as("linked by " + path)
                        .matches(
                                "/(public(/.*)?|public|claims/C-[0-9]+/embed|oembed\\?.*|sitemap.*\\.xml|[a-z0-9-]+\\.(css|svg))");
                if (seen.add(link)) {
                    next.add(link);
                }
            }
        }
        assertThat(seen)
                .contains("/public/claims/C-1", "/public/claims/C-27", "/claims/C-1/embed")
                .hasSizeGreaterThan(30);
        assertThat(seen).noneMatch(path -> path.endsWith("/C-2"));
    }

    private List<String> links(Got got) {
        List<String> found = new ArrayList<>();
        if (got.status() == 308) {
            found.add(got.header("Location"));
        } else if (got.header("Content-Type").startsWith("text/html")) {
            got.page().select("[href]").eachAttr("href").forEach(found::add);
            got.page()
                    .select("[src], [action]")
                    .forEach(element -> found.add(element.attr("src") + element.attr("action")));
        } else if (got.header("Content-Type").contains("xml")) {
            found.addAll(got.all("loc"));
        } else if (got.header("Content-Type").startsWith("text/plain")) {
            got.text()
                    .lines()
                    .filter(line -> line.startsWith("Sitemap: "))
                    .forEach(line -> found.add(line.substring(9)));
        }
        return found.stream()
                .map(link -> link.startsWith(base()) ? link.substring(base().length()) : link)
                .filter(link -> link.startsWith("/"))
                .map(link -> link.replaceAll("#.*", ""))
                .distinct()
                .toList();
    }

    @Test
    void listsAreSearchedAndHavePages() {
        for (int i = 1; i <= 25; i++) {
            api.created("/claims", claim("Ship " + i + " sailed.").put("language", "en"));
        }
        close();
        Document first = get("/public/claims").page();
        assertThat(first.select(".claims > li")).hasSize(20);
        Document second = get(first.select("a[rel=next]").attr("href")).page();
        assertThat(second.select(".claims > li")).hasSize(5);
        assertThat(second.select("a[rel=next]")).isEmpty();
        assertThat(second.select("link[rel=canonical]").attr("href")).contains("cursor=");
        assertThat(get("/public/claims?q=ship+7&fbclid=1")
                        .page()
                        .select(".claims .text")
                        .eachText())
                .containsExactly("Ship 7 sailed.");
        assertThat(get("/public/claims?q=ship+7")
                        .page()
                        .select("meta[name=robots]")
                        .attr("content"))
                .startsWith("noindex");
        assertThat(get("/public/claims?q=submarine").page().text()).contains("No claim is like that.");
    }

    @Test
    void oddQuestionsAreAnswered() {
        published(claim("Said."));
        for (String row : List.of(
                "/public/claims?cursor=x, 400",
                "/public/claims?status=NOT_ONE, 400",
                "/public/claims?source=x, 400",
                "/public/claims?stage=INBOX, 200",
                "/public/claims?assignee=kim, 200",
                "/public/claims?q=%00, 400",
                "/public/claims?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E, 200",
                "/public/sources?cursor=x, 400",
                "/public/sources?kind=x, 400",
                "/public/sources?q=nobody, 200",
                "/public/claims.atom?cursor=x, 400",
                "/public/claims.json?cursor=x, 400")) {
            String path = row.split(", ")[0];
            int status = Integer.parseInt(row.split(", ")[1]);
            Got got = get(path);
            assertThat(got.status()).as(row).isEqualTo(status);
            assertThat(got.page().select("script:not([type='application/ld+json'])"))
                    .isEmpty();
            if (status == 400) {
                assertThat(got.header("Cache-Control")).doesNotContain("public");
            }
        }
    }

    @Test
    void feedsTellWhatIsNewAndWhatChanged() {
        for (int i = 1; i <= 55; i++) {
            api.created("/claims", claim("Ship " + i + " sailed & <b>sank</b>.").put("language", "en"));
        }
        db.sql("update claim set updated_at = updated_at - interval '1 day', stage = 'DONE'")
                .update();
        api.put("/claims/C-3/status", Map.of("status", "UNVERIFIABLE", "reason", "No trace."), "*");

        Got atom = get("/public/claims.atom");
        assertThat(atom.header("Content-Type")).startsWith("application/atom+xml");
        assertThat(atom.all("entry")).hasSize(50);
        assertThat(atom.all("title").get(1)).isEqualTo("Ship 3 sailed & <b>sank</b>.");
        assertThat(atom.all("summary").get(0)).isEqualTo("C-3: it is not verifiable.");
        assertThat(atom.all("id")).doesNotHaveDuplicates().hasSize(51).contains("urn:uuid:" + id("C-3"));
        assertThat(atom.all("updated").get(0)).isEqualTo(atom.all("updated").get(1));
        for (String time : Stream.concat(atom.all("updated").stream(), atom.all("published").stream())
                .toList()) {
            Instant.parse(time);
        }
        NodeList links = atom.xml().getElementsByTagName("link");
        String next = "";
        for (int i = 0; i < links.getLength(); i++) {
            var attributes = links.item(i).getAttributes();
            if (attributes.getNamedItem("rel").getNodeValue().equals("next")) {
                next = attributes.getNamedItem("href").getNodeValue();
            }
            assertThat(attributes.getNamedItem("href").getNodeValue()).startsWith(base() + "/public/");
        }
        assertThat(get(next.substring(base().length())).all("entry")).hasSize(5);

        JsonNode feed = get("/public/claims.json").json();
        assertThat(get("/public/claims.json").header("Content-Type")).isEqualTo("application/feed+json");
        assertThat(feed.get("version").stringValue()).isEqualTo("https://jsonfeed.org/version/1.1");
        assertThat(feed.get("feed_url").stringValue()).isEqualTo(base() + "/public/claims.json");
        assertThat(feed.get("items")).hasSize(50);
        assertThat(feed.at("/items/0/url").stringValue()).isEqualTo(base() + "/public/claims/C-3");
        assertThat(feed.at("/items/0/title").stringValue()).isEqualTo("Ship 3 sailed & <b>sank</b>.");
        assertThat(get(feed.get("next_url").stringValue().substring(base().length()))
                        .json()
                        .get("items"))
                .hasSize(5);
    }

    @Test
    void aFeedHoldsWhatXmlCannot() {
        published(claim("Bell \u0007 and \ufffe, & \"so\" <on> 𝔻."));
        assertThat(get("/public/claims.atom").all("title").get(1)).contains("& \"so\" <on> 𝔻.");
        assertThat(get("/oembed?format=xml&url=" + encoded(base() + "/public/claims/C-1"))
                        .all("title"))
                .hasSize(1);
    }

    @Test
    void sitemapsAreSplitByNumbers() {
        for (int i = 1; i <= 3; i++) {
            api.created("/claims", claim("Said " + i));
        }
        close();
        db.sql("""
                insert into claim (id, number, revision, text, kind, stage, created_at, updated_at) overriding system value
                select gen_random_uuid(), n, 0, 'Far on.', 'FACT', case n when 150002 then 'INBOX' else 'DONE' end, now(), '2024-06-18T10:00:00Z'
                from (values (50000), (50001), (100000), (150001), (150002)) v (n)""").update();

        Got index = get("/sitemap.xml");
        List<String> parts = index.all("loc").stream()
                .filter(part -> part.contains("claims"))
                .toList();
        assertThat(parts)
                .extracting(part -> part.substring(base().length()))
                .containsExactly("/sitemap-claims-1.xml", "/sitemap-claims-2.xml", "/sitemap-claims-4.xml");
        assertThat(index.all("lastmod").get(1)).isEqualTo("2024-06-18T10:00:00Z");
        assertThat(get("/sitemap-claims-1.xml").all("loc"))
                .extracting(loc -> loc.substring(loc.lastIndexOf('/') + 1))
                .containsExactly("C-1", "C-2", "C-3", "C-50000");
        assertThat(get("/sitemap-claims-2.xml").all("loc"))
                .extracting(loc -> loc.substring(loc.lastIndexOf('/') + 1))
                .containsExactly("C-50001", "C-100000");
        assertThat(get("/sitemap-claims-3.xml").all("loc")).isEmpty();
        assertThat(get("/sitemap-claims-4.xml").all("loc")).hasSize(1);
        assertThat(get("/robots.txt").text()).contains("Sitemap: " + base() + "/sitemap.xml");
    }

    @Test
    void everySourceThatIsPublishedIsInTheSitemap() {
        published(containers());
        api.created("/sources", Map.of("name", "Nobody speaks of it", "kind", "ORGANIZATION"));
        List<String> parts = get("/sitemap.xml").all("loc").stream()
                .filter(part -> part.contains("sources"))
                .toList();
        List<String> sources = parts.stream()
                .flatMap(part -> get(part.substring(base().length())).all("loc").stream())
                .toList();
        assertThat(sources)
                .hasSize(4)
                .allSatisfy(source -> assertThat(
                                get(source.substring(base().length())).status())
                        .isEqualTo(200));
    }

    @Test
    void onlyWhatIsMadeForItIsShownOnPagesOfOthers() {
        publishContainers(REVIEW);
        Got embedded = get("/claims/C-1/embed");
        assertThat(embedded.header("Content-Security-Policy")).contains("frame-ancestors *", "script-src 'self'");
        assertThat(embedded.header("X-Frame-Options")).isEmpty();
        assertThat(embedded.page().select("script")).isEmpty();
        assertThat(embedded.page().select("a"))
                .allSatisfy(link -> assertThat(link.attr("target")).isEqualTo("_blank"));
        Got again = get("/claims/C-1/embed", "If-None-Match", embedded.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.header("X-Frame-Options")).isEmpty();
        for (String path : addresses()) {
            if (!path.endsWith("/embed")) {
                assertThat(get(path).header("X-Frame-Options")).as(path).isEqualTo("DENY");
                assertThat(get(path).header("Content-Security-Policy")).as(path).contains("frame-ancestors 'none'");
            }
        }
        assertThat(get("/claims/C-9/embed").header("X-Frame-Options")).isEqualTo("DENY");
    }

    /** BASE stands for where the service is. */
    @Test
    void aPageIsAskedHowToShowIt() {
        published(claim("Said \"so\" & <b>so</b>."));
        for (String row : List.of(
                "url=BASE/public/claims/C-1 200",
                "url=BASE/public/claims/C-1%23standing 200",
                "url=BASE/public/claims/C-1%3Futm_source%3Dx 200",
                "url=BASE/claims/C-1/embed 200",
                "url=BASE/public/claims/C-1&format=json 200",
                "url=BASE/public/claims/C-1&format=xml 200",
                "url=BASE/public/claims/C-1&format=yaml 501",
                "url=BASE/public/claims/C-1&maxwidth=200&maxheight=100 200",
                "url=BASE/public/claims/C-1&maxwidth=99999 200",
                "url=BASE/public/claims/C-1&maxwidth=0 400",
                "url=BASE/public/claims/C-1&maxwidth=-1 400",
                "url=BASE/public/claims/C-1&maxwidth=wide 400",
                "url=BASE/public/claims/C-9 404",
                "url=BASE/public/claims 404",
                "url=BASE/claims/C-1 404",
                "url=BASE/public/claims/C-1/../C-1 404",
                "url=https%3A%2F%2Fevil.example/public/claims/C-1 404",
                "url=http%3A%2F%2Flocalhost/public/claims/C-1 404",
                "url=javascript%3Aalert(1) 404",
                "url=%3A%3A 404",
                "url=C-1 404",
                "url= 400",
                "format=json 400")) {
            String query = row.split(" ")[0];
            int status = Integer.parseInt(row.split(" ")[1]);
            Got got = get("/oembed?" + query.replace("BASE", encoded(base())));
            assertThat(got.status()).as(row).isEqualTo(status);
            if (status == 200 && !query.contains("xml")) {
                JsonNode told = got.json();
                assertThat(got.header("Access-Control-Allow-Origin")).isEqualTo("*");
                assertThat(told.get("type").stringValue()).isEqualTo("rich");
                assertThat(told.get("version").stringValue()).isEqualTo("1.0");
                Element frame = Jsoup.parse(told.get("html").stringValue()).selectFirst("iframe");
                assertThat(frame.attr("src")).isEqualTo(base() + "/claims/C-1/embed");
                assertThat(frame.attr("title")).isEqualTo("Said \"so\" & <b>so</b>.");
                assertThat(frame.attr("width")).isEqualTo(told.get("width").asString());
                int most = query.contains("maxwidth=200") ? 200 : 600;
                assertThat(told.get("width").intValue()).isEqualTo(most);
            }
        }
    }

    @Test
    void correctionsOfThePublisherAreTold() {
        published(containers());
        String article = api.get("/articles").at("/items/0/id");
        api.patch("/articles/" + article, Map.of("title", "Putin in North Korea", "note", "CORRECTED"), "*");
        close();
        assertThat(get("/public/claims/C-1").text()).contains("The publisher corrected the article, as recorded on ");
        api.patch("/articles/" + article, Map.of("title", "Withdrawn", "note", "WITHDRAWN"), "*");
        close();
        assertThat(get("/public/claims/C-1").text()).contains("The publisher withdrew the article, as recorded on ");
    }

    @Test
    void onlyPagesOfTheWebAreLinkedTo() {
        publishContainers(REVIEW);
        String source = api.get("/sources?q=Russia").at("/items/0/id");
        for (String address :
                List.of("javascript:alert(1)", "data:text/html,x", "ftp://files.example/x", "//evil.example")) {
            db.sql("update source set homepage = :address")
                    .param("address", address)
                    .update();
            db.sql("update evidence set url = :address")
                    .param("address", address)
                    .update();
            close();
            for (String path : List.of("/public/claims/C-1", "/public/sources/" + source)) {
                assertThat(get(path).page().select("a").eachAttr("href"))
                        .as(path)
                        .isNotEmpty()
                        .doesNotContain(address);
            }
        }
    }

    @Test
    void whatIsLongAndWhatIsWrittenFromTheRightAreShown() {
        ObjectNode body = claim("كلمة ".repeat(2000).strip()).put("language", "ar");
        published(body);
        Document page = get("/public/claims/C-1").page();
        assertThat(page.selectFirst("h1").attr("lang")).isEqualTo("ar");
        assertThat(page.selectFirst("h1").text())
                .hasSize(body.get("text").stringValue().length());
        assertThat(page.title()).hasSizeLessThan(130);
        assertThat(get("/public/claims").text().length()).isLessThan(20_000);
    }

    @Test
    void nobodyIsKnownThereAndNoSessionIsMade() {
        publishContainers(REVIEW);
        long before = count("page_session");
        for (String path : addresses()) {
            get(path);
        }
        assertThat(count("page_session")).isEqualTo(before);
    }

    private static List<JsonObject> markup(Document page) throws JsonLdError {
        List<JsonObject> documents = new ArrayList<>();
        for (Element script : page.select("script[type='application/ld+json']")) {
            documents.add(JsonLd.expand(JsonDocument.of(new StringReader(script.data())))
                    .loader((address, options) ->
                            JsonDocument.of(new StringReader("{\"@context\": {\"@vocab\": \"https://schema.org/\"}}")))
                    .get()
                    .getJsonObject(0));
        }
        return documents;
    }

    private static List<String> keys(JsonObject node) {
        return node.keySet().stream()
                .map(key -> key.replace("https://schema.org/", ""))
                .toList();
    }

    private static String type(JsonObject node) {
        return node.getJsonArray("@type").getString(0);
    }

    private static JsonObject object(JsonObject node, String property) {
        return node.getJsonArray("https://schema.org/" + property).getJsonObject(0);
    }

    private static String value(JsonObject node, String property) {
        var value = object(node, property).get("@value");
        return value instanceof JsonString text ? text.getString() : value.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
