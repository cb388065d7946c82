package org.claimtrail.likeness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding what is near without comparing everything exactly; src/test/resources/likeness/README.md says whose texts. */
class VectorCopyTest {

    private static final int DIMENSIONS = 384;

    @TempDir
    private Path dir;

    private VectorCopy copy;

    @BeforeEach
    void anEmptyCopy() {
        copy = new VectorCopy(dir, DIMENSIONS);
    }

    /** One in sixteen is looked at here; of a million claims, one in a thousand is: the bench says what that costs. */
    @Test
    void ofRealTextsHardlyOneOfTheNearestIsMissed() throws Exception {
        Map<Long, Meaning> claims = new TreeMap<>();
        List<Meaning> quotes;
        try (OnnxModel model = new OnnxModel(OnnxFiles.minilm(), new Languages(Set.of()), dir)) {
            for (Meaning meaning : meanings(model, texts("claim"))) {
                claims.put(claims.size() * 37L + 5, meaning);
            }
            quotes = meanings(model, texts("quote"));
        }
        claims.forEach(this::put);

        int found = 0;
        for (Meaning quote : quotes) {
            Set<Long> exact = nearest(claims, quote, claims.keySet(), 5);
            Set<Long> lookedAt = LongStream.of(nearestCodes(quote, claims.size() / 16))
                    .boxed()
                    .collect(Collectors.toSet());
            Set<Long> approximate = nearest(claims, quote, lookedAt, 5);
            approximate.retainAll(exact);
            found += approximate.size();
        }

        assertThat(claims).hasSizeGreaterThan(700);
        assertThat(found / (5.0 * quotes.size())).isGreaterThan(0.97);
    }

    @Test
    void thoseWhoseCodesDifferLeastAreNearestWhateverTheirNumber() {
        Random random = new Random(1);
        Map<Long, Meaning> claims = new TreeMap<>();
        for (long number : new long[] {1, 16_383, 16_384, 1_000_000_007L, 5_000_000_000L}) {
            claims.put(number, random(random));
        }
        for (int i = 0; i < 3000; i++) {
            claims.put(20_000L + random.nextInt(40_000), random(random));
        }
        claims.forEach(this::put);
        for (int i = 0; i < 50; i++) {
            Meaning text = random(random);

            long[] found = nearestCodes(text, 20);

            List<Long> byCode = claims.keySet().stream()
                    .sorted(Comparator.<Long>comparingInt(number -> distance(claims.get(number), text))
                            .thenComparing(number -> number))
                    .limit(20)
                    .sorted()
                    .toList();
            assertThat(found).containsExactly(byCode.stream().mapToLong(n -> n).toArray());
        }
    }

    @Test
    void whatIsRemovedIsNotFound() {
        Meaning meaning = random(new Random(2));
        put(7, meaning);
        assertThat(nearestCodes(meaning, 10)).containsExactly(7);
        assertThat(copy.of(7).vector()).isEqualTo(meaning.bytes());

        copy.remove(7);
        copy.remove(70_000);

        assertThat(nearestCodes(meaning, 10)).isEmpty();
        assertThat(copy.of(7).vector()).isNull();
        assertThat(copy.of(70_000).vector()).isNull();
    }

    @Test
    void whatReplacesAnotherIsFoundInItsStead() {
        Random random = new Random(3);
        put(7, random(random));
        Meaning meaning = random(random);
        put(7, meaning);

        assertThat(copy.of(7).vector()).isEqualTo(meaning.bytes());
    }

    @Test
    void nothingIsLeftInTheDirectory() throws IOException {
        put(7, random(new Random(4)));
        try (Stream<Path> left = Files.list(dir)) {
            assertThat(left).isEmpty();
        }
    }

    private void put(long number, Meaning meaning) {
        copy.put(number, Understood.of(meaning, Understood.ALL, Set.of()));
    }

    private static List<Meaning> meanings(OnnxModel model, List<String> texts) {
        return texts.stream()
                .map(text -> model.understand(List.of(new SentenceModel.Text(text, "en")))
                        .get(0)
                        .meaning())
                .toList();
    }

    private long[] nearestCodes(Meaning text, int many) {
        Nearest nearest = new Nearest(text.code(), many);
        copy.offer(List.of(nearest));
        return nearest.numbers();
    }

    private static Set<Long> nearest(Map<Long, Meaning> claims, Meaning text, Set<Long> among, int many) {
        return among.stream()
                .sorted(Comparator.<Long>comparingDouble(
                                number -> -text.likeness(claims.get(number).bytes()))
                        .thenComparing(number -> number))
                .limit(many)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int distance(Meaning one, Meaning other) {
        long[] a = one.code();
        long[] b = other.code();
        int distance = 0;
        for (int i = 0; i < a.length; i++) {
            distance += Long.bitCount(a[i] ^ b[i]);
        }
        return distance;
    }

    private static Meaning random(Random random) {
        float[] vector = new float[DIMENSIONS];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Meaning.of(vector);
    }

    private static List<String> texts(String kind) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                VectorCopyTest.class.getResourceAsStream("/likeness/texts.tsv"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> line.split("\t"))
                    .filter(fields -> fields[0].equals(kind))
                    .map(fields -> fields[1])
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
