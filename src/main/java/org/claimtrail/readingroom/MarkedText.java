package org.claimtrail.readingroom;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.claimtrail.reading.Passage;
import org.claimtrail.reading.attribution.Sentence;
import org.claimtrail.reading.attribution.Span;

/**
 * A text with what was taken from it: paragraphs of sentences, each cut where a mark begins or ends. All places are those in
 * the text, in UTF-16 code units; put together again, its pieces and what stands between its sentences are the text.
 */
public record MarkedText(List<Paragraph> paragraphs) {

    /** A passage that a claim was taken from. */
    public record Mark(long claim, Passage passage) {}

    /** @param between the white space behind each sentence is that sentence's */
    public record Paragraph(int from, int to, List<MarkedSentence> sentences) {}

    /** @param behind what stands between it and the next one */
    public record MarkedSentence(int from, int to, List<Piece> pieces, String behind) {

        public boolean isMarked() {
            return pieces.stream().anyMatch(Piece::isMarked);
        }
    }

    /**
     * @param claims by their numbers, those whose marks cover it
     * @param beginning those of them whose marks begin with it
     * @param ending those of them whose marks end with it
     */
    public record Piece(int from, String text, List<Long> claims, List<Long> beginning, List<Long> ending) {

        public boolean isMarked() {
            return !claims.isEmpty();
        }

        /** How many marks lie upon each other, up to three. */
        public int depth() {
            return Math.min(claims.size(), 3);
        }
    }

    /** @param sentences of the text, in its order */
    public static MarkedText of(String text, List<Sentence> sentences, List<Mark> marks) {
        List<Paragraph> paragraphs = new ArrayList<>();
        List<MarkedSentence> ofParagraph = new ArrayList<>();
        for (int i = 0; i < sentences.size(); i++) {
            Span span = sentences.get(i).span();
            boolean last = i + 1 == sentences.size();
            boolean ends =
                    last || sentences.get(i + 1).paragraph() != sentences.get(i).paragraph();
            String behind = ends
                    ? ""
                    : text.substring(span.to(), sentences.get(i + 1).span().from());
            ofParagraph.add(new MarkedSentence(span.from(), span.to(), pieces(text, span, marks), behind));
            if (ends) {
                paragraphs.add(new Paragraph(ofParagraph.get(0).from(), span.to(), List.copyOf(ofParagraph)));
                ofParagraph.clear();
            }
        }
        return new MarkedText(List.copyOf(paragraphs));
    }

    private static List<Piece> pieces(String text, Span sentence, List<Mark> marks) {
        List<Mark> here = marks.stream()
                .filter(mark ->
                        mark.passage().from() < sentence.to() && mark.passage().to() > sentence.from())
                .toList();
        TreeSet<Integer> cuts = new TreeSet<>(List.of(sentence.from(), sentence.to()));
        for (Mark mark : here) {
            cuts.add(Math.max(mark.passage().from(), sentence.from()));
            cuts.add(Math.min(mark.passage().to(), sentence.to()));
        }
        List<Piece> pieces = new ArrayList<>();
        List<Integer> at = List.copyOf(cuts);
        for (int i = 0; i + 1 < at.size(); i++) {
            int from = at.get(i);
            int to = at.get(i + 1);
            List<Mark> over = here.stream()
                    .filter(mark ->
                            mark.passage().from() <= from && mark.passage().to() >= to)
                    .toList();
            pieces.add(new Piece(
                    from,
                    text.substring(from, to),
                    numbers(over),
                    numbers(over.stream()
                            .filter(mark -> mark.passage().from() == from)
                            .toList()),
                    numbers(over.stream()
                            .filter(mark -> mark.passage().to() == to)
                            .toList())));
        }
        return List.copyOf(pieces);
    }

    private static List<Long> numbers(List<Mark> marks) {
        return marks.stream().map(Mark::claim).distinct().sorted().toList();
    }
}
