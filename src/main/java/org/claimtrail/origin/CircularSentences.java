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
import org.claimtrail.translation.Spoken;

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
            say(Spoken.of("{0}, in a ring. {1}", steps(ring.steps()), around(ring)), ring.steps(), ring.sources());
        }
        int more = rings.size() - Words.MOST;
        if (more > 0) {
            List<Step> rest = rings.stream()
                    .skip(Words.MOST)
                    .flatMap(ring -> ring.steps().stream())
                    .toList();
            say(more == 1 ? Spoken.of("There is one more ring.") : Spoken.of("There are {0} more rings.", more), rest);
        }
    }

    private static String around(Ring ring) {
        int others = ring.sources().size() - ring.steps().size();
        if (others == 0) {
            return Spoken.of(
                    ring.exit() ? "At least one of them also has it from outside." : "Nobody outside of it is named.");
        }
        String more = others == 1
                ? Spoken.of("One more source hangs together with it in rings")
                : Spoken.of("{0} more sources hang together with it in rings", others);
        return Spoken.of(
                ring.exit()
                        ? "{0}, and at least one of all these also has it from outside."
                        : "{0}, and nobody outside of these is named.",
                more);
    }

    private static String steps(List<Step> ring) {
        boolean isLong = ring.size() > MOST_STEPS;
        List<String> told = new ArrayList<>();
        for (Step step : isLong ? ring.subList(0, STEPS_OF_A_LONG_RING) : ring) {
            told.add(Spoken.of(
                    told.isEmpty() ? "{0} has it from {1}" : "{0} from {1}",
                    Words.speaker(step.who()),
                    Words.speaker(step.from())));
        }
        return isLong
                ? Spoken.of(
                        "{0}, and so on through {1} sources until {2}",
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
            String cited = Words.speaker(relay.who());
            String from = Words.speaker(relay.from());
            say(
                    group.size() == 1
                            ? Spoken.of(
                                    "{0} cites {1}, but elsewhere {1} has it from {2}.",
                                    Words.speaker(group.get(0).citation().who()), cited, from)
                            : Spoken.of(
                                    "{0} appearances cite {1}, but elsewhere {1} has it from {2}.",
                                    group.size(), cited, from),
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
                            ? Spoken.of("One more source that is cited has it from somebody else.")
                            : Spoken.of("{0} more sources that are cited have it from somebody else.", more),
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
