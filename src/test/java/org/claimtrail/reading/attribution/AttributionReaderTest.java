package org.claimtrail.reading.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who says what, in sentences of {@code sentences.txt}, and what holds of every text. */
class AttributionReaderTest {

    private static final AttributionReader READER = new AttributionReader();
    private static final Pattern MARK = Pattern.compile("\\{([A-Z])\\|([^}]*)}");

    /** What a line of the table says. */
    private record Marked(String text, Map<String, List<Span>> spans, String rest) {

        static Marked of(String line) {
            String[] parts = line.split(" ## ?", 2);
            String marked = parts[0].replace("}|{", "}\n\n{").replace(".|{", ".\n\n{");
            Map<String, List<Span>> spans = new HashMap<>();
            StringBuilder text = new StringBuilder();
            Matcher matcher = MARK.matcher(marked);
            int at = 0;
            while (matcher.find()) {
                text.append(marked, at, matcher.start());
                int from = text.length();
                text.append(matcher.group(2));
                spans.computeIfAbsent(matcher.group(1), any -> new ArrayList<>())
                        .add(new Span(from, text.length()));
                at = matcher.end();
            }
            text.append(marked.substring(at));
            return new Marked(text.toString(), spans, parts.length < 2 ? "" : parts[1]);
        }

        List<String> words(String mark) {
            return spans.getOrDefault(mark, List.of()).stream()
                    .map(span -> span.in(text))
                    .toList();
        }
    }

    static Stream<String> sentences() throws IOException {
        try (InputStream table =
                Objects.requireNonNull(AttributionReaderTest.class.getResourceAsStream("sentences.txt"))) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#") && !line.startsWith("[") && line.contains(" ##"))
                            .toList()
                            .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void readsWhoSaysWhat(String line) {
        Marked marked = Marked.of(line);
        List<Attribution> read = READER.read(marked.text, "en");
        if (marked.rest.equals("none")) {
            assertThat(read).isEmpty();
            return;
        }
        List<String> told = read.stream().map(one -> told(one, marked)).toList();
        assertThat(told).contains(told(marked));
        if (marked.rest.endsWith("only")) {
            assertThat(told).hasSize(1);
        }
    }

    /** What the line says, in the same words as what was read of it. */
    private static String told(Marked marked) {
        StringBuilder told = new StringBuilder();
        told.append(marked.words("S")).append(marked.words("Q")).append(marked.words("C"));
        marked.spans
                .getOrDefault("R", List.of())
                .forEach(span -> told.append(" refers to ").append(span.in(marked.text)));
        for (String word : rest(marked)) {
            told.append(", ").append(word);
        }
        return told.toString();
    }

    private static List<String> rest(Marked marked) {
        // "name=Maria Lopez role=the mayor only": values go on until the next word of the table.
        List<String> words = new ArrayList<>();
        for (String word : marked.rest.split(" ")) {
            boolean new_ = word.matches("[A-Z]{4,}|[a-z]+=.*|only|unresolved");
            if (new_ || words.isEmpty()) {
                words.add(word);
            } else {
                words.set(words.size() - 1, words.get(words.size() - 1) + " " + word);
            }
        }
        words.removeIf(word -> word.isEmpty() || word.equals("only"));
        return words;
    }

    private static String told(Attribution read, Marked marked) {
        String text = marked.text;
        StringBuilder told = new StringBuilder();
        told.append(in(text, read.source().span()))
                .append(read.cue().stream().map(span -> span.in(text)).toList())
                .append(read.content().stream().map(span -> span.in(text)).toList());
        Span refersTo = read.source().refersTo();
        if (refersTo != null) {
            told.append(" refers to ").append(refersTo.in(text));
        }
        for (String word : rest(marked)) {
            String[] parts = word.split("=", 2);
            told.append(", ");
            told.append(
                    switch (parts[0]) {
                        case "lemma" -> "lemma=" + read.lemma();
                        case "name" -> "name=" + value(text, read.source().name());
                        case "role" -> "role=" + value(text, read.source().role());
                        case "via" ->
                            "via="
                                    + value(
                                            text,
                                            read.intermediary() == null
                                                    ? null
                                                    : read.intermediary().span());
                        case "NEGATED" -> read.negated() ? "NEGATED" : "";
                        case "unresolved" -> refersTo == null ? "unresolved" : "";
                        case "DIRECT", "INDIRECT", "MIXED" -> read.mode();
                        case "ASSERTS", "DENIES", "DOUBTS" -> read.polarity();
                        default -> read.source().kind();
                    });
        }
        return told.toString();
    }

    private static List<String> in(String text, @Nullable Span span) {
        return span == null ? List.of() : List.of(span.in(text));
    }

    private static String value(String text, @Nullable Span span) {
        return span == null ? "" : span.in(text);
    }

    @ParameterizedTest
    @MethodSource("junk")
    void everySpanLiesInTheTextAndPartsDoNotOverlap(String text) {
        List<Attribution> read = READER.read(text, "en");

        for (Attribution one : read) {
            List<Span> parts = new ArrayList<>(one.cue());
            parts.addAll(one.content());
            Span source = one.source().span();
            if (source != null) {
                parts.add(source);
            }
            assertThat(one.content()).isNotEmpty();
            for (int i = 0; i < parts.size(); i++) {
                assertThat(parts.get(i).to()).isLessThanOrEqualTo(text.length());
                assertThat(parts.get(i).in(text)).isNotBlank();
                for (int k = i + 1; k < parts.size(); k++) {
                    assertThat(parts.get(i).overlaps(parts.get(k)))
                            .as(text + " " + one)
                            .isFalse();
                }
            }
            assertThat(one.confidence()).isBetween(0.0, 1.0);
        }
        assertThat(READER.read(text, "en")).isEqualTo(read);
        int reached = 0;
        for (Sentence sentence : READER.sentences(text, "en")) {
            assertThat(sentence.span().from()).isGreaterThanOrEqualTo(reached);
            // What looks like nothing is a space, too.
            assertThat(text.substring(reached, sentence.span().from()).replaceAll("[\\uFEFF\\u200B]", ""))
                    .isBlank();
            reached = sentence.span().to();
        }
    }

    /** Sentences of the table shuffled word by word, with marks of all kinds strewn in. */
    static Stream<String> junk() throws IOException {
        List<String> words = new ArrayList<>();
        sentences().map(Marked::of).forEach(line -> words.addAll(List.of(line.text.split(" "))));
        words.addAll(List.of(
                "\"",
                "“",
                "”",
                "'",
                "‘",
                "’",
                "«",
                "»",
                "„",
                ",",
                ":",
                ";",
                "(",
                ")",
                "—",
                "-",
                "...",
                "\n\n",
                "\n",
                "😀",
                "\uD83D",
                "e\u0301",
                "said",
                "said",
                "who",
                "that",
                "according",
                "to",
                "'s",
                "n't",
                "``",
                "''",
                "\u0000",
                "\uFEFF",
                "العربية",
                "漢字。"));
        Random random = new Random(17);
        List<String> texts = new ArrayList<>();
        for (int k = 0; k < 150; k++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(60);
            for (int i = 0; i < length; i++) {
                text.append(words.get(random.nextInt(words.size())));
                if (random.nextInt(6) > 0) {
                    text.append(' ');
                }
            }
            texts.add(text.toString());
        }
        return texts.stream();
    }

    /** Twice the text takes twice the time, not four times; the limits leave room for a busy machine. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "' ",
                "“",
                "said ",
                "a",
                "\"a\" ",
                "(",
                ", ",
                "who said, ",
                "\"He said, ",
                ". ",
                "\n",
                "the of ",
                "a'",
                "Mr. ",
                "and said that ",
                "He said it rains. ",
                "The Defence Ministry saw Ann Lee. The ministry said she left. "
            })
    void oddTextsTakeNoLonger(String part) {
        READER.read("He said that it works.", "en");
        String text = part.repeat(80_000 / part.length());

        long start = System.nanoTime();
        READER.read(text, "en");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void severalThreadsReadTheSame() throws InterruptedException, ExecutionException {
        String text = "\"We lost,\" Ahmed Khan said. The ministry denied that anyone was hurt, according to Reuters.";
        List<Attribution> alone = READER.read(text, "en");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<Attribution>>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                answers.add(threads.submit(() -> new AttributionReader().read(text, "en-GB")));
            }
            for (Future<List<Attribution>> answer : answers) {
                assertThat(answer.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(alone).hasSize(3);
    }

    @Test
    void onlyEnglishIsRead() {
        assertThat(READER.read("Er said, dass es regnet.", "de")).isEmpty();
        assertThat(READER.read("She said that it rains.", null)).hasSize(1);
        assertThat(READER.read("She said that it rains.", "en-US")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mr. Smith left.|He was late.",
                "The U.S. Army left.|It was late.",
                "He lives in the U.S.|She does not.",
                "It cost $4.5 million.|Nobody paid.",
                "“Is it late?” she asked.|Nobody knew.",
                "\"It is late.\"|He left.",
                "Prof. Dr. A. B. Jones spoke at 4 p.m. on Friday.|He left at 5 p.m.|The door closed.",
                "Wait...|Who knows?|Nobody!",
                "He came (at last).|She left.",
                "Visit www.example.org today.|It is free.",
                "Er kam z.B. gestern.|Niemand sah ihn.",
                "No. 5 won.|No. 6 lost.",
                "Dr. No left.|Was it late?",
                "She said no.|He left."
            })
    void sentencesEndWhereTheyEnd(String marked) {
        String text = marked.replace('|', ' ');
        assertThat(READER.sentences(text, "en").stream().map(one -> one.span().in(text)))
                .containsExactly(marked.split("\\|"));
    }

    @Test
    void paragraphsEndSentences() {
        String text =
                "A heading\n\nThe first line of a paragraph that was broken by somebody's mail\nprogram goes on. Yes";
        assertThat(READER.sentences(text, "en").stream()
                        .map(one -> one.paragraph() + one.span().in(text)))
                .containsExactly(
                        "0A heading",
                        "1The first line of a paragraph that was broken by somebody's mail\nprogram goes on.",
                        "1Yes");
    }
}
