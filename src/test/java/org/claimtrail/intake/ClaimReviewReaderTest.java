package org.claimtrail.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.claimtrail.platform.Json;
import org.claimtrail.thing.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ClaimReviewReaderTest {

    private static final String REVIEW = """
            {"@context":"https://schema.org","@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"The moon is hollow.",
             "author":{"@type":"Organization","name":"Example Checks"},"datePublished":"2024-05-06T08:00:00+02:00",
             "reviewRating":{"@type":"Rating","ratingValue":"1","bestRating":"5","worstRating":"1","alternateName":"False"},
             "itemReviewed":{"@type":"Claim","author":{"@type":"Person","name":"Ann Other","jobTitle":"Senator"},
               "datePublished":"2024-05-01","appearance":{"@type":"SocialMediaPosting","url":"https://social.example/ann/1"}}}""";

    @Test
    void aReviewIsAClaimWithItsSpeakerAndAnAssessment() throws IOException {
        Entry entry = only(REVIEW);

        assertThat(entry.drafts()).extracting(Draft::resource).containsExactly(Resource.CLAIM, Resource.ASSESSMENT);
        JsonNode claim = entry.main().body();
        assertThat(claim.get("text").stringValue()).isEqualTo("The moon is hollow.");
        assertThat(claim.get("kind").stringValue()).isEqualTo("FACT");
        assertThat(claim.at("/externalIds/0")).isEqualTo(json("""
                {"scheme":"claimreview","id":"https://checks.example/1 The moon is hollow."}"""));
        assertThat(claim.get("appearances")).isEqualTo(json("""
                [{"article":{"url":"https://social.example/ann/1","medium":"SOCIAL"},
                  "attribution":[{"sources":[{"name":"Ann Other","kind":"PERSON"}],"saidOn":"2024-05-01","roleAsStated":"Senator"}]}]"""));
        assertThat(json(entry.parts().get(0).body().toString())).isEqualTo(json("""
                {"rating":{"label":"False","value":1},"scale":{"name":"Example Checks, 1 to 5","worst":1,"best":5},
                 "url":"https://checks.example/1","reviewer":{"name":"Example Checks","kind":"ORGANIZATION"},
                 "reviewedOn":"2024-05-06","externalIds":[{"scheme":"claimreview","id":"https://checks.example/1 The moon is hollow."}]}"""));
    }

    @Test
    void reviewsAreFoundInEveryForm() throws IOException {
        String other = REVIEW.replace("moon", "sun").replace("/1\"", "/2\"");
        for (String form : List.of(
                "[%s,%s]",
                "%s%s",
                "%s\n,\n%s;",
                "{\"@context\":\"https://schema.org\",\"@graph\":[{\"@type\":\"WebSite\",\"name\":\"x\"},%s,%s]}",
                "{\"@type\":\"DataFeed\",\"name\":\"f\",\"dataFeedElement\":[%s,%s],\"dateModified\":\"2024-01-01\"}",
                "{\"dataFeedElement\":[{\"@type\":\"DataFeedItem\",\"item\":[%s]},{\"@type\":\"DataFeedItem\",\"item\":%s}]}",
                "{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"ListItem\",\"item\":%s},%s]}",
                "{\"@type\":\"NewsArticle\",\"review\":[%s,%s]}",
                "\uFEFF[[%s],[%s]]",
                "<!DOCTYPE html><html><script type=\"application/ld+json\">%s</script><p>x<script type='application/ld+json'>/*<![CDATA[*/ [%s] /*]]>*/</script></html>")) {
            List<Entry> entries = read(form.formatted(REVIEW, other));
            assertThat(entries)
                    .as(form)
                    .extracting(entry -> entry.main().body().get("text").stringValue())
                    .containsExactly("The moon is hollow.", "The sun is hollow.");
        }
    }

    @Test
    void jsonMayStandInStrings() throws IOException {
        String once = Json.mapper().writeValueAsString(REVIEW);
        assertThat(read(once)).hasSize(1);
        assertThat(read("[" + once + "," + Json.mapper().writeValueAsString(once) + "]"))
                .hasSize(2);
        assertThat(read("{\"dataFeedElement\":[{\"item\":%s}]}".formatted(once)))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void textsAreReadInTheirEncoding(String charset) throws IOException {
        Entry entry = read(new ByteArrayInputStream(
                        REVIEW.replace("moon", "Mönd").getBytes(Charset.forName(charset))))
                .get(0);
        assertThat(entry.main().body().get("text").stringValue()).isEqualTo("The Mönd is hollow.");
    }

    @Test
    void whatAGraphNamesElsewhereIsPutInItsPlace() throws IOException {
        Entry entry = only("""
                {"@context":"https://schema.org","@graph":[
                 {"@type":"Organization","@id":"#us","name":"Example Checks"},
                 {"@type":"Person","@id":"#ann","name":"Ann Other"},
                 {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","author":{"@id":"#us"},
                  "itemReviewed":{"@id":"#claim"}},
                 {"@type":"Claim","@id":"#claim","author":{"@id":"#ann"}}]}""");
        assertThat(entry.parts().get(0).body().at("/reviewer/name").stringValue())
                .isEqualTo("Example Checks");
        assertThat(entry.main()
                        .body()
                        .at("/appearances/0/attribution/0/sources/0/name")
                        .stringValue())
                .isEqualTo("Ann Other");
    }

    @Test
    void aPageMaySayItByAttributes() throws IOException {
        Entry entry = only("""
                <html><div itemscope itemtype="https://schema.org/ClaimReview"><a itemprop="url" href="https://checks.example/1">x</a>
                <b itemprop="claimReviewed">The moon is <i>hollow</i>.</b><time itemprop="datePublished" datetime="2024-05-06">May</time>
                <span itemprop="author" itemscope itemtype="https://schema.org/Organization"><i itemprop="name">Example Checks</i></span>
                <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><i itemprop="alternateName">False</i></span></div></html>""");
        assertThat(entry.main().body().get("text").stringValue()).isEqualTo("The moon is hollow.");
        assertThat(entry.parts().get(0).body().at("/rating/label").stringValue())
                .isEqualTo("False");
        assertThat(entry.parts().get(0).body().get("reviewedOn").stringValue()).isEqualTo("2024-05-06");
    }

    @Test
    void theFactCheckToolsApiIsRead() throws IOException {
        List<Entry> entries = read("""
                {"claims":[{"text":"The moon is hollow.","claimant":"Ann Other","claimDate":"2024-05-01T00:00:00Z","claimReview":[
                  {"publisher":{"name":"Example Checks","site":"checks.example"},"url":"https://checks.example/1","title":"No","reviewDate":"2024-05-06T00:00:00Z","textualRating":"False","languageCode":"en"},
                  {"publisher":{"site":"other.example"},"url":"https://other.example/1","textualRating":"Pants on fire","languageCode":"pt-BR"}]}],
                 "nextPageToken":"abc"}""");
        assertThat(entries).hasSize(2);
        assertThat(entries.get(1).parts().get(0).body().at("/reviewer/name").stringValue())
                .isEqualTo("other.example");
        assertThat(entries.get(1).main().body().get("language").stringValue()).isEqualTo("pt-BR");
        assertThat(entries.get(0)
                        .main()
                        .body()
                        .at("/appearances/0/attribution/0/saidOn")
                        .stringValue())
                .isEqualTo("2024-05-01");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"ratingValue":"2","bestRating":5,"worstRating":1}                       | {"value":2}
            {"ratingValue":2}                                                        | {"value":2}
            {"ratingValue":"2,5","alternateName":"Half"}                             | {"label":"Half","value":2.5}
            {"ratingValue":9,"bestRating":5,"worstRating":1,"alternateName":"Off"}   | {"label":"Off"}
            {"ratingValue":1,"bestRating":1,"worstRating":5}                         | {"value":1}
            {"ratingValue":3,"bestRating":3,"worstRating":3,"name":"Same"}           | {"label":"Same"}
            {"ratingValue":"Falso"}                                                  | {"label":"Falso"}
            {"alternateName":{"@value":"Faux","@language":"fr"}}                     | {"label":"Faux"}
            {"alternateName":["Faux","False"]}                                       | {"label":"Faux"}
            "Mostly false"                                                           | {"label":"Mostly false"}
            {"alternateName":" <b>Not&nbsp;true</b> &amp; more "}                    | {"label":"Not true & more"}
            [{"ratingValue":4,"bestRating":6}]                                       | {"value":4}
            {"ratingValue":""}                                                       |
            {}                                                                       |
            """)
    void ratingsHaveWordsOrNumbersOrNeither(String rating, String wanted) throws IOException {
        Entry entry = only("""
                {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","reviewRating":%s}""".formatted(rating));
        JsonNode read = entry.parts().get(0).body().path("rating");
        assertThat(read.isMissingNode() ? null : read.toString()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2024-05-06                      | 2024-05-06
            2024-05                         | 2024-05
            2024                            | 2024
            2024-05-06T23:30:00-05:00       | 2024-05-06
            2024-05-06 10:00                | 2024-05-06
            2024/5/6                        | 2024-05-06
            20240506                        | 2024-05-06
            May 6, 2024                     | 2024-05-06
            6 May 2024                      | 2024-05-06
            Mon, 06 May 2024 10:00:00 GMT   | 2024-05-06
            03/04/2024                      |
            2024-02-30                      |
            yesterday                       |
            """)
    void datesAreReadWhereTheySayOneThing(String date, String wanted) throws IOException {
        Entry entry = only("""
                {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","datePublished":"%s"}""".formatted(date));
        assertThat(entry.parts().get(0).body().path("reviewedOn").asString(null))
                .isEqualTo(wanted);
        assertThat(entry.told().stream().anyMatch(remark -> "/datePublished".equals(remark.pointer())))
                .isEqualTo(wanted == null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"author":"Ann Other"}                                                         | Ann Other | PERSON
            {"author":[{"@type":"Person","name":"Ann Other"}]}                             | Ann Other | PERSON
            {"author":{"@type":"Organization","name":"Acme"}}                              | Acme | ORGANIZATION
            {"author":{"@type":"PoliticalParty","name":"Acme"}}                            | Acme | ORGANIZATION
            {"author":{"@type":["Thing","GovernmentOrganization"],"name":"Ministry"}}      | Ministry | GOVERNMENT
            {"author":{"@type":"http://schema.org/NewsMediaOrganization","name":"Daily"}}  | Daily | PUBLICATION
            {"author":{"@type":"Organization","name":"Multiple sources"}}                  | Multiple sources | UNNAMED
            {"author":"Facebook posts"}                                                    | Facebook posts | UNNAMED
            {"author":{"name":{"@value":"Ann Other"}}}                                     | Ann Other | PERSON
            {"author":{}}                                                                  | |
            {"author":null}                                                                | |
            {}                                                                             | |
            []                                                                             | |
            ""                                                                             | |
            """)
    void speakersComeInEveryShape(String item, String name, String kind) throws IOException {
        Entry entry = only("""
                {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","itemReviewed":%s}""".formatted(item));
        JsonNode speaker = entry.main().body().at("/appearances/0/attribution/0/sources/0");
        assertThat(speaker.path("name").asString(null)).isEqualTo(name);
        assertThat(speaker.path("kind").asString(null)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"@type":"Claim","appearance":"https://a.example/1"}                                              | https://a.example/1
            {"@type":"Claim","appearance":["https://a.example/1","https://b.example/2"]}                      | https://a.example/1 https://b.example/2
            {"@type":"Claim","firstAppearance":{"@type":"Article","url":"https://b.example/2"},"appearance":[{"url":"https://a.example/1"}]} | https://b.example/2 https://a.example/1
            {"@type":"Claim","appearance":{"@id":"https://a.example/1"}}                                      | https://a.example/1
            {"@type":"Claim","author":{"name":"A B","sameAs":["https://x.com/ab","https://x.com/ab/status/1","https://en.wikipedia.org/wiki/A"]}} | https://x.com/ab/status/1
            {"@type":"CreativeWork","url":"https://a.example/1","headline":"Said"}                            | https://a.example/1
            {"@type":"Claim","url":"https://a.example/1"}                                                     | https://a.example/1
            {"@type":"Claim","appearance":[{"url":"https://a.example/1"},{"url":"https://a.example/1"}]}      | https://a.example/1
            {"@type":"Clip","isPartOf":{"url":"https://v.example/1"},"startOffset":"350","endOffset":370}     | https://v.example/1
            """)
    void appearancesComeInEveryShape(String item, String wanted) throws IOException {
        Entry entry = only("""
                {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","itemReviewed":%s}""".formatted(item));
        assertThat(entry.main()
                        .body()
                        .path("appearances")
                        .valueStream()
                        .map(one -> one.at("/article/url").stringValue()))
                .containsExactly(wanted.split(" "));
    }

    @Test
    void claimsComeInEveryShape() throws IOException {
        for (String said : List.of(
                "\"claimReviewed\":{\"@type\":\"Claim\",\"text\":\"It.\"}",
                "\"claimReviewed\":[\"It.\",\"Other\"]",
                "\"claimReviewed\":\"\",\"itemReviewed\":{\"text\":\"It.\"}",
                "\"itemReviewed\":[{\"@type\":\"CreativeWork\",\"name\":\"It.\"}]",
                "\"schema:claimReviewed\":\"It.\"",
                "\"http://schema.org/claimReviewed\":\"<p>It.</p>\"",
                "\"claimReviewed\":{\"@value\":\" It. \",\"@language\":\"en\"}")) {
            assertThat(only("{\"@type\":\"ClaimReview\"," + said + "}")
                            .main()
                            .body()
                            .get("text")
                            .stringValue())
                    .as(said)
                    .isEqualTo("It.");
        }
        assertThat(only("{\"@type\":\"ClaimReview\",\"url\":\"https://x.example\"}")
                        .faults())
                .extracting(Remark::pointer)
                .containsExactly("/claimReviewed");
    }

    @Test
    void whatHasNoFieldIsKeptAndTold() throws IOException {
        Entry entry = only("""
                {"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","license":"CC0","image":{"url":"https://i.example"}}""");
        assertThat(entry.parts().get(0).body().get("markup"))
                .isEqualTo(json("{\"license\":\"CC0\",\"image\":{\"url\":\"https://i.example\"}}"));
        assertThat(entry.told()).extracting(Remark::pointer).contains("/license", "/image");
    }

    @Test
    void aClaimByItselfIsOneThatNobodyReviewed() throws IOException {
        Entry entry = only("""
                {"@context":"https://schema.org","@type":"DataFeed","dataFeedElement":[{"@type":"DataFeedItem","item":
                  {"@type":"Claim","text":"The moon is hollow.","author":{"@type":"Person","name":"Ann Other"},
                   "firstAppearance":{"@type":"Article","url":"https://daily.example/1"},"https://w3id.org/claimtrail/ns#kind":"PREDICTION"}}]}""");
        assertThat(entry.parts()).isEmpty();
        assertThat(entry.main().body().get("kind").stringValue()).isEqualTo("PREDICTION");
        assertThat(entry.main()
                        .body()
                        .at("/appearances/0/attribution/0/sources/0/name")
                        .stringValue())
                .isEqualTo("Ann Other");
        // Beside a review in a graph it is what that is of.
        assertThat(read("""
                {"@graph":[{"@type":"ClaimReview","url":"https://checks.example/1","claimReviewed":"x","itemReviewed":{"@id":"#c"}},
                 {"@type":"Claim","@id":"#c","text":"x"}]}""")).hasSize(1);
    }

    @Test
    void faultsAreToldByLine() throws IOException {
        List<Entry> entries = read("[\n" + REVIEW + ",\n{\"@type\":\"MediaReview\"},\n{\"@type\":\"ClaimReview\"}, 5]");
        assertThat(entries).extracting(Entry::line).containsExactly(2L, 7L, 8L, 8L);
        assertThat(entries.get(1).faults())
                .extracting(Remark::detail)
                .containsExactly("holds no ClaimReview, but MediaReview.");
        assertThatThrownBy(() -> read(REVIEW + "\n{\"@type\": oops}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("from line 6");
        assertThatThrownBy(() -> read("<html><p>Nothing</html>")).isInstanceOf(Unreadable.class);
    }

    @Test
    void publishedExamplesAndAFeedAreRead() throws IOException {
        List<Entry> examples = read(resource("schemaorg-examples.json"));
        assertThat(examples).hasSize(3);
        assertThat(examples.get(0)
                        .main()
                        .body()
                        .at("/appearances/0/attribution/0/roleAsStated")
                        .stringValue())
                .isEqualTo("Former Governor of Texas");
        assertThat(examples.get(1)
                        .main()
                        .body()
                        .at("/appearances/0/locator/fragment")
                        .stringValue())
                .isEqualTo("t=350,370");
        assertThat(examples.get(2).faults()).isNotEmpty();
        List<Entry> feed = read(resource("factckbr-feed.json"));
        assertThat(feed)
                .hasSize(40)
                .allSatisfy(entry -> assertThat(entry.faults()).isEmpty());
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(ClaimReviewReaderTest.class.getResourceAsStream("/intake/" + name));
    }

    private static JsonNode json(String text) {
        return Json.mapper().readTree(text);
    }

    private static Entry only(String text) throws IOException {
        List<Entry> entries = read(text);
        assertThat(entries).hasSize(1);
        return entries.get(0);
    }

    private static List<Entry> read(String text) throws IOException {
        return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Entry> read(InputStream in) throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (EntryReader reader = new ClaimReviewReader(new MarkupReader(new BufferedInputStream(in)))) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}
