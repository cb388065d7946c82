package org.claimtrail.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.prose.TextDifference.Piece;
import org.claimtrail.prose.TextDifference.Row;
import org.junit.jupiter.api.Test;

class TextDifferenceTest {

    /** Each row as before | after, with what differs in brackets; or how many paragraphs are the same. */
    private static List<String> told(String before, String after) {
        return TextDifference.between(before, after).orElseThrow().stream()
                .map(row -> row.same() > 0 ? row.same() + " same" : written(row.before()) + "|" + written(row.after()))
                .toList();
    }

    private static String written(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.differs() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    @Test
    void whatChangedStandsBesideWhatItWas() {
        assertThat(
                        told(
                                "First.\n\nAbout 6,700 containers were shipped.\nThe third one.\nLast.",
                                "First.\nAbout 7,000 containers were shipped.\nThe third one.\nSomething else altogether.\nLast."))
                .containsExactly(
                        "1 same",
                        "About [6,700 ]containers were shipped.|About [7,000 ]containers were shipped.",
                        "1 same",
                        "|[Something else altogether.]",
                        "1 same");
        assertThat(told("One went away.\nTwo.", "Two.")).containsExactly("[One went away.]|", "1 same");
        assertThat(told("As it was.", "As  it was.")).containsExactly("1 same");
        assertThat(told("Same.\nSame.", "Same.\n\n Same. ")).containsExactly("2 same");
    }

    @Test
    void whatIsTooLongIsNotCompared() {
        String before = IntStream.range(0, 2001).mapToObj(n -> "a" + n).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 2001).mapToObj(n -> "b" + n).collect(Collectors.joining("\n"));

        assertThat(TextDifference.between(before, after)).isEmpty();
        assertThat(TextDifference.between(before, before))
                .hasValueSatisfying(
                        rows -> assertThat(rows).extracting(Row::same).containsExactly(2001));
    }
}
