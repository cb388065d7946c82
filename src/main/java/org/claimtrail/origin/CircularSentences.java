package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Says who has it from each other, and who is cited as a source but is none. */
final class CircularSentences {

    /** Longer rings are told by their beginning and their length. */
    private static final int MOST_STEPS = 6;

    private static final int STEPS_OF_A_LONG_RING = 3;

    private final List<Sentence> sentences = new ArrayList<>();

    private CircularSentences() {}

    static List<Sentence> of(List<Ring> rings, List<FalseConfirmation> falseConfirmations) {
        CircularSentences writer = new CircularSentences();
        writer.rings(rings);
        writer.falseConfirmations(falseConfirmations);
        return writer.sentences;
    }

    private void rings(List<Ring> rings) {
        for (Ring ring : rings.subList(0, Math.min(Words.MOST, rings.size()))) {
            say(steps(ring.steps()) + ", in a ring. " + around(ring), ring.steps(), ring.sources());
        }
        int more = rings.size() - Words.MOST;
        if (more > 0) {
            List<Step> rest = rings.stream()
                    .skip(Words.MOST)
                    .flatMap(ring -> ring.steps().stream())
                    .toList();
            say(more == 1 ? "There is one more ring." : "There are %d more rings.".formatted(more), rest);
        }
    }

    private static String around(Ring ring) {
        int others = ring.sources().size() - ring.steps().size();
        if (others == 0) {
            return ring.exit() ? "At least one of them also has it from outside." : "Nobody outside of it is named.";
        }
        return "%s with it in rings, and %s."
                .formatted(
                        others == 1 ? "One more source hangs together" : others + " more sources hang together",
                        ring.exit()
                                ? "at least one of all these also has it from outside"
                                : "nobody outside of these is named");
    }

    private static String steps(List<Step> ring) {
        boolean isLong = ring.size() > MOST_STEPS;
        List<String> told = new ArrayList<>();
        for (Step step : isLong ? ring.subList(0, STEPS_OF_A_LONG_RING) : ring) {
            told.add("%s %sfrom %s"
                    .formatted(Words.speaker(step.who()), told.isEmpty() ? "has it " : "", Words.speaker(step.from())));
        }
        return isLong
                ? "%s, and so on through %d sources until %s"
                        .formatted(
                                String.join(", ", told),
                                ring.size(),
                                Words.speaker(ring.get(0).who()))
                : Words.list(told);
    }

    /** One sentence for a source, however many articles cite it. */
    private void falseConfirmations(List<FalseConfirmation> all) {
        Map<Speaker, List<FalseConfirmation>> byCited = new LinkedHashMap<>();
        for (FalseConfirmation one : all) {
            byCited.computeIfAbsent(one.citation().from(), key -> new ArrayList<>())
                    .add(one);
        }
        List<List<FalseConfirmation>> groups = List.copyOf(byCited.values());
        for (List<FalseConfirmation> group : groups.subList(0, Math.min(Words.MOST, groups.size()))) {
            Step relay = group.get(0).relay();
            String start = group.size() == 1
                    ? "%s cites".formatted(Words.speaker(group.get(0).citation().who()))
                    : "%d appearances cite".formatted(group.size());
            say(
                    "%s %s, but elsewhere %s has it from %s."
                            .formatted(
                                    start,
                                    Words.speaker(relay.who()),
                                    Words.speaker(relay.who()),
                                    Words.speaker(relay.from())),
                    steps(group));
        }
        int more = groups.size() - Words.MOST;
        if (more > 0) {
            List<Step> rest = groups.stream()
                    .skip(Words.MOST)
                    .flatMap(group -> steps(group).stream())
                    .toList();
            say(
                    more == 1
                            ? "One more source that is cited has it from somebody else."
                            : "%d more sources that are cited have it from somebody else.".formatted(more),
                    rest);
        }
    }

    private static List<Step> steps(Collection<FalseConfirmation> group) {
        return group.stream()
                .flatMap(one -> Stream.of(one.citation(), one.relay()))
                .toList();
    }

    private void say(String text, List<Step> steps) {
        say(
                text,
                steps,
                steps.stream()
                        .flatMap(step -> Stream.of(step.who(), step.from()))
                        .toList());
    }

    private void say(String text, List<Step> steps, List<Speaker> speakers) {
        Set<UUID> restsOn = new LinkedHashSet<>();
        steps.forEach(step -> restsOn.add(step.appearance()));
        speakers.stream().map(Speaker::id).filter(Objects::nonNull).forEach(restsOn::add);
        sentences.add(new Sentence(text, List.copyOf(restsOn)));
    }
}
