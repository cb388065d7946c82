package org.claimtrail.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepetitionTest {

    private final Repetition repetition = new Repetition(0.62);

    @ParameterizedTest
    @CsvSource({
        "0.62, 0, true",
        "0.61, 0, false",
        "0.5, 0.2, true",
        "0.5, 0.19, false",
        "0.21, 0.69, true",
        "0.2, 0.69, false",
        ", 0.7, true",
        ", 0.69, false",
        "-1, 0.7, true",
        "1, 0, true",
        "0, 0, false"
    })
    void meaningAndWordsTogetherTellARepeat(@Nullable Double meaning, double shared, boolean told) {
        assertThat(repetition.isProbable(meaning, shared, Set.of())).isEqualTo(told);
        assertThat(repetition.isProbable(meaning, shared, EnumSet.of(Limit.CUT, Limit.UNKNOWN_WORDS)))
                .isEqualTo(told);
    }

    @ParameterizedTest
    @CsvSource({"1, 0, false", "1, 0.69, false", "0, 0.7, true", ", 0.7, true", ", 0.69, false"})
    void inALanguageThatTheModelWasNotMadeForWordsAloneDo(@Nullable Double meaning, double shared, boolean told) {
        assertThat(repetition.isProbable(meaning, shared, EnumSet.of(Limit.LANGUAGE)))
                .isEqualTo(told);
    }
}
