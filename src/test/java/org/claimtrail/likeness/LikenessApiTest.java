package org.claimtrail.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Race;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whether something has been recorded already. */
class LikenessApiTest extends ApiTest {

    @Autowired
    private Vectors vectors;

    private static final String CONTAINERS = "Pyongyang sent thousands of containers with munitions to Moscow.";

    @BeforeEach
    void someClaims() {
        api.created("/claims", containers());
        api.created("/claims", claim("The harbour handled at least 40 ships in May 2024."));
        api.created("/claims", claim("Unemployment fell to its lowest rate in fifty years."));
    }

    @Test
    void aClaimIsFoundByItsMeaningAndByItsWordsAsSoonAsItIsRecorded() {
        Answer found = similar(CONTAINERS);

        assertThat(found.status()).isEqualTo(200);
        assertThat(numbers(found)).startsWith(1);
        assertThat(found.at("/semantic")).isEqualTo("COMPLETE");
        assertThat(found.body().at("/items/0/semantic").doubleValue()).isGreaterThan(0.5);
        assertThat(words(found)).containsExactly("containers");
        assertThat(found.body().at("/items/0/claim"))
                .isEqualTo(api.get("/claims/C-1").body());

        api.created(
                "/claims", claim("North Korea delivered shells to Russia by the shipload, thousands of containers."));
        assertThat(numbers(similar(CONTAINERS)).subList(0, 2)).containsExactlyInAnyOrder(1, 4);
        assertThat(numbers(similar("Fewer people are out of work than in half a century")))
                .startsWith(3);
    }

    @Test
    void theSameTextIsTheMostAlike() {
        Answer found = similar("The harbour handled at least 40 ships in May 2024.");

        assertThat(numbers(found)).startsWith(2);
        assertThat(found.body().at("/items/0/score").doubleValue()).isEqualTo(1);
        assertThat(found.body().at("/items/0/semantic").doubleValue()).isEqualTo(1);
        assertThat(found.body().at("/items/0/lexical").doubleValue()).isEqualTo(1);
    }

    @Test
    void anEditedClaimIsFoundByWhatItSaysNow() {
        similar(CONTAINERS);
        api.patch("/claims/C-1", Map.of("text", "The zoo has three elephants."), "*");

        Answer before = similar("North Korea sent containers to Russia");
        assertThat(before.body().get("items")).allSatisfy(item -> {
            assertThat(item.get("semantic").doubleValue()).isLessThan(0.4);
            assertThat(item.get("words")).isEmpty();
        });
        Answer now = similar("How many elephants are in the zoo?");
        assertThat(numbers(now)).startsWith(1);
        assertThat(words(now)).containsExactlyInAnyOrder("elephants", "zoo");
    }

    @Test
    void aDeletedClaimIsNotFoundUntilItIsRestored() {
        similar(CONTAINERS);
        api.delete("/claims/C-1", "*");
        assertThat(numbers(similar(CONTAINERS))).isNotEmpty().doesNotContain(1);

        api.send("POST", "/claims/C-1/restore", null, null);
        assertThat(numbers(similar(CONTAINERS))).startsWith(1);
    }

    @Test
    void whatIsLeftOfAPurgedClaimSaysNothingOfIt() {
        similar(CONTAINERS);
        api.delete("/claims/C-1", "*");
        api.post("/claims/C-1/purge", Map.of("reason", "By order of the court."));

        assertThat(db.sql("select count(*) from claim_stems where claim_number = 1")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(db.sql("select text_hash is null and vector is null from claim_vector where claim_number = 1")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(numbers(similar(CONTAINERS))).doesNotContain(1);
    }

    @Test
    void whatPutsNothingOfItselfIntoAPostIsNotRead() {
        Answer found = similar("RT @somebody: #HarbourShips in #May https://t.co/abc 40!!");

        assertThat(numbers(found)).startsWith(2);
        assertThat(words(found)).containsExactlyInAnyOrder("Harbour", "Ships", "May", "40");
        assertThat(similar("https://t.co/abc").status()).isEqualTo(200);
        assertThat(similar("!!!").status()).isEqualTo(200);
        assertThat(similar("it is 'a' \\ the:* & | of").status()).isEqualTo(200);
    }

    @Test
    void aSentenceOfALongQuoteIsEnough() {
        String quote = "Let me tell you about my grandmother, who kept bees and never complained about the weather. "
                        .repeat(30)
                + "North Korea shipped 6,700 containers to Russia. We had honey every summer.";

        assertThat(numbers(similar(quote))).startsWith(1);
    }

    @Test
    void wordsAreStemmedByTheirLanguage() {
        api.created("/claims", claim("Die Häfen melden gesunkene Schiffe.").put("language", "de"));

        Answer found =
                api.post("/claims/similar", Map.of("text", "Welcher Hafen sah ein Schiff sinken?", "language", "de"));

        assertThat(numbers(found)).startsWith(4);
        assertThat(words(found)).contains("Schiff");
    }

    @Test
    void asManyAreAnsweredAsWereAskedFor() {
        assertThat(numbers(api.post("/claims/similar", Map.of("text", CONTAINERS, "limit", 1))))
                .containsExactly(1);
    }

    @Test
    void whatIsWrongWithTheBodyIsToldAllAtOnce() {
        Answer refused =
                api.post("/claims/similar", Map.of("text", " ", "limit", 51, "language", "not a language", "n", 1));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.pointers()).containsExactlyInAnyOrder("/text", "/limit", "/language", "/n");
        assertThat(api.post("/claims/similar", Map.of("limit", 0)).pointers())
                .containsExactlyInAnyOrder("/text", "/limit");
        assertThat(api.post("/claims/similar", Map.of("text", "x".repeat(20_001)))
                        .pointers())
                .containsExactly("/text");
        for (String parameter : List.of("asOf=2024-01-01T00:00:00Z", "knownOn=2024-01-01", "limit=3")) {
            assertThat(api.post("/claims/similar?" + parameter, Map.of("text", "x"))
                            .status())
                    .as(parameter)
                    .isEqualTo(400);
        }
    }

    @Test
    void whoeverReadsMayAskAndStrangersMayNot() {
        assertThat(api.as(Role.READER)
                        .post("/claims/similar", Map.of("text", CONTAINERS))
                        .status())
                .isEqualTo(200);
        assertThat(api.with(null)
                        .post("/claims/similar", Map.of("text", CONTAINERS))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void recordingTellsWhatItProbablyRepeats() {
        Answer recorded = api.created("/claims?similar=3", containers());
        assertThat(similarNumbers(recorded)).containsExactly(1);
        assertThat(recorded.etag()).isEqualTo(api.get("/claims/C-4").etag());

        assertThat(similarNumbers(api.created("/claims?similar=3", claim("Whales sleep upright."))))
                .isEmpty();
        assertThat(api.created("/claims", containers()).body().has("similar")).isFalse();
        assertThat(similarNumbers(api.created("/claims?similar=1", containers())))
                .hasSize(1);
    }

    @Test
    void aRepeatedRequestIsAnsweredTheSame() {
        Answer first = api.post("/claims?similar=3", containers(), "Idempotency-Key", "one");
        api.created("/claims", containers());
        Answer repeat = api.post("/claims?similar=3", containers(), "Idempotency-Key", "one");

        assertThat(similarNumbers(first)).containsExactly(1);
        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(numbers(similar(containers().get("text").asString())).subList(0, 3))
                .containsExactly(1, 4, 5);
    }

    @Test
    void whatIsWrongIsToldAsWithoutAskingForSimilarOnes() {
        for (String many : List.of("0", "11", "some", "")) {
            Answer refused = api.post("/claims?similar=" + many, claim("One."));
            assertThat(refused.problem()).as(many).isEqualTo("invalid-query");
        }
        assertThat(api.post("/claims?similar=1", Bodies.json("{\"text\": 1, \"language\": \"?\"}"))
                        .pointers())
                .containsExactlyInAnyOrder("/text", "/kind", "/language");
        assertThat(api.post("/claims?similar=1", Map.of("text", "a\0b", "kind", "FACT"))
                        .pointers())
                .containsExactly("/text");
    }

    @Test
    void manyNewClaimsLeaveTheAnswerIncompleteAndTheNewestAreFound() {
        db.sql("""
                insert into claim (id, revision, text, kind, created_at, updated_at)
                select gen_random_uuid(), 0, 'Bulk statement about case ' || n, 'FACT', now(), now()
                from generate_series(1, 100) n""").update();
        api.created("/claims", claim("A comet was seen above Lisbon."));

        Answer found = similar("Portuguese watched a shooting star");

        assertThat(found.at("/semantic")).isEqualTo("INCOMPLETE");
        assertThat(numbers(found)).startsWith(104);
        assertThat(words(similar("case 77"))).contains("77");
        for (int i = 0; i < 4; i++) {
            found = similar("Portuguese watched a shooting star");
        }
        assertThat(found.at("/semantic")).isEqualTo("COMPLETE");
    }

    /** A text and another one that says something else; the model has no words of their languages. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "นายกรัฐมนตรีลาออกแล้ว | แมวนอนหลับบนหลังคาบ้าน | UNKNOWN_WORDS",
                "ጠቅላይ ሚኒስትሩ ሥልጣናቸውን ለቀቁ | ድመቷ ጣራ ላይ ተኛች | UNKNOWN_WORDS",
                "প্রধানমন্ত্রী পদত্যাগ করেছেন | বিড়ালটি ছাদে ঘুমাচ্ছে | UNKNOWN_WORDS",
                "总理今天宣布辞职 | 猫在屋顶上睡觉 | UNKNOWN_WORDS",
                "🔥🔥🔥 | 🐱🏠 | NO_WORDS",
                "5,500 2025 | 14:30 88 % | NO_WORDS"
            })
    void whatTheModelKnowsNothingOfIsNotComparedByItsMeaning(String text, String another, String reason) {
        Answer recorded = api.created("/claims?similar=5", claim(another));
        int number = recorded.body().get("number").intValue();
        assertThat(recorded.at("/similarSemantic")).isEqualTo("ABSENT");
        assertThat(recorded.at("/similarLimits/0/reason")).isEqualTo(reason);

        Answer found = similar(text);
        assertThat(found.at("/semantic")).isEqualTo("ABSENT");
        assertThat(limits(found)).contains("TEXT " + reason + " false");
        assertThat(numbers(found)).as("nothing in common").doesNotContain(number);

        Answer english = similar("A cat sleeps on the roof.");
        assertThat(english.at("/semantic")).isEqualTo("INCOMPLETE");
        assertThat(limits(english)).containsExactly("CLAIMS " + reason + " false");
        assertThat(english.body().at("/limits/0/claims").intValue()).isEqualTo(1);
        assertThat(numbers(english)).doesNotContain(number);

        // The same once more is told by its words, where it has some.
        assertThat(similarNumbers(api.created("/claims?similar=5", claim(another))))
                .isEqualTo(another.contains("🐱") ? List.of() : List.of(number));
    }

    @Test
    void aLanguageThatTheModelWasNotMadeForIsTold() {
        String text = "La Corée du Nord a livré des milliers de conteneurs à la Russie.";
        Answer stated = api.post("/claims/similar", Map.of("text", text, "language", "fr-CA"));

        for (Answer found : List.of(similar(text), stated)) {
            assertThat(found.at("/semantic")).isEqualTo("INCOMPLETE");
            assertThat(limits(found)).containsExactly("TEXT LANGUAGE true");
            assertThat(found.at("/limits/0/language")).isEqualTo("fr");
        }
        // Any two texts in it are alike to the model: what they mean is no reason to take one for the other.
        api.created("/claims", claim(text));
        assertThat(similarNumbers(api.created("/claims?similar=5", claim("La France a livré du blé à la Russie."))))
                .isEmpty();
        assertThat(similarNumbers(api.created("/claims?similar=5", claim(text))))
                .containsExactly(4);
        Answer english = similar("A cat sleeps on the roof.");
        assertThat(limits(english)).containsExactly("CLAIMS LANGUAGE true");
        assertThat(english.body().at("/limits/0/claims").intValue()).isEqualTo(3);
    }

    /** What is not known has no likeness to anything, so that it makes no two texts the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The minister resigned: นายกรัฐมนตรีลาออก | The minister resigned: ភ្នំពេញ | นายกรัฐมนตรีลาออก",
                "The minister resigned. 🔥 | The minister resigned. 🐱 | 🔥",
                "The minister said уходит в отставку | The minister said кошка спит | отставку",
                "Officials of 北京市 resigned today | Officials of 東京都 resigned today | 北京市",
                "The minister of ኢትዮጵያ resigned | The minister of ትግራይ resigned | ኢትዮጵያ"
            })
    void ofMixedTextsTheRestIsCompared(String text, String another, String unknown) {
        api.created("/claims", claim(another).put("language", "en"));

        Answer found = api.post("/claims/similar", Map.of("text", text, "language", "en"));

        assertThat(found.at("/semantic")).isEqualTo("INCOMPLETE");
        assertThat(limits(found)).containsExactly("TEXT UNKNOWN_WORDS true", "CLAIMS UNKNOWN_WORDS false");
        assertThat(found.body().at("/limits/0/words").toString()).contains(unknown);
        assertThat(numbers(found)).startsWith(4);
        assertThat(found.at("/items/0/limits/0")).isEqualTo("UNKNOWN_WORDS");
        assertThat(found.body().at("/items/0/semantic").doubleValue()).isBetween(0.1, 0.97);
    }

    @Test
    void howMuchOfALongTextIsComparedIsTold() {
        String text = "Ships were seen in the harbour. ".repeat(20);
        assertThat(limits(similar(text))).isEmpty();

        String longer = "Ships were seen in the harbour every day of that long month of May. ".repeat(40);
        assertThat(limits(similar(longer))).containsExactly("TEXT CUT true");
        api.created("/claims", claim(longer));
        Answer found = similar("Ships were seen");
        assertThat(limits(found)).containsExactly("CLAIMS CUT true");
        assertThat(found.at("/items/0/limits/0")).isEqualTo("CUT");

        Answer recorded = api.created("/claims?similar=3", claim("Ships sank. ".repeat(2000)));
        assertThat(recorded.at("/similarSemantic")).isEqualTo("INCOMPLETE");
        assertThat(recorded.at("/similarLimits/0/reason")).isEqualTo("CUT");
    }

    /** Where claims were looked at before their language was stated, or is another one now. */
    @Test
    void aClaimIsLookedAtAnewWhenItsLanguageChanges() {
        api.created("/claims", claim("Paris nie."));
        vectors.catchUp();
        assertThat(limits(similar("A cat sleeps."))).isEmpty();

        api.patch("/claims/C-4", Map.of("language", "fr"), "*");
        assertThat(limits(similar("A cat sleeps."))).containsExactly("CLAIMS LANGUAGE true");
        vectors.catchUp();
        assertThat(limits(similar("A cat sleeps."))).containsExactly("CLAIMS LANGUAGE true");

        api.patch("/claims/C-4", Map.of("text", "Paris denies it.", "language", "en"), "*");
        assertThat(limits(similar("A cat sleeps."))).isEmpty();
        api.patch("/claims/C-4", Map.of("text", "นายกรัฐมนตรีลาออก"), "*");
        vectors.catchUp();
        assertThat(limits(similar("A cat sleeps."))).containsExactly("CLAIMS UNKNOWN_WORDS false");
        api.delete("/claims/C-4", "*");
        assertThat(similar("A cat sleeps.").at("/semantic")).isEqualTo("COMPLETE");
    }

    @Test
    void aParaphraseIsTold() {
        Answer recorded = api.created("/claims?similar=3", claim(CONTAINERS));

        assertThat(similarNumbers(recorded)).containsExactly(1);
        assertThat(recorded.at("/similar/0/semantic")).isNotNull();
        assertThat(recorded.at("/similarSemantic")).isEqualTo("COMPLETE");
        assertThat(recorded.body().get("similarLimits")).isEmpty();
        assertThat(similarNumbers(api.created("/claims?similar=3", claim("Unemployment rose in the port of Rajin."))))
                .isEmpty();
    }

    /** A number in common is a number, not its digits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "About 14,300 containers. | Some 4,300 rockets. | ",
                "About 4,300 containers. | Some 300 rockets. | ",
                "About 4.3 containers. | Some 4 or 3 rockets. | ",
                "About 4,300 containers. | Some 4 300 rockets. | 4 300",
                "About 4\u00A0300 containers. | Some 4’300 rockets. | 4’300",
                "About 4.300 containers. | Some 4,300 rockets. | 4,300",
                "About 4,300,000 containers. | Some 4,300 rockets. | ",
                "About 12,34,567 containers. | Some 1,234,567 rockets. | 1,234,567",
                "CVE-2026-2332 exploited. | Case 2332 closed. | 2332",
                "O’Brien resigned. | Asked O'Brien why. | O'Brien"
            })
    void numbersInCommonAreWhole(String recorded, String text, String shared) {
        api.created("/claims", claim(recorded));

        assertThat(words(similar(text))).isEqualTo(shared == null ? List.of() : List.of(shared));
    }

    @Test
    void claimsAreFoundWhileOthersWrite() {
        Race.of(8, writer -> {
            for (int i = 0; i < 5; i++) {
                String text = "Volcano number " + writer + " erupted " + i + " times.";
                Answer recorded = api.post("/claims?similar=1", claim(text), "Idempotency-Key", writer + "-" + i);
                assertThat(recorded.status()).isEqualTo(201);
                int number = recorded.body().get("number").intValue();
                assertThat(numbers(similar(text))).as(text).startsWith(number);
                if (i == 3) {
                    api.patch("/claims/C-" + number, Map.of("text", "Glacier " + writer + " melted."), "*");
                    assertThat(numbers(similar("Glacier " + writer + " melted.")))
                            .startsWith(number);
                }
                if (i == 4) {
                    api.delete("/claims/C-" + number, "*");
                    assertThat(numbers(similar(text))).doesNotContain(number);
                }
            }
            return writer;
        });
        assertThat(due()).as("asking stores nothing").isPositive();
        vectors.catchUp();
        assertThat(due()).isZero();
        assertThat(similar("Volcano number 1 erupted 1 times.").at("/semantic")).isEqualTo("COMPLETE");
    }

    private long due() {
        return db.sql("select count(*) from claim_vector where text_hash is not null and vector is null")
                .query(Long.class)
                .single();
    }

    /** Of what, why, and whether it was compared nevertheless. */
    private static List<String> limits(Answer found) {
        return StreamSupport.stream(found.body().get("limits").spliterator(), false)
                .map(limit ->
                        limit.get("of").asString() + " " + limit.get("reason").asString() + " "
                                + limit.get("compared").asBoolean())
                .toList();
    }

    private Answer similar(String text) {
        return api.post("/claims/similar", Map.of("text", text));
    }

    private static List<Integer> numbers(Answer found) {
        return StreamSupport.stream(found.body().get("items").spliterator(), false)
                .map(item -> item.at("/claim/number").intValue())
                .toList();
    }

    private static List<Integer> similarNumbers(Answer recorded) {
        return StreamSupport.stream(recorded.body().get("similar").spliterator(), false)
                .map(item -> item.at("/claim/number").intValue())
                .toList();
    }

    /** Those that the first one shares with the text. */
    private static List<String> words(Answer found) {
        return StreamSupport.stream(found.body().at("/items/0/words").spliterator(), false)
                .map(word -> word.asString())
                .toList();
    }
}
