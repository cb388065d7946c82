package org.claimtrail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeFeed.Entry;
import org.claimtrail.history.Place;

/** What may be sent next, held against looking through all changes. */
class WindowPropertiesTest {

    /** A change of a thing, which the webhook wants or not. */
    record Change(int thing, boolean isWanted) {}

    private enum Is {
        WAITING,
        UNDER_WAY,
        FAILED,
        ACKNOWLEDGED
    }

    /** The same by looking through the whole feed each time. */
    private static final class Oracle {

        private final List<Change> feed;
        private final boolean thingByThing;
        private final Is[] is;
        /** Of the first change behind the place, and of the first that is not read. */
        private int from;

        private int read;

        Oracle(List<Change> feed, boolean thingByThing) {
            this.feed = feed;
            this.thingByThing = thingByThing;
            this.is = new Is[feed.size()];
            Arrays.fill(is, Is.WAITING);
        }

        private boolean areOfOne(int one, int other) {
            return !thingByThing || feed.get(one).thing() == feed.get(other).thing();
        }

        private List<Integer> wanted(int begin, int end) {
            List<Integer> wanted = new ArrayList<>();
            for (int i = begin; i < end; i++) {
                if (feed.get(i).isWanted()) {
                    wanted.add(i);
                }
            }
            return wanted;
        }

        List<Integer> next(int most) {
            for (int i : wanted(from, read)) {
                if (is[i] == Is.WAITING
                        && wanted(0, feed.size()).stream()
                                .filter(other -> areOfOne(i, other))
                                .noneMatch(other -> is[other] == Is.UNDER_WAY
                                        || is[other] == Is.FAILED
                                        || other < i && is[other] == Is.WAITING)) {
                    return wanted(i, read).stream()
                            .filter(other -> areOfOne(i, other))
                            .limit(most)
                            .toList();
                }
            }
            return List.of();
        }

        void advance() {
            List<Integer> read = wanted(from, this.read);
            for (int i : read) {
                if (is[i] != Is.ACKNOWLEDGED) {
                    return;
                }
                from = i + 1;
            }
            from = this.read;
        }
    }

    private static Place place(List<Change> feed, int index) {
        return index < 0
                ? Place.START
                : new Place(
                        Instant.EPOCH.plusSeconds(index / 3),
                        String.valueOf(index + 1),
                        "source",
                        new UUID(0, feed.get(index).thing()));
    }

    private static Entry entry(List<Change> feed, int index) {
        return new Entry(
                place(feed, index),
                "source.updated",
                "sources/x",
                "then",
                String.valueOf(index).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Integer> numbers(List<Entry> changes) {
        return changes.stream()
                .map(change -> Integer.parseInt(new String(change.json(), StandardCharsets.UTF_8)))
                .toList();
    }

    /** A window, and beside it what looks through everything; both are held against each other after each step. */
    private static final class Pair {

        private final List<Change> feed;
        private final Oracle oracle;
        private final Window window;
        private final List<List<Entry>> underWay = new ArrayList<>();
        private final int[] acknowledgments;

        Pair(List<Change> feed, boolean thingByThing) {
            this.feed = feed;
            this.oracle = new Oracle(feed, thingByThing);
            this.window = new Window(Place.START, thingByThing);
            this.acknowledgments = new int[feed.size()];
        }

        void read(int most) {
            int end = Math.min(oracle.read + most, feed.size());
            List<Entry> changes = oracle.wanted(oracle.read, end).stream()
                    .map(index -> entry(feed, index))
                    .toList();
            window.add(new ChangeFeed.Part(changes, place(feed, end - 1), end < feed.size()), 0);
            oracle.read = end;
        }

        void next(int most) {
            List<Integer> expected = oracle.next(most);
            List<Entry> next = window.next(most);
            assertThat(numbers(next)).isEqualTo(expected);
            expected.forEach(index -> oracle.is[index] = Is.UNDER_WAY);
            if (!next.isEmpty()) {
                underWay.add(next);
            }
        }

        void answer(int which, boolean well) {
            if (underWay.isEmpty()) {
                return;
            }
            List<Entry> changes = underWay.remove(which % underWay.size());
            numbers(changes).forEach(index -> {
                oracle.is[index] = well ? Is.ACKNOWLEDGED : Is.FAILED;
                acknowledgments[index] += well ? 1 : 0;
            });
            if (well) {
                window.acknowledged(changes);
            } else {
                window.failed(changes);
            }
        }

        void readAgain() {
            window.readAgain();
            oracle.advance();
            oracle.read = oracle.from;
        }

        void tryAgain() {
            window.tryAgain();
            oracle.advance();
            for (int i = 0; i < feed.size(); i++) {
                oracle.is[i] = oracle.is[i] == Is.FAILED ? Is.WAITING : oracle.is[i];
            }
            oracle.read = oracle.from;
        }

        void check() {
            oracle.advance();
            assertThat(window.requestsUnderWay()).isEqualTo(underWay.size());
            assertThat(window.place()).isEqualTo(place(feed, oracle.from - 1));
            assertThat(window.readTo()).isEqualTo(place(feed, oracle.read - 1));
            List<Is> behind = oracle.wanted(oracle.from, feed.size()).stream()
                    .map(index -> oracle.is[index])
                    .toList();
            assertThat(window.isAhead()).isEqualTo(behind.stream().anyMatch(is -> is != Is.WAITING));
        }
    }

    @Property(tries = 5_000)
    void whatIsSentNextIsTheFirstThatNothingOfItsThingHoldsUp(
            @ForAll("feeds") List<Change> feed,
            @ForAll boolean thingByThing,
            @ForAll @Size(max = 120) List<@IntRange(min = 0, max = 999) Integer> steps) {
        Pair pair = new Pair(feed, thingByThing);
        for (int step : steps) {
            int value = step / 10;
            switch (step % 10) {
                case 0, 1 -> pair.read(value % 8);
                case 2, 3, 4 -> pair.next(thingByThing ? 1 : 1 + value % 5);
                case 5, 6 -> pair.answer(value, true);
                case 7 -> pair.answer(value, false);
                case 8 -> pair.readAgain();
                default -> pair.tryAgain();
            }
            pair.check();
        }
        // In the end all of it was acknowledged, once.
        while (pair.oracle.from < feed.size()) {
            while (!pair.underWay.isEmpty()) {
                pair.answer(0, true);
            }
            pair.tryAgain();
            pair.read(feed.size());
            pair.next(1);
            pair.check();
        }
        for (int i = 0; i < feed.size(); i++) {
            assertThat(pair.acknowledgments[i]).isEqualTo(feed.get(i).isWanted() ? 1 : 0);
        }
        assertThat(pair.window.isAhead()).isFalse();
    }

    private static final List<Change> TWO_OF_ONE = List.of(new Change(1, true), new Change(1, true));

    @Example
    void whatWasPurgedWhileItIsUnderWayHoldsUpItsThingUntilItIsAnswered() {
        Pair pair = new Pair(TWO_OF_ONE, true);
        pair.read(2);
        List<Entry> first = pair.window.next(1);
        pair.window.readAgain();
        pair.window.add(new ChangeFeed.Part(List.of(entry(TWO_OF_ONE, 1)), place(TWO_OF_ONE, 1), false), 0);

        assertThat(pair.window.next(1)).isEmpty();
        pair.window.acknowledged(first);
        List<Entry> second = pair.window.next(1);
        assertThat(numbers(second)).containsExactly(1);
        pair.window.acknowledged(second);
        assertThat(pair.window.place()).isEqualTo(place(TWO_OF_ONE, 1));
        pair.window.readAgain();
        assertThat(pair.window.isAhead()).isFalse();
    }

    @Example
    void onlyWhatMayBeSentIsStale() {
        Window window = new Window(Place.START, true);
        assertThat(window.isStale(10)).isFalse();
        window.add(
                new ChangeFeed.Part(List.of(entry(TWO_OF_ONE, 0), entry(TWO_OF_ONE, 1)), place(TWO_OF_ONE, 1), false),
                5);
        assertThat(window.isStale(5)).isFalse();
        assertThat(window.isStale(6)).isTrue();
        window.next(1);
        assertThat(window.isStale(6)).isFalse();
    }

    @Example
    void nothingIsReadWhereEnoughIsBehindThePlace() {
        List<Change> feed = IntStream.range(0, Window.ENOUGH + 1)
                .mapToObj(n -> new Change(n, true))
                .toList();
        Pair pair = new Pair(feed, true);
        pair.read(Window.ENOUGH + 1);
        assertThat(pair.window.hasRoom()).isFalse();
        pair.next(1);
        pair.next(1);
        pair.answer(1, true);
        assertThat(pair.window.hasRoom()).isFalse();
        pair.answer(0, true);
        assertThat(pair.window.hasRoom()).isTrue();
    }

    @Provide
    Arbitrary<List<Change>> feeds() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 4))
                .as((thing, wanted) -> new Change(thing, wanted > 0))
                .list()
                .ofMaxSize(40);
    }
}
