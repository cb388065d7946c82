package org.claimtrail.standing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.claimtrail.demo.DemoData;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.StatementCounter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StandingApiTest extends ApiTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private DemoData demo;

    @Autowired
    private StoredStandings stored;

    @Test
    void theContainersOfTheDemoHaveOneOriginAndAreDeniedByThoseConcerned() {
        demo.load();

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/independentOrigins")).isEqualTo("1");
        assertThat(standing.body().get("singleSource").booleanValue()).isTrue();
        assertThat(standing.at("/origins/0/sources/0/name")).isEqualTo("South Korean Defense Ministry");
        assertThat(standing.body().at("/origins/0/appearances")).hasSize(2);
        assertThat(standing.body().get("denials"))
                .isNotEmpty()
                .allSatisfy(denial -> assertThat(denial.get("byThoseConcerned").booleanValue())
                        .isTrue());
        assertThat(standing.at("/suggestedStatus")).isEqualTo("CONTESTED");
        assertThat(explanation(standing))
                .contains(
                        "Both appearances lead back to one origin: South Korea (South Korean Defense Ministry).",
                        "This suggests CONTESTED.")
                .anyMatch(sentence ->
                        sentence.contains("Russia") && sentence.contains("whom the claim is about, deny all of it"));
        assertThat(standing.body().get("restsOn")).hasSameSizeAs(explanation(standing));

        // Of an official's denial, which repeats the joint one, and so has its origins.
        assertThat(explanation(standing))
                .contains(
                        "North Korea and Russia, whom the claim is about, deny its figure \"more than 3 million 152mm artillery shells\" (C-4).");

        // Refused with what is missing, until somebody else says it too.
        Answer refused = api.put("/claims/C-1/status", Map.of("status", "CORROBORATED", "reason", "x"), "*");
        assertThat(refused.problem()).isEqualTo("status-rule");
        assertThat(refused.at("/missing/0")).isEqualTo("It needs 2 independent known origins, and there is 1.");
        appear(
                "C-1",
                "https://other.example/1",
                "[{\"name\": \"Institute of Another Land\", \"kind\": \"ORGANIZATION\"}]");
        assertThat(api.put("/claims/C-1/status", Map.of("status", "CORROBORATED", "reason", "x"), "*")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theSameRecordHasTheSameStanding() {
        demo.load();
        Answer standing = api.get("/claims/C-1/standing");

        assertThat(api.get("/claims/C-1/standing").text()).isEqualTo(standing.text());
        assertThat(api.get("/claims/C-1/standing", "If-None-Match", standing.etag())
                        .status())
                .isEqualTo(304);
    }

    @Test
    void aClaimWithoutAppearancesHasNoOrigin() {
        api.created("/claims", claim("Said."));

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/independentOrigins")).isEqualTo("0");
        assertThat(standing.body().get("singleSource").booleanValue()).isTrue();
        assertThat(standing.at("/suggestedStatus")).isEqualTo("UNVERIFIED");
        assertThat(explanation(standing)).containsExactly("No appearance is recorded.", "This suggests UNVERIFIED.");
    }

    @Test
    void anArticleThatSpeaksForItselfIsOfItsPublisherOrItsHost() {
        api.created("/claims", claim("Said."));
        api.created("/claims/C-1/appearances", json("""
                {"article": {"url": "https://www.paper.example/1", "publisher": {"name": "Paper", "kind": "PUBLICATION"}}}"""));
        api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"https://blog.example/1\"}}"));

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/independentOrigins")).isEqualTo("2");
        assertThat(names(standing.body().get("origins"))).containsExactly("Paper", "blog.example");
        assertThat(standing.body().at("/origins/1/sources/0/inferred").booleanValue())
                .isTrue();
        // What is only inferred does not corroborate, until somebody records it.
        assertThat(standing.at("/knownOrigins")).isEqualTo("1");
        assertThat(standing.at("/suggestedStatus")).isEqualTo("UNVERIFIED");
        assertThat(standing.at("/publishersToRecord/0/site")).isEqualTo("blog.example");
        assertThat(explanation(standing))
                .contains(
                        "One origin is only inferred and does not corroborate: record who published what leads back to it.");
        record(standing.at("/publishersToRecord/0/article/id"), "Blog");
        assertThat(api.get("/claims/C-1/standing").at("/suggestedStatus")).isEqualTo("CORROBORATED");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            https://news.example/1 | https://web.archive.org/web/20240619120000/https://news.example/1
            https://twitter.com/Ministry/status/1803400000000000000 | https://x.com/ministry/status/1803400000000000000?s=20
            https://youtu.be/dQw4w9WgXcQ | https://www.youtube.com/watch?v=dQw4w9WgXcQ
            https://www.news.example/1 | https://m.news.example/1
            https://www.news.example/1 | https://www.news.example/1/amp
            """)
    void oneDocumentUnderTwoAddressesIsOneArticle(String one, String other) {
        api.created("/claims", claim("Said."));
        Answer first = api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"" + one + "\"}}"));
        Answer second = api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"" + other + "\"}}"));

        assertThat(second.at("/article/id")).isEqualTo(first.at("/article/id"));
        assertThat(api.get("/articles?url=" + URLEncoder.encode(other, StandardCharsets.UTF_8))
                        .at("/items/0/id"))
                .isEqualTo(first.at("/article/id"));
        Answer standing = api.get("/claims/C-1/standing");
        assertThat(standing.at("/independentOrigins")).isEqualTo("1");
        assertThat(standing.at("/suggestedStatus")).isEqualTo("UNVERIFIED");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            https://www.news.example/1,             https://m.news.example:8443/2,          news.example
            https://x.com/Ministry/status/1,        https://nitter.net/ministry/status/2,   x.com/ministry
            https://t.me/ministry/1,                https://t.me/s/Ministry/2,              t.me/ministry
            https://mastodon.example/@m/112640000000000000, https://mastodon.example/users/m/statuses/112640000000000001, @m@mastodon.example
            """)
    void twoArticlesOfOneSiteAreOneOrigin(String one, String other, String name) {
        api.created("/claims", claim("Said."));
        api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"" + one + "\"}}"));
        api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"" + other + "\"}}"));

        Answer standing = api.get("/claims/C-1/standing");
        assertThat(names(standing.body().get("origins"))).containsExactly(name);
        assertThat(standing.body().at("/origins/0/appearances")).hasSize(2);
        assertThat(standing.at("/knownOrigins")).isEqualTo("0");
    }

    /** One newspaper does not corroborate itself where its name was left out once. */
    @Test
    void thePublisherOfAnotherArticleOfTheSiteIsInferred() {
        api.created("/claims", claim("Said."));
        api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"https://m.paper.example/2\"}}"));
        stored.catchUp();
        assertThat(api.get("/claims?originsMin=1&suggestedStatus=UNVERIFIED")
                        .body()
                        .get("items"))
                .hasSize(1);

        // Recorded for another claim, it is known at once.
        api.created("/claims", claim("Said, too."));
        api.created("/claims/C-2/appearances", json("""
                {"article": {"url": "https://www.paper.example/1", "publisher": {"name": "Paper", "kind": "PUBLICATION"}}}"""));
        Answer inferred = api.get("/claims/C-1/standing");
        assertThat(names(inferred.body().get("origins"))).containsExactly("Paper");
        assertThat(inferred.body().at("/origins/0/inferred").booleanValue()).isTrue();
        assertThat(inferred.at("/knownOrigins")).isEqualTo("0");
        assertThat(inferred.body().at("/publishersToRecord/0/proposed/id"))
                .isEqualTo(inferred.body().at("/origins/0/sources/0/id"));

        // In the same claim both are one origin, which is known.
        api.created("/claims/C-1/appearances", json("{\"article\": {\"url\": \"https://paper.example/1\"}}"));
        Answer both = api.get("/claims/C-1/standing");
        assertThat(both.at("/independentOrigins")).isEqualTo("1");
        assertThat(both.at("/knownOrigins")).isEqualTo("1");
        assertThat(both.body().at("/origins/0/inferred").isMissingNode()).isTrue();
        assertThat(both.at("/suggestedStatus")).isEqualTo("UNVERIFIED");
        assertThat(api.put("/claims/C-1/status", Map.of("status", "CORROBORATED", "reason", "x"), "*")
                        .problem())
                .isEqualTo("status-rule");
    }

    /** Lists know at once when an article says who publishes a site. */
    @Test
    void listsFollowThePublisherOfASite() {
        for (int i = 1; i <= 2; i++) {
            api.created("/claims", claim("Said " + i + "."));
            api.created(
                    "/claims/C-" + i + "/appearances",
                    json("{\"article\": {\"url\": \"https://paper.example/" + i + "\"}}"));
        }
        api.created("/claims/C-1/appearances", json("""
                {"article": {"url": "https://other.example/1", "publisher": {"name": "Paper", "kind": "PUBLICATION"}}}"""));
        stored.catchUp();
        assertThat(api.get("/claims?originsMin=2").body().get("items")).hasSize(1);

        Answer article = api.created("/articles", json("""
                {"url": "https://www.paper.example/9", "publisher": {"name": "Paper", "kind": "PUBLICATION"}}"""));
        assertThat(api.get("/claims?originsMin=2").body().get("items")).isEmpty();
        stored.catchUp();
        assertThat(api.get("/claims?originsMin=2").body().get("items")).isEmpty();

        api.delete("/articles/" + article.at("/id"), article.etag());
        assertThat(api.get("/claims?originsMin=2").body().get("items")).hasSize(1);
        stored.catchUp();
        assertThat(api.get("/claims?originsMin=2").body().get("items")).hasSize(1);
    }

    @Test
    void threeOutletsThatCiteEachOtherAreARingWithoutAnOrigin() {
        api.created("/claims", claim("Said."));
        String[] outlets = {"Alpha", "Beta", "Gamma"};
        for (int i = 0; i < 3; i++) {
            publish("C-1", outlets[i], outlets[(i + 1) % 3]);
        }

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/independentOrigins")).isEqualTo("0");
        assertThat(standing.body().at("/circular/rings")).hasSize(1);
        assertThat(standing.body().at("/circular/rings/0/links")).hasSize(3);
        assertThat(standing.body().at("/circular/rings/0/leadsOut").booleanValue())
                .isFalse();
        assertThat(explanation(standing)).anyMatch(sentence -> sentence.contains("ring"));
    }

    @Test
    void tenArticlesThatRelayOneWireReportAreOneOrigin() {
        api.created("/claims", claim("Said."));
        IntStream.range(0, 10).forEach(i -> publish("C-1", "Paper " + i, "Wire"));

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/independentOrigins")).isEqualTo("1");
        assertThat(standing.body().at("/origins/0/appearances")).hasSize(10);
        assertThat(explanation(standing)).contains("All 10 appearances lead back to one origin: Wire.");
    }

    @Test
    void whoeverCitesARelayIsAFalseConfirmation() {
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "Ministry");
        publish("C-1", "Blog", "Paper");

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/independentOrigins")).isEqualTo("1");
        assertThat(standing.at("/circular/falseConfirmations/0/0/source/name")).isEqualTo("Blog");
        assertThat(standing.at("/circular/falseConfirmations/0/1/from/name")).isEqualTo("Ministry");
    }

    @Test
    void claimsThatRepeatEachOtherShareTheirOrigins() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Said again."));
        publish("C-1", "Paper", "Ministry");
        publish("C-2", "Journal", "Agency");
        relate("C-2", "C-1", Map.of("type", "REPEATS"));

        for (String claim : List.of("C-1", "C-2")) {
            assertThat(api.get("/claims/" + claim + "/standing").at("/independentOrigins"))
                    .as(claim)
                    .isEqualTo("2");
        }
        api.delete(
                "/claims/C-2/relations/"
                        + api.get("/claims/C-2/relations").items("id").get(0),
                "*");
        assertThat(api.get("/claims/C-1/standing").at("/independentOrigins")).isEqualTo("1");
    }

    @Test
    void aDenialTellsByWhomWhenAndHowMuch() {
        ObjectNode accusation = claim("Ruritania shipped shells.");
        accusation.putArray("about").addObject().put("name", "Ruritania").put("kind", "GOVERNMENT");
        accusation
                .putArray("figures")
                .addObject()
                .put("qualifier", "EXACT")
                .put("amount", 5)
                .put("asStated", "five shells");
        api.created("/claims", accusation);
        publish("C-1", "Paper", "Ministry", "2024-05-01");
        api.created("/sources", json("""
                {"name": "Spokesman", "kind": "PERSON", "partOf": [{"source": {"name": "Ruritania"}}]}"""));
        String figure = api.get("/claims/C-1").at("/figures/0/id");
        api.created("/claims", claim("Nothing was shipped."));
        publish("C-2", "Paper", "Spokesman", "2024-05-03");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        api.created("/claims", claim("It was not five."));
        publish("C-3", "Paper", "Bystander", "2024-04");
        relate(
                "C-3",
                "C-1",
                Map.of("type", "CONTRADICTS", "nature", "DIRECT", "scope", "PARTIAL", "figure", Map.of("id", figure)));

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/denials/0/by/0/name")).isEqualTo("Ruritania");
        assertThat(standing.body().at("/denials/0/byThoseConcerned").booleanValue())
                .isTrue();
        assertThat(standing.at("/denials/0/saidOn")).isEqualTo("2024-05-03");
        assertThat(standing.at("/denials/0/timing")).isEqualTo("AFTER");
        assertThat(standing.at("/contradictions/0/figure/id")).isEqualTo(figure);
        assertThat(standing.at("/contradictions/0/timing")).isEqualTo("BEFORE");
        assertThat(explanation(standing))
                .contains(
                        "Spokesman (Ruritania), whom the claim is about, denies all of it (C-2).",
                        "Bystander contradicts its figure \"five shells\" (C-3).");
        // A contradiction holds both ways, and the figure is the other claim's here.
        Answer other = api.get("/claims/C-3/standing");
        assertThat(other.at("/contradictions/0/otherFigure/id")).isEqualTo(figure);
        assertThat(other.body().at("/contradictions/0").has("figure")).isFalse();
        assertThat(explanation(other)).contains("Ministry contradicts it with the figure \"five shells\" (C-1).");
    }

    /** What nobody put in words is told by its numbers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "EXACT amount 10000 | 10,000 boxes",
                "EXACT amount 10000.50 | 10,000.50 boxes",
                "ABOUT amount 10000 | about 10,000 boxes",
                "AT_LEAST lowerBound 10000 | at least 10,000 boxes",
                "MORE_THAN lowerBound 10000 | more than 10,000 boxes",
                "AT_MOST upperBound 5 | at most 5 boxes",
                "LESS_THAN upperBound 5 | less than 5 boxes",
                "NEARLY upperBound 5 | nearly 5 boxes",
                "BETWEEN lowerBound 3 upperBound 4 | between 3 and 4 boxes",
                "DOZENS | dozens of boxes"
            })
    void figuresInConflictAreNamedByTheirNumbers(String figure, String words) {
        String[] parts = figure.split(" ");
        ObjectNode other = json("{\"measure\": {\"name\": \"Boxes\", \"unit\": \"boxes\"}}");
        other.put("qualifier", parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            other.put(parts[i], new BigDecimal(parts[i + 1]));
        }
        ObjectNode one = claim("So many.");
        one.withArray("figures").add(json("""
                {"qualifier": "EXACT", "amount": 1000, "measure": {"name": "Boxes", "unit": "boxes"}}"""));
        api.created("/claims", one);
        ObjectNode more = claim("Others.");
        more.withArray("figures").add(other);
        api.created("/claims", more);

        assertThat(explanation(api.get("/claims/C-1/standing")))
                .contains("Its figure of 1,000 boxes conflicts with %s of C-2.".formatted(words));
        assertThat(explanation(api.get("/claims/C-2/standing")))
                .contains("Its figure of %s conflicts with 1,000 boxes of C-1.".formatted(words));
    }

    /** Recorded in either order, sentences come in the same one. */
    @Test
    void theOrderOfSentencesDoesNotDependOnTheOrderOfRecording() {
        List<List<String>> told = new ArrayList<>();
        for (List<String> order : List.of(List.of("Alpha", "Beta", "Gamma"), List.of("Gamma", "Alpha", "Beta"))) {
            Answer said = api.created("/claims", claim("Said %d.".formatted(told.size())));
            for (String who : order) {
                Answer denial = api.created("/claims", claim("Not so, %s.".formatted(who)));
                publish(denial.id(), "Paper " + who, who, "2024-05-03");
                relate(denial.id(), said.id(), Map.of("type", "DENIES"));
            }
            told.add(explanation(api.get("/claims/" + said.id() + "/standing")).stream()
                    .map(sentence -> sentence.replaceAll("C-\\d+", "C-n"))
                    .toList());
        }

        assertThat(told.get(1)).isEqualTo(told.get(0));
        assertThat(told.get(0)).contains("Alpha denies all of it (C-n).", "Gamma denies all of it (C-n).");
    }

    @Test
    void aDenialThatIsRetractedLaterStandsNoLonger() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        publish("C-2", "Paper", "Minister", "2024-05-03");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        api.created("/claims", claim("I was wrong to deny it."));
        publish("C-3", "Paper", "Minister", "2024-05-09");
        relate("C-3", "C-2", Map.of("type", "RETRACTS", "act", "RETRACTION"));

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.body().get("denials")).isEmpty();
        assertThat(standing.at("/suggestedStatus")).isEqualTo("UNVERIFIED");
        assertThat(explanation(standing)).contains("C-2, which denied it, was retracted by C-3.");
    }

    @Test
    void aRetractionThatIsOlderThanTheDenialLeavesItStanding() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        publish("C-2", "Paper", "Minister", "2024-05-03");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        api.created("/claims", claim("I take it back."));
        publish("C-3", "Paper", "Minister", "2024-01-09");
        relate("C-3", "C-2", Map.of("type", "RETRACTS", "act", "RETRACTION"));

        assertThat(api.get("/claims/C-1/standing").body().get("denials")).hasSize(1);
    }

    /** By nobody stated act, or the act of a retraction; a correction puts something in the place of what it corrects. */
    @ParameterizedTest
    @CsvSource({"'', Minister, 0", "RETRACTION, Minister, 0", "CORRECTION, Minister, 1", "'', Bystander, 1"})
    void aDenialIsTakenBackByThoseWhoMadeIt(String act, String by, int standing) {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        publish("C-2", "Paper", "Minister", "2024-05-03");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        api.created("/claims", claim("It is taken back."));
        publish("C-3", "Paper", by, "2024-05-09");
        relate("C-3", "C-2", act.isEmpty() ? Map.of("type", "RETRACTS") : Map.of("type", "RETRACTS", "act", act));

        assertThat(api.get("/claims/C-1/standing").body().get("denials")).hasSize(standing);
        stored.catchUp();
        assertThat(api.get("/claims?denied=true&q=Said").body().get("items")).hasSize(standing);
    }

    @Test
    void whoeverRetractsWhatOthersMadeDeniesIt() {
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "Ministry", "2024-05-01");
        api.created("/claims", claim("That is withdrawn."));
        publish("C-2", "Journal", "Bystander", "2024-05-02");
        relate("C-2", "C-1", Map.of("type", "RETRACTS"));

        Answer standing = api.get("/claims/C-1/standing");
        assertThat(standing.at("/suggestedStatus")).isEqualTo("CONTESTED");
        assertThat(standing.at("/denials/0/by/0/name")).isEqualTo("Bystander");
        assertThat(explanation(standing)).contains("Bystander denies all of it (C-2).");
        assertThat(api.put("/claims/C-1/status", Map.of("status", "RETRACTED", "reason", "x"), "*")
                        .problem())
                .isEqualTo("status-rule");

        // Somebody of the same family on that day is no other.
        api.created("/sources", json("""
                {"name": "State", "kind": "GOVERNMENT"}"""));
        Answer spokesman = api.created("/sources", json("""
                {"name": "Spokesman", "kind": "PERSON", "partOf": [{"source": {"name": "State"}, "from": "2024-01", "until": "2024-06"}]}"""));
        assertThat(spokesman.status()).isEqualTo(201);
        String ministry = standing.at("/origins/0/sources/0/id");
        api.patch("/sources/" + ministry, Map.of("partOf", List.of(Map.of("source", Map.of("name", "State")))), "*");
        api.created("/claims", claim("We no longer say so."));
        publish("C-3", "Journal", "Spokesman", "2024-05-03");
        relate("C-3", "C-1", Map.of("type", "RETRACTS"));
        assertThat(api.get("/claims/C-1/standing").at("/suggestedStatus")).isEqualTo("RETRACTED");
    }

    @Test
    void oneWhoLeftTheFamilyRetractsForHimselfAlone() {
        api.created("/sources", json("{\"name\": \"State\", \"kind\": \"GOVERNMENT\"}"));
        api.created("/sources", json("""
                {"name": "Spokesman", "kind": "PERSON", "partOf": [{"source": {"name": "State"}, "until": "2024-06"}]}"""));
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "State", "2024-05-01");
        api.created("/claims", claim("That is withdrawn."));
        publish("C-2", "Journal", "Spokesman", "2024-08-02");
        relate("C-2", "C-1", Map.of("type", "RETRACTS"));

        assertThat(api.get("/claims/C-1/standing").at("/suggestedStatus")).isEqualTo("CONTESTED");
    }

    @Test
    void aRetractionThatIsItselfRetractedCountsForNothing() {
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "Ministry", "2024-05-01");
        api.created("/claims", claim("Not so."));
        publish("C-2", "Paper", "Minister", "2024-05-03");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        for (int i = 3; i <= 6; i++) {
            api.created("/claims", claim("I take it back, " + i + "."));
            publish("C-" + i, "Paper", "Minister", "2024-05-0" + (i + 1));
            relate("C-" + i, "C-" + (i - 1), Map.of("type", "RETRACTS"));
            boolean standing = i % 2 == 0;
            assertThat(api.get("/claims/C-1/standing").body().get("denials"))
                    .as("after C-" + i)
                    .hasSize(standing ? 1 : 0);
            stored.catchUp();
            assertThat(api.get("/claims?denied=true&q=Said").body().get("items"))
                    .as("listed after C-" + i)
                    .hasSize(standing ? 1 : 0);
        }
    }

    /** What two said jointly is not taken back by one of them. */
    @Test
    void aJointDenialStandsWhileOneStandsByIt() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        appear(
                "C-2",
                "https://paper.example/1",
                "[{\"name\": \"Moscow\", \"kind\": \"GOVERNMENT\"}, {\"name\": \"Pyongyang\", \"kind\": \"GOVERNMENT\"}]");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        api.created("/claims", claim("One no longer says so."));
        publish("C-3", "Paper", "Moscow", "2024-05-09");
        relate("C-3", "C-2", Map.of("type", "RETRACTS"));
        assertThat(api.get("/claims/C-1/standing").body().get("denials")).hasSize(1);
        assertThat(explanation(api.get("/claims/C-2/standing")))
                .contains("C-3 retracts it for some of those who made it; others stand by it.");

        api.created("/claims", claim("The other no longer says so."));
        publish("C-4", "Paper", "Pyongyang", "2024-05-10");
        relate("C-4", "C-2", Map.of("type", "RETRACTS"));
        assertThat(api.get("/claims/C-1/standing").body().get("denials")).isEmpty();
        assertThat(api.get("/claims/C-2/standing").at("/suggestedStatus")).isEqualTo("RETRACTED");
    }

    @Test
    void whoeverDeniesHisOwnClaimTurnedRound() {
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "Minister", "2024-05-01");
        api.created("/claims", claim("Never said."));
        publish("C-2", "Paper", "Minister", "2024-05-03");
        relate("C-2", "C-1", Map.of("type", "DENIES"));

        Answer standing = api.get("/claims/C-1/standing");
        assertThat(standing.body().at("/denials/0/turnedRound").booleanValue()).isTrue();
        assertThat(explanation(standing))
                .contains("Minister, who made the claim and turned round, denies all of it (C-2).");
    }

    /** Whoever was a minister when the denial was published is one, whether or not somebody recorded when it was said. */
    @Test
    void whoIsConcernedIsToldByTheDayOfPublication() {
        ObjectNode accusation = claim("State did it.");
        accusation.putArray("about").addObject().put("name", "State").put("kind", "GOVERNMENT");
        api.created("/claims", accusation);
        api.created("/sources", json("""
                {"name": "Ex-minister", "kind": "PERSON", "partOf": [{"source": {"name": "State"}, "until": "2020"}]}"""));
        api.created("/claims", claim("It did not."));
        api.created("/claims/C-2/appearances", json("""
                {"article": {"url": "https://paper.example/1", "publishedOn": "2024-05-01"},
                 "attribution": [{"sources": [{"name": "Ex-minister"}]}]}"""));
        relate("C-2", "C-1", Map.of("type", "DENIES"));

        Answer standing = api.get("/claims/C-1/standing");
        assertThat(standing.body().at("/denials/0/byThoseConcerned").booleanValue())
                .isFalse();
        assertThat(explanation(standing)).contains("Ex-minister denies all of it (C-2).");
    }

    /** The family of whom a claim is about is not what it is about. */
    @Test
    void thoseConcernedAreToldOneByOne() {
        api.created("/sources", json("{\"name\": \"Gov\", \"kind\": \"GOVERNMENT\"}"));
        for (String name : List.of("Defence", "Health")) {
            api.created("/sources", json("""
                    {"name": "%s", "kind": "ORGANIZATION", "partOf": [{"source": {"name": "Gov"}}]}""".formatted(name)));
        }
        ObjectNode accusation = claim("Defence did it.");
        accusation.putArray("about").addObject().put("name", "Defence");
        api.created("/claims", accusation);
        api.created("/claims", claim("It did not."));
        appear("C-2", "https://paper.example/1", "[{\"name\": \"Defence\"}, {\"name\": \"Health\"}]");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        api.created("/claims", claim("Certainly not."));
        appear("C-3", "https://paper.example/2", "[{\"name\": \"Gov\"}]");
        relate("C-3", "C-1", Map.of("type", "DENIES"));

        Answer standing = api.get("/claims/C-1/standing");
        assertThat(standing.body().at("/denials/0/byThoseConcerned").booleanValue())
                .isFalse();
        assertThat(standing.body().at("/denials/1/byThoseConcerned").booleanValue())
                .isFalse();
        assertThat(explanation(standing))
                .contains(
                        "Defence and Health (Gov), one of those whom the claim is about, deny all of it (C-2).",
                        "Gov denies all of it (C-3).");
    }

    @Test
    void aRepeatedDenialIsByTheOriginsOfItsGroup() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        assertThat(explanation(api.get("/claims/C-1/standing")))
                .contains("C-2 denies all of it, and leads back to nobody.");
        api.created("/claims", claim("Not so, again."));
        publish("C-3", "Paper", "Minister", "2024-05-03");
        relate("C-3", "C-2", Map.of("type", "REPEATS"));

        assertThat(explanation(api.get("/claims/C-1/standing"))).contains("Minister denies all of it (C-2).");
    }

    @Test
    void whatIsRepeatedInPartDoesNotShareItsOrigins() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Half of it said again."));
        publish("C-1", "Paper", "Ministry");
        publish("C-2", "Journal", "Agency");
        relate("C-2", "C-1", Map.of("type", "REPEATS", "scope", "PARTIAL"));

        assertThat(api.get("/claims/C-1/standing").at("/independentOrigins")).isEqualTo("1");
        assertThat(suggested()).isEqualTo("UNVERIFIED");
        stored.catchUp();
        assertThat(api.get("/claims?originsMin=2").body().get("items")).isEmpty();
    }

    @Test
    void unnamedSourcesAreShownAndDoNotCorroborate() {
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "Ministry");
        appear("C-1", "https://journal.example/1", "[{\"name\": \"an official\", \"kind\": \"UNNAMED\"}]");

        Answer standing = api.get("/claims/C-1/standing");
        assertThat(standing.body().get("origins")).hasSize(2);
        assertThat(standing.at("/knownOrigins")).isEqualTo("1");
        assertThat(standing.at("/suggestedStatus")).isEqualTo("UNVERIFIED");
        assertThat(api.put("/claims/C-1/status", Map.of("status", "CORROBORATED", "reason", "x"), "*")
                        .problem())
                .isEqualTo("status-rule");

        // One of somebody's, whoever it is, is known by that.
        String official = api.get("/sources?kind=UNNAMED").at("/items/0/id");
        api.patch(
                "/sources/" + official,
                Map.of("partOf", List.of(Map.of("source", Map.of("name", "Agency", "kind", "ORGANIZATION")))),
                "*");
        assertThat(suggested()).isEqualTo("CORROBORATED");
    }

    @Test
    void onlyWhatUpdatesAllOfItSupersedes() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Some of it is otherwise now."));
        relate("C-2", "C-1", Map.of("type", "UPDATES", "scope", "PARTIAL"));
        assertThat(suggested()).isEqualTo("UNVERIFIED");
        api.created("/claims", claim("All of it is otherwise."));
        relate("C-3", "C-1", Map.of("type", "CORRECTS"));
        assertThat(suggested()).isEqualTo("SUPERSEDED");
        api.created("/claims", claim("That correction was wrong."));
        relate("C-4", "C-3", Map.of("type", "RETRACTS"));
        assertThat(suggested()).isEqualTo("UNVERIFIED");
    }

    @Test
    void whatIsSuggestedFollowsTheTable() {
        api.created("/claims", claim("Said."));
        assertThat(suggested()).isEqualTo("UNVERIFIED");
        publish("C-1", "Paper", "Ministry");
        publish("C-1", "Journal", "Agency");
        assertThat(suggested()).isEqualTo("CORROBORATED");
        evidence("SUPPORTS");
        assertThat(suggested()).isEqualTo("CONFIRMED");
        api.created("/claims", claim("Not so."));
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        assertThat(suggested()).isEqualTo("CONTESTED");
        evidence("REFUTES");
        assertThat(suggested()).isEqualTo("CONTESTED");
        db.sql("update evidence set deleted_at = now() where stance = 'SUPPORTS'")
                .update();
        assertThat(suggested()).isEqualTo("REFUTED");
        relate("C-2", "C-1", Map.of("type", "UPDATES"));
        assertThat(suggested()).isEqualTo("SUPERSEDED");
        relate("C-2", "C-1", Map.of("type", "RETRACTS"));
        assertThat(suggested()).isEqualTo("RETRACTED");
    }

    @Test
    void aPredictionWhoseDayHasPassedWithoutAnOutcomeIsOverdue() {
        api.created(
                "/claims", json("{\"text\": \"It will rain.\", \"kind\": \"PREDICTION\", \"resolvesBy\": \"2020\"}"));
        assertThat(explanation(api.get("/claims/C-1/standing")))
                .contains("It could be checked by 2020-12-31, and no outcome is recorded.");

        evidence("SUPPORTS");
        api.put("/claims/C-1/status", Map.of("status", "CONFIRMED", "reason", "It did."), "*");
        assertThat(api.get("/claims/C-1/standing").body().get("overdue").booleanValue())
                .isFalse();
        api.created("/claims", json("{\"text\": \"Later.\", \"kind\": \"PREDICTION\", \"resolvesBy\": \"2999\"}"));
        assertThat(api.get("/claims/C-2/standing").body().get("overdue").booleanValue())
                .isFalse();
    }

    @Test
    void figuresThatCannotBothBeRightAreShownFromBothSides() {
        for (String[] figure : new String[][] {{"about 6,700 containers", "6700"}, {"10,000 containers", "10000"}}) {
            api.created("/claims", json("""
                    {"text": "Shipped.", "kind": "FIGURE", "figures": [
                      {"measure": {"name": "containers shipped", "unit": "containers"}, "asStated": "%s",
                       "qualifier": "ABOUT", "amount": %s}]}""".formatted(figure[0], figure[1])));
        }

        Answer standing = api.get("/claims/C-1/standing");

        assertThat(standing.at("/figureConflicts/0/claim/number")).isEqualTo("2");
        assertThat(standing.body().at("/figureConflicts/0/gap").decimalValue()).isEqualByComparingTo("1630");
        assertThat(explanation(standing))
                .contains("Its figure \"about 6,700 containers\" conflicts with \"10,000 containers\" of C-2.");
        assertThat(api.get("/claims/C-2/standing").at("/figureConflicts/0/claim/number"))
                .isEqualTo("1");
    }

    @Test
    void aDeletedClaimHasNoStandingAndDeniesNothing() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        db.sql("update claim set deleted_at = now() where number = 2").update();

        assertThat(api.get("/claims/C-2/standing").status()).isEqualTo(410);
        assertThat(api.get("/claims/C-9/standing").status()).isEqualTo(404);
        assertThat(api.get("/claims/C-1/standing").body().get("denials")).isEmpty();
    }

    @Test
    void itTakesAsManyStatementsHoweverMuchThereIs() {
        api.created("/claims", claim("Said."));
        publish("C-1", "Paper", "Ministry");
        int few = StatementCounter.of(() -> api.get("/claims/C-1/standing"));

        for (int i = 0; i < 30; i++) {
            publish("C-1", "Paper " + i, "Ministry " + i % 7);
            api.created("/claims", claim("Not so " + i));
            publish("C-" + (i + 2), "Paper", "Speaker " + i);
            relate("C-" + (i + 2), "C-1", Map.of("type", i % 2 == 0 ? "DENIES" : "REPEATS"));
        }

        // Two more ask what was retracted, and in which groups those who deny are.
        assertThat(StatementCounter.of(() -> api.get("/claims/C-1/standing"))).isEqualTo(few + 2);
    }

    @Test
    void theGraphHasClaimsArticlesAndWhoHasItFromWhom() {
        api.created("/claims", claim("Said."));
        api.created("/claims", claim("Not so."));
        api.created("/claims", claim("Far away."));
        publish("C-1", "Paper", "Ministry");
        relate("C-2", "C-1", Map.of("type", "DENIES"));
        relate("C-3", "C-2", Map.of("type", "RESPONDS_TO"));

        Answer near = api.get("/claims/C-1/graph");

        assertThat(near.body().get("nodes").findValuesAsString("type"))
                .containsExactly("claim", "claim", "article", "source", "source");
        assertThat(near.body().get("edges").findValuesAsString("type"))
                .containsExactly("DENIES", "APPEARS_IN", "PUBLISHED_BY", "HAS_IT_FROM");
        assertThat(near.body().get("truncated").booleanValue()).isFalse();
        assertThat(api.get("/claims/C-1/graph?depth=0").body().get("edges")).hasSize(3);
        assertThat(api.get("/claims/C-1/graph?depth=2").body().get("nodes")).hasSize(6);
        assertThat(api.get("/claims/C-1/graph?depth=4").problem()).isEqualTo("invalid-query");
        assertThat(api.get("/claims/C-9/graph").status()).isEqualTo(404);
    }

    @Test
    void aGraphThatIsTooLargeSaysSo() {
        api.created("/claims", claim("Said."));
        for (int i = 2; i <= Surroundings.MOST_CLAIMS + 1; i++) {
            api.created("/claims", claim("Not so " + i));
            relate("C-" + i, "C-1", Map.of("type", "DENIES"));
        }

        Answer graph = api.get("/claims/C-1/graph");

        assertThat(graph.body().get("truncated").booleanValue()).isTrue();
        assertThat(graph.body().get("nodes")).hasSize(Surroundings.MOST_CLAIMS);
        assertThat(graph.at("/nodes/0/number")).isEqualTo("1");
        int few = StatementCounter.of(() -> api.get("/claims/C-2/graph?depth=0"));
        assertThat(StatementCounter.of(() -> api.get("/claims/C-1/graph?depth=3")))
                .isEqualTo(few);
    }

    @Test
    void theRecordOfASourceTellsWhatBecameOfItsClaims() {
        for (int i = 1; i <= 3; i++) {
            api.created("/claims", claim("Said " + i));
        }
        publish("C-1", "Paper", "Ministry");
        publish("C-2", "Paper", "Ministry");
        publish("C-2", "Journal", "Ministry");
        publish("C-3", "Paper", "Embassy");
        api.created(
                "/claims/C-3/appearances",
                json("{\"article\": {\"url\": \"https://paper.example/own\", \"publisher\": {\"name\": \"Paper\"}}}"));
        relate("C-3", "C-1", Map.of("type", "DENIES"));
        api.put("/claims/C-1/status", Map.of("status", "CONTESTED", "reason", "Denied."), "*");

        assertThat(record("Ministry"))
                .isEqualTo("{\"made\":{\"claims\":2,\"byStatus\":{\"CONTESTED\":1,\"UNVERIFIED\":1}},"
                        + "\"relayed\":{\"claims\":0,\"byStatus\":{}},\"denied\":{\"claims\":0,\"byStatus\":{}}}");
        assertThat(record("Embassy")).contains("\"denied\":{\"claims\":1,\"byStatus\":{\"CONTESTED\":1}}");
        assertThat(record("Paper")).contains("\"made\":{\"claims\":1,").contains("\"relayed\":{\"claims\":3,");
        assertThat(api.get("/sources/01903a7c-4d0a-7d03-a5d2-7f1e0c9b8a12/record")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theRecordOfASourceIsTheSameBeforeAndAfterItIsKept() {
        for (int i = 1; i <= 4; i++) {
            api.created("/claims", claim("Said " + i));
            publish("C-" + i, "Paper", i % 2 == 0 ? "Ministry" : "Embassy");
        }
        relate("C-1", "C-2", Map.of("type", "DENIES"));
        List<String> sources = List.of("Paper", "Ministry", "Embassy");
        List<String> pending = sources.stream().map(this::record).toList();
        CatchUp.now(context);
        List<String> kept = sources.stream().map(this::record).toList();
        // All of it is to be made anew.
        owner.sql("insert into source_act_mark default values").update();
        List<String> byChains = sources.stream().map(this::record).toList();

        assertThat(kept).isEqualTo(pending).isEqualTo(byChains);
        assertThat(kept.get(2)).contains("\"denied\":{\"claims\":1,");
        api.put("/claims/C-2/status", Map.of("status", "CONTESTED", "reason", "Denied."), "*");
        assertThat(record("Embassy")).contains("\"denied\":{\"claims\":1,\"byStatus\":{\"CONTESTED\":1}}");
    }

    private String record(String source) {
        String id = api.get("/sources?q=" + source).items("id").get(0);
        return api.get("/sources/" + id + "/record").text().replaceAll("\\s", "");
    }

    private String suggested() {
        return api.get("/claims/C-1/standing").at("/suggestedStatus");
    }

    private void evidence(String stance) {
        api.created("/claims/C-1/evidence", Map.of("title", "A record", "kind", "DOCUMENT", "stance", stance));
    }

    private void publish(String claim, String publisher, String origin) {
        publish(claim, publisher, origin, "2024");
    }

    /** An article of this publisher that has it from that source. */
    private void publish(String claim, String publisher, String origin, String saidOn) {
        api.created("/claims/" + claim + "/appearances", json("""
                {"article": {"url": "https://%s.example/%s", "publisher": {"name": "%s", "kind": "PUBLICATION"}},
                 "attribution": [{"sources": [{"name": "%s", "kind": "ORGANIZATION"}], "saidOn": "%s"}]}""".formatted(
                        publisher.toLowerCase().replace(' ', '-'),
                        claim + "-" + origin.replace(' ', '-'),
                        publisher,
                        origin,
                        saidOn)));
    }

    private void appear(String claim, String url, String speakers) {
        api.created("/claims/" + claim + "/appearances", json("""
                {"article": {"url": "%s"}, "attribution": [{"sources": %s}]}""".formatted(url, speakers)));
    }

    private void relate(String from, String to, Map<String, Object> relation) {
        Map<String, Object> body = new HashMap<>(relation);
        body.put("to", Map.of("id", api.get("/claims/" + to).id()));
        api.created("/claims/" + from + "/relations", body);
    }

    private void record(String article, String publisher) {
        Answer read = api.get("/articles/" + article);
        api.patch(
                "/articles/" + article,
                Map.of("publisher", Map.of("name", publisher, "kind", "PUBLICATION")),
                read.etag());
    }

    private static List<String> explanation(Answer standing) {
        return StreamSupport.stream(standing.body().get("explanation").spliterator(), false)
                .map(sentence -> sentence.stringValue())
                .toList();
    }

    private static List<String> names(JsonNode items) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.get("name").stringValue())
                .toList();
    }
}
