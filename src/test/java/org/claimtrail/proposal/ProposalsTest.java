package org.claimtrail.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.claimtrail.platform.InvalidInput;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.reading.ArticleTexts;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Candidates of recorded articles: bodies that are recorded as they are. */
class ProposalsTest extends ApiTest {

    private static final String VISIT = visit();

    @Autowired
    private Proposals proposals;

    @Autowired
    private ArticleTexts texts;

    private UUID article;

    @BeforeEach
    void anArticle() {
        article = article("https://news.example/visit", VISIT);
    }

    private static String visit() {
        try (InputStream text = ProposalsTest.class.getResourceAsStream("visit.txt")) {
            return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID article(String url, String body) {
        return UUID.fromString(api.created(
                        "/articles",
                        Map.of(
                                "url", url,
                                "medium", "WEB",
                                "title", "The visit",
                                "language", "en",
                                "publishedOn", "2024-06-19",
                                "body", body))
                .id());
    }

    private Candidate of(String passage) {
        int at = VISIT.indexOf(passage);
        return proposals.ofPassage(texts.newest(article), at, at + passage.length());
    }

    @Test
    void whateverIsMarkedIsRecordedAsItIsProposed() {
        for (int from = VISIT.indexOf('\n'); from >= 0 && from < VISIT.length() - 80; from += 97) {
            Candidate candidate = proposals.ofPassage(texts.newest(article), from, from + 80);

            JsonNode claim = api.created("/claims", candidate.body()).body();
            assertThat(claim.at("/text").stringValue()).isNotBlank();
            assertThat(claim.at("/appearances/0/excerptState").stringValue("")).isIn("STANDS", "");
        }
    }

    @Test
    void thePlaceIsThePassageInWholeWords() {
        int at = VISIT.indexOf("bout 6,700 container");
        Candidate candidate = proposals.ofPassage(texts.newest(article), at, at + "bout 6,700 container".length());

        assertThat(VISIT.substring(candidate.from(), candidate.to())).isEqualTo("about 6,700 containers");
        JsonNode appearance = candidate.body().at("/appearances/0");
        assertThat(appearance.at("/article/id").stringValue()).isEqualTo(article.toString());
        assertThat(appearance.at("/version").intValue()).isEqualTo(1);
        assertThat(appearance.at("/locator/exact").stringValue()).isEqualTo("about 6,700 containers");
        assertThat(appearance.at("/locator/prefix").stringValue()).endsWith("Pyongyang shipped ");
        assertThat(appearance.at("/locator/suffix").stringValue()).startsWith(" to Russia");
        assertThat(appearance.at("/locator/start").intValue())
                .isEqualTo(VISIT.codePointCount(0, VISIT.indexOf("about 6,700")));
    }

    @Test
    void whoAndWhatIsRecordedAlreadyIsMeant() {
        String ministry = api.created(
                        "/sources",
                        Map.of(
                                "name",
                                "Ministry of Defense of South Korea",
                                "kind",
                                "ORGANIZATION",
                                "aliases",
                                List.of("South Korean Defense Ministry")))
                .id();
        String measure = api.created(
                        "/measures",
                        Map.of("name", "containers shipped from North Korea to Russia", "unit", "containers"))
                .id();

        JsonNode body = of("about 6,700 containers").body();

        assertThat(body.at("/text").stringValue())
                .isEqualTo("Between August and February, Pyongyang shipped about 6,700 containers to Russia.");
        assertThat(body.at("/kind").stringValue()).isEqualTo("FIGURE");
        assertThat(body.at("/appearances/0/attribution/0/sources/0/id").stringValue())
                .isEqualTo(ministry);
        assertThat(body.at("/figures/0/measure/id").stringValue()).isEqualTo(measure);
        assertThat(body.at("/figures/0/period").stringValue()).isEqualTo("2023-08/2024-02");
        assertThat(api.post("/claims", body).status()).isEqualTo(201);
    }

    @Test
    void whomItIsAboutIsTheRecordedSourceThatTheSentenceBeginsWith() {
        String state = api.created(
                        "/sources",
                        Map.of("name", "North Korea", "kind", "GOVERNMENT", "aliases", List.of("Pyongyang")))
                .id();

        JsonNode body = of("about 6,700 containers").body();

        assertThat(body.at("/about/0/id").stringValue()).isEqualTo(state);
        assertThat(api.post("/claims", body).at("/about/0/name")).isEqualTo("North Korea");
        assertThat(Subjects.of("The Energy Minister Anna Berg's bridge is open."))
                .containsExactly("Energy Minister Anna Berg", "Minister Anna Berg", "Anna Berg", "Berg");
        assertThat(Subjects.of("In May, the Bank of Korea raised rates.")).endsWith("May", "Bank of Korea");
        assertThat(Subjects.of("the bridge is open.")).isEmpty();
        api.created(
                "/sources",
                Map.of("name", "City of Pyongyang", "kind", "ORGANIZATION", "aliases", List.of("Pyongyang")));
        assertThat(of("about 6,700 containers").body().has("about"))
                .as("One of two.")
                .isFalse();
    }

    @Test
    void aNameOfSeveralIsLeftOut() {
        api.created("/sources", Map.of("name", "Russia", "kind", "GOVERNMENT", "aliases", List.of("Moscow")));
        api.created("/sources", Map.of("name", "City of Moscow", "kind", "ORGANIZATION", "aliases", List.of("Moscow")));

        JsonNode body =
                of("Moscow and Pyongyang have denied the arms transfers").body();

        assertThat(body.at("/kind").stringValue()).isEqualTo("DENIAL");
        assertThat(body.at("/appearances/0/attribution/0/sources").size()).isEqualTo(1);
        assertThat(body.at("/appearances/0/attribution/0/sources/0/name").stringValue())
                .isEqualTo("Pyongyang");
        assertThat(api.post("/claims", body).status()).isEqualTo(201);
    }

    @Test
    void aNameInFullIsLookedForInAllOfTheText() {
        String kirby = api.created("/sources", Map.of("name", "John Kirby", "kind", "PERSON"))
                .id();
        String text = "US spokesman John Kirby spoke.\n\n" + "The sun shone on the hills.\n\n".repeat(400)
                + "Kirby said the ships had left.";
        UUID longer = article("https://news.example/long", text);

        Candidate candidate = proposals.ofPassage(texts.newest(longer), text.lastIndexOf("the ships"), text.length());

        assertThat(candidate.body().at("/text").stringValue()).isEqualTo("The ships had left.");
        assertThat(candidate
                        .body()
                        .at("/appearances/0/attribution/0/sources/0/id")
                        .stringValue())
                .isEqualTo(kirby);
    }

    @Test
    void whereNoPassageIsNothingIsProposed() {
        assertThatThrownBy(() -> proposals.ofPassage(texts.newest(article), 5, 5))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> proposals.ofPassage(texts.newest(article), -1, VISIT.length() + 1))
                .isInstanceOfSatisfying(
                        InvalidInput.class, e -> assertThat(e.faults()).hasSize(2));
        assertThatThrownBy(() -> proposals.ofPassage(texts.newest(UUID.randomUUID()), 0, 5))
                .isInstanceOf(NotRecorded.class);
    }

    @Test
    void aReadingAnswersTheCandidatesWhereTheyAreAskedFor() {
        JsonNode read = api.post("/readings?propose=true", Map.of("article", article.toString()))
                .body();

        assertThat(read.at("/candidates").size()).isBetween(8, 20);
        read.at("/candidates").forEach(candidate -> {
            assertThat(VISIT.substring(
                            candidate.at("/start").intValue(),
                            candidate.at("/end").intValue()))
                    .isEqualTo(
                            candidate.at("/claim/appearances/0/locator/exact").stringValue());
            assertThat(candidate.at("/likes").isEmpty()).isTrue();
            assertThat(api.post("/claims", candidate.at("/claim")).status()).isEqualTo(201);
        });

        JsonNode again = api.post("/readings?propose=true", Map.of("text", VISIT, "publishedOn", "2024-06-19"))
                .body();
        assertThat(again.at("/candidates").size())
                .isEqualTo(read.at("/candidates").size());
        again.at("/candidates").forEach(candidate -> {
            assertThat(candidate.at("/claim").has("appearances")).isFalse();
            assertThat(candidate.at("/likes").size()).isBetween(1, 3);
            boolean denial = candidate.at("/claim/kind").stringValue().equals("DENIAL");
            candidate
                    .at("/likes")
                    .forEach(like -> assertThat(
                                    like.at("/claim/kind").stringValue().equals("DENIAL"))
                            .isEqualTo(denial));
        });

        assertThat(api.post("/readings?propose=false", Map.of("text", VISIT))
                        .body()
                        .has("candidates"))
                .isFalse();
        assertThat(api.post("/readings?propose=maybe", Map.of("text", VISIT)).status())
                .isEqualTo(400);
    }
}
