package org.claimtrail.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedTextTest {

    private static final String TEXT =
            "\uD83D\uDEA2 \u201CNo  ship\n was kept out,\u201D said O\u2019Neill \u2014 of the \uFB01shery\u2019s"
                    + " office, in 1,206 caf\u00E9s. \u5CF6\u6751\u6C0F\u304C\u8A9E\u3063\u305F";

    @Test
    void howeverTheyAreTypedWordsAreFoundAsTheTextHasThem() {
        FoldedText text = new FoldedText(TEXT);
        Map.of(
                        "\"no ship was kept out,\"", "\u201CNo  ship\n was kept out,\u201D",
                        "O'Neill - of the FISHERY", "O\u2019Neill \u2014 of the \uFB01shery",
                        "cafe\u0301s", "caf\u00E9s",
                        "1,206", "1,206",
                        "\u6751\u6C0F", "\u6751\u6C0F",
                        "\uD83D\uDEA2 \"no", "\uD83D\uDEA2 \u201CNo")
                .forEach((words, there) -> assertThat(
                                text.find(words, 0, TEXT.length()).map(passage -> passage.in(TEXT)))
                        .contains(there));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hip was kept",
                "ship was kep",
                "206",
                "1,20",
                "1",
                "No ship ... out",
                "kept ship",
                "  ",
                "\u200B"
            })
    void onlyWholeWordsInTheirOrderAreFound(String words) {
        assertThat(new FoldedText(TEXT).has(words)).isFalse();
    }

    @Test
    void theyAreFoundWithinTheBoundsThatAreGiven() {
        FoldedText text = new FoldedText("one two one two");

        assertThat(text.find("one two", 0, 15)).contains(new Passage(0, 7));
        assertThat(text.find("one two", 1, 15)).contains(new Passage(8, 15));
        assertThat(text.find("one two", 1, 14)).isEmpty();
    }
}
