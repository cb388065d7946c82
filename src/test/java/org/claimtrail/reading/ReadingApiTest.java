package org.claimtrail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;

/** What a text says, asked over HTTP. */
class ReadingApiTest extends ApiTest {

    private static final String TEXT =
            "On Tuesday he said that about 6,700 containers, worth $22.5 million, had left since June 2023.";

    @Test
    void figuresAndDatesAreTold() {
        Answer read = api.post("/readings", Map.of("text", TEXT, "language", "en", "publishedOn", "2024-06-20"));

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.at("/figures/0/asStated")).isEqualTo("about 6,700 containers");
        assertThat(read.at("/figures/0/qualifier")).isEqualTo("ABOUT");
        assertThat(read.body().at("/figures/0/amount").intValue()).isEqualTo(6700);
        assertThat(read.at("/figures/0/unit")).isEqualTo("containers");
        assertThat(TEXT.substring(
                        read.body().at("/figures/0/start").intValue(),
                        read.body().at("/figures/0/end").intValue()))
                .isEqualTo("about 6,700 containers");
        assertThat(read.body().at("/figures/1/amount").intValue()).isEqualTo(22_500_000);
        assertThat(read.body().at("/figures").size()).isEqualTo(2);
        assertThat(read.at("/dates/0/edtf")).isEqualTo("2024-06-18");
        assertThat(read.at("/dates/1/edtf")).isEqualTo("2023-06");
    }

    @Test
    void whoSaysWhatIsTold() {
        String text =
                "South Korea's defence minister Shin Won-sik said on Monday that 6,700 containers had left. Moscow denies it. "
                        + "\u201CIt is absurd,\u201D he said.";

        Answer read = api.post("/readings", Map.of("text", text));

        assertThat(read.body().at("/sentences").size()).isEqualTo(3);
        assertThat(read.at("/attributions/0/source/name")).isEqualTo("Shin Won-sik");
        assertThat(read.at("/attributions/0/source/roleAsStated")).contains("defence minister");
        assertThat(read.at("/attributions/0/cue/0/text")).isEqualTo("said");
        assertThat(read.at("/attributions/0/lemma")).isEqualTo("say");
        assertThat(read.at("/attributions/0/content/0/text")).startsWith("that 6,700 containers had left");
        assertThat(read.at("/attributions/0/mode")).isEqualTo("INDIRECT");
        assertThat(read.at("/attributions/0/polarity")).isEqualTo("ASSERTS");
        assertThat(read.at("/attributions/1/source/words/text")).isEqualTo("Moscow");
        assertThat(read.at("/attributions/1/polarity")).isEqualTo("DENIES");
        assertThat(read.at("/attributions/2/mode")).isEqualTo("DIRECT");
        assertThat(read.at("/attributions/2/source/kind")).isEqualTo("PRONOUN");
        assertThat(read.at("/attributions/2/source/refersTo/text")).contains("Shin Won-sik");
        read.body()
                .at("/attributions")
                .forEach(one -> one.at("/cue")
                        .forEach(cue -> assertThat(text.substring(
                                        cue.at("/start").intValue(),
                                        cue.at("/end").intValue()))
                                .isEqualTo(cue.at("/text").stringValue())));
        assertThat(api.post("/readings", Map.of("text", text, "language", "ko"))
                        .body()
                        .at("/attributions")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void ofAnArticleItsTextIsReadAsOfItsDay() {
        String id = api.created(
                        "/articles",
                        Map.of(
                                "url", "https://news.example/readings",
                                "medium", "WEB",
                                "title", "Ships",
                                "language", "de",
                                "publishedOn", "2024-06-20",
                                "body", "Gestern kamen 1.234,5 Tonnen an."))
                .at("/id");

        Answer read = api.post("/readings", Map.of("article", id));
        assertThat(read.at("/language")).isEqualTo("de");
        assertThat(read.at("/publishedOn")).isEqualTo("2024-06-20");
        assertThat(read.body().at("/figures/0/amount").doubleValue()).isEqualTo(1234.5);
        assertThat(read.at("/dates/0/edtf")).isEqualTo("2024-06-19");

        Answer other = api.post("/readings", Map.of("article", id, "text", "Gestern", "publishedOn", "2024-01-02"));
        assertThat(other.at("/dates/0/edtf")).isEqualTo("2024-01-01");
    }

    @Test
    void whatIsWrongIsToldByFieldAndRule() {
        assertThat(api.post("/readings", Map.of()).pointers()).containsExactly("/text");
        assertThat(api.post(
                                "/readings",
                                Map.of(
                                        "text",
                                        1,
                                        "language",
                                        "no language",
                                        "publishedOn",
                                        "June",
                                        "article",
                                        "x",
                                        "n",
                                        1))
                        .pointers())
                .containsExactlyInAnyOrder("/text", "/language", "/publishedOn", "/article", "/n");
        assertThat(api.post("/readings", Map.of("article", "00000000-0000-0000-0000-000000000000"))
                        .pointers())
                .containsExactly("/article");
        assertThat(api.post("/readings", Map.of("text", "x".repeat(Readings.LONGEST + 1)))
                        .pointers())
                .containsExactly("/text");
        assertThat(api.post("/readings?limit=3", Map.of("text", "x")).status()).isEqualTo(400);
    }

    @Test
    void whoeverReadsMayAskAndStrangersMayNot() {
        assertThat(api.as(Role.READER).post("/readings", Map.of("text", TEXT)).status())
                .isEqualTo(200);
        assertThat(api.with(null).post("/readings", Map.of("text", TEXT)).status())
                .isEqualTo(401);
    }
}
