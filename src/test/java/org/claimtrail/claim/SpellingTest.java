package org.claimtrail.claim;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {

    @ParameterizedTest
    @CsvSource({
        "harbour, harbour, 0",
        "harbuor, harbour, 1",
        "harbor, harbour, 1",
        "hrabuor, harbour, 2",
        "containner, container, 1",
        "minstry, ministry, 1",
        "defence, defense, 1",
        "ships, shells, 3",
        "ca, abc, 3",
        "'', word, 4"
    })
    void mistakesAreCounted(String one, String other, int mistakes) {
        assertThat(Spelling.mistakes(one, other)).isEqualTo(mistakes);
        assertThat(Spelling.mistakes(other, one)).isEqualTo(mistakes);
    }

    @Property
    void oneMistakeIsOne(
            @ForAll @AlphaChars @StringLength(min = 4, max = 20) String word,
            @ForAll @IntRange(max = 19) int at,
            @ForAll char letter) {
        int place = at % word.length();
        assertThat(Spelling.mistakes(word, word.substring(0, place) + word.substring(place + 1)))
                .isEqualTo(1);
        assertThat(Spelling.mistakes(word, word.substring(0, place) + letter + word.substring(place)))
                .isEqualTo(1);
        assertThat(Spelling.mistakes(word, word.substring(0, place) + letter + word.substring(place + 1)))
                .isLessThanOrEqualTo(1);
        if (place + 1 < word.length()) {
            String swapped =
                    word.substring(0, place) + word.charAt(place + 1) + word.charAt(place) + word.substring(place + 2);
            assertThat(Spelling.mistakes(word, swapped)).isLessThanOrEqualTo(1);
        }
    }

    @Property
    void noMoreThanTheLettersOfTheLongerOne(
            @ForAll @StringLength(max = 12) String one, @ForAll @StringLength(max = 12) String other) {
        int mistakes = Spelling.mistakes(one, other);
        assertThat(mistakes).isBetween(Math.abs(one.length() - other.length()), Math.max(one.length(), other.length()));
        assertThat(mistakes == 0).isEqualTo(one.equals(other));
    }
}
