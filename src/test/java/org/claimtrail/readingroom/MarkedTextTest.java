package org.claimtrail.readingroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.claimtrail.reading.Passage;
import org.claimtrail.reading.attribution.AttributionReader;
import org.claimtrail.readingroom.MarkedText.Mark;
import org.claimtrail.readingroom.MarkedText.MarkedSentence;
import org.claimtrail.readingroom.MarkedText.Piece;
import org.junit.jupiter.api.Test;

class MarkedTextTest {

    private static final String TEXT =
            "Trains ran on Monday. None ran on Tuesday.\n\nThe union denies it. It ran trains, too.";

    private static MarkedText marked(Mark... marks) {
        return MarkedText.of(TEXT, new AttributionReader().sentences(TEXT, "en"), List.of(marks));
    }

    private static List<Piece> pieces(MarkedText text) {
        return text.paragraphs().stream()
                .flatMap(paragraph -> paragraph.sentences().stream())
                .flatMap(sentence -> sentence.pieces().stream())
                .toList();
    }

    @Test
    void paragraphsHoldTheirSentences() {
        assertThat(marked().paragraphs())
                .map(paragraph -> paragraph.sentences().size())
                .containsExactly(2, 2);
        assertThat(marked().paragraphs().get(0).to()).isEqualTo(TEXT.indexOf("\n\n"));
    }

    @Test
    void overlappingMarksAreCutWhereOneBeginsOrEnds() {
        int monday = TEXT.indexOf("Monday");
        MarkedText text = marked(new Mark(1, new Passage(0, monday + 6)), new Mark(2, new Passage(7, 21)));

        assertThat(pieces(text))
                .filteredOn(Piece::isMarked)
                .map(Piece::text)
                .containsExactly("Trains ", "ran on Monday", ".");
        assertThat(pieces(text).get(1).claims()).containsExactly(1L, 2L);
        assertThat(pieces(text).get(1).depth()).isEqualTo(2);
        assertThat(pieces(text).get(1).beginning()).containsExactly(2L);
        assertThat(pieces(text).get(1).ending()).containsExactly(1L);
    }

    @Test
    void aMarkOfSeveralSentencesIsInEachOfThem() {
        MarkedText text = marked(new Mark(3, new Passage(7, TEXT.indexOf(" It ran"))));

        assertThat(text.paragraphs().stream().flatMap(paragraph -> paragraph.sentences().stream()))
                .map(MarkedSentence::isMarked)
                .containsExactly(true, true, true, false);
        assertThat(pieces(text)).flatMap(Piece::ending).containsExactly(3L);
    }

    /** Whatever is marked, the pieces are the text, and each character is marked by the claims whose marks have it. */
    @Property(tries = 200)
    void piecesAreTheTextWithItsMarks(@ForAll @Size(max = 12) List<@IntRange(max = 84) Integer> places) {
        List<Mark> marks = IntStream.range(0, places.size() / 2)
                .mapToObj(i -> new Mark(
                        i,
                        new Passage(
                                Math.min(places.get(2 * i), places.get(2 * i + 1)),
                                Math.max(places.get(2 * i), places.get(2 * i + 1)))))
                .toList();
        MarkedText text = marked(marks.toArray(Mark[]::new));

        assertThat(text.paragraphs().stream()
                        .map(paragraph -> paragraph.sentences().stream()
                                .map(sentence -> sentence.pieces().stream()
                                                .map(Piece::text)
                                                .collect(Collectors.joining())
                                        + sentence.behind())
                                .collect(Collectors.joining()))
                        .collect(Collectors.joining("\n\n")))
                .isEqualTo(TEXT);
        for (Piece piece : pieces(text)) {
            for (int at = piece.from(); at < piece.from() + piece.text().length(); at++) {
                int place = at;
                assertThat(piece.claims())
                        .containsExactlyElementsOf(marks.stream()
                                .filter(mark -> mark.passage().from() <= place
                                        && mark.passage().to() > place)
                                .map(Mark::claim)
                                .toList());
            }
        }
    }
}
