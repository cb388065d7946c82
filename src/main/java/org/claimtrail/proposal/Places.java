package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Sentence;
import org.claimtrail.reading.attribution.Span;

/** Where in a text what is said stands, and what stands around it. */
final class Places {

    private static final Pattern CUT = Pattern.compile("[,;]\\s|\\s[\u2013\u2014-]\\s");
    private static final Pattern BEGINS = Pattern.compile("^[\\s\u201C\"]*\\p{Lu}\\p{L}* ");
    private static final Pattern OPEN_END = Pattern.compile("(\\p{L}),?(?=[\\s\u201D\"]*$)");
    /** Nearly all of it. */
    private static final double MOST = 0.7;

    private static final int NEAR = 30;

    private final Reading reading;
    /** By where their sentences begin: what bears on one stands in its sentence. */
    private final Map<Integer, List<Attribution>> inSentence = new HashMap<>();

    Places(Reading reading) {
        this.reading = reading;
        reading.attributions()
                .forEach(one -> inSentence
                        .computeIfAbsent(one.sentence().from(), any -> new ArrayList<>())
                        .add(one));
    }

    /** What somebody else is said to say, where that is nearly all of it: "According to Yonhap, Kim said that". */
    Optional<Attribution> inner(Attribution outer) {
        Span source = outer.source().span();
        List<Span> parts = content(outer);
        int all = parts.stream().mapToInt(span -> span.to() - span.from()).sum();
        return beside(outer).stream()
                .filter(inner -> inner != outer
                        && inner.intermediary() != null
                        && Objects.equals(inner.intermediary().span(), source)
                        && parts.stream()
                                        .mapToInt(span -> overlap(span, hull(inner)))
                                        .sum()
                                > all * MOST)
                .findFirst();
    }

    /** What is said, as far as nobody else begins to speak in it: "…, while some observers say". */
    List<Span> content(Attribution attribution) {
        List<Span> parts = new ArrayList<>();
        for (Span span : attribution.content()) {
            int to = span.to();
            for (Attribution other : beside(attribution)) {
                Span source = other.source().span();
                if (other == attribution
                        || source == null
                        || Objects.equals(source, attribution.source().span())) {
                    continue;
                }
                if (source.from() > span.from()
                        && source.from() < to
                        && other.sentence().equals(attribution.sentence())) {
                    int cut = cut(span.from(), source.from());
                    to = cut > span.from() ? cut : to;
                }
            }
            parts.add(new Span(span.from(), to));
        }
        return parts;
    }

    List<Attribution> beside(Attribution attribution) {
        return inSentence.getOrDefault(attribution.sentence().from(), List.of());
    }

    /** The last comma before a place, outside of quotation marks; -1 where there is none. */
    private int cut(int from, int to) {
        Matcher comma = CUT.matcher(reading.text()).region(from, to);
        int cut = -1;
        while (comma.find()) {
            cut = comma.start();
        }
        return cut >= 0 && to - cut <= NEAR ? cut : -1;
    }

    /** The words of parts of the text; where one begins a sentence, the one before has ended. */
    String joined(List<Span> parts) {
        StringBuilder joined = new StringBuilder();
        for (Span part : parts) {
            String words = part.in(reading.text());
            if (BEGINS.matcher(words).find()) {
                joined.replace(0, joined.length(), OPEN_END.matcher(joined).replaceFirst("$1."));
            }
            joined.append(joined.isEmpty() ? "" : " ").append(words);
        }
        return joined.toString();
    }

    Span place(Attribution attribution, List<Span> parts) {
        int from = attribution.cue().get(0).from();
        int to = attribution.cue().get(attribution.cue().size() - 1).to();
        for (Span part : parts) {
            from = Math.min(from, part.from());
            to = Math.max(to, part.to());
        }
        Span source = attribution.source().span();
        int head = from;
        boolean shared = source != null
                && beside(attribution).stream()
                        .anyMatch(other -> other != attribution
                                && other.cue().get(0).from() > source.from()
                                && other.cue().get(0).from() < head);
        if (source != null && !shared) {
            from = Math.min(from, source.from());
            to = Math.max(to, source.to());
        }
        return new Span(from, to);
    }

    static Span hull(Attribution attribution) {
        int from = attribution.cue().get(0).from();
        int to = attribution.cue().get(attribution.cue().size() - 1).to();
        for (Span part : attribution.content()) {
            from = Math.min(from, part.from());
            to = Math.max(to, part.to());
        }
        Span source = attribution.source().span();
        return source == null ? new Span(from, to) : new Span(Math.min(from, source.from()), Math.max(to, source.to()));
    }

    /** The sentences that a passage touches, from the first to the last. */
    Span sentences(Span passage) {
        int from = passage.from();
        int to = passage.to();
        for (Sentence sentence : reading.sentences()) {
            if (sentence.span().overlaps(passage)) {
                from = Math.min(from, sentence.span().from());
                to = Math.max(to, sentence.span().to());
            }
        }
        return new Span(from, to);
    }

    int sentence(int at) {
        for (int i = 0; i < reading.sentences().size(); i++) {
            Span span = reading.sentences().get(i).span();
            if (span.from() <= at && at < span.to()) {
                return i;
            }
        }
        return -1;
    }

    static int overlap(Span one, Span other) {
        return Math.max(0, Math.min(one.to(), other.to()) - Math.max(one.from(), other.from()));
    }
}
