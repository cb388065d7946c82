package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.claimtrail.translation.Spoken;

/** Says to whom the appearances lead back. */
final class OriginSentences {

    private final List<Appearance> appearances;
    private final Origins origins;
    private final Set<UUID> leading;
    private final List<Sentence> sentences = new ArrayList<>();

    private OriginSentences(List<Appearance> appearances, Origins origins) {
        this.appearances = appearances;
        this.origins = origins;
        this.leading = leadingTo(origins.origins());
    }

    /** @param appearances all of the group, in the order of their publication */
    static List<Sentence> of(List<Appearance> appearances, Origins origins) {
        OriginSentences writer = new OriginSentences(appearances, origins);
        if (appearances.isEmpty()) {
            writer.say(Spoken.of("No appearance is recorded."), List.of());
        } else {
            writer.write();
        }
        return writer.sentences;
    }

    private void write() {
        if (leading.isEmpty()) {
            say(none(), appearances.stream().map(Appearance::id).toList());
        } else {
            lead();
            nowhere();
            unnamed();
            inferred();
        }
        claims();
    }

    /** Stops as soon as all do: every one of many origins may have all of many appearances. */
    private Set<UUID> leadingTo(List<Origin> some) {
        Set<UUID> leading = new LinkedHashSet<>();
        for (Origin origin : some) {
            if (leading.size() < appearances.size()) {
                leading.addAll(origin.appearances());
            }
        }
        return leading;
    }

    private String none() {
        return switch (appearances.size()) {
            case 1 -> Spoken.of("The only appearance leads back to no origin.");
            case 2 -> Spoken.of("Neither of the 2 appearances leads back to an origin.");
            default -> Spoken.of("None of the {0} appearances leads back to an origin.", appearances.size());
        };
    }

    private void lead() {
        List<Origin> all = origins.origins();
        String count = origins.independent() == 1
                ? Spoken.of(all.size() == 1 ? "one origin" : "one independent origin")
                : Spoken.of("{0} independent origins", origins.independent());
        boolean shared = all.size() == origins.independent()
                && all.stream().allMatch(origin -> origin.appearances().size() == leading.size());
        if (all.size() == 1 && appearances.size() == 1) {
            say(lead(leading, describe(all.get(0))), leading, all);
        } else if (shared) {
            String names =
                    Words.someOf(all.stream().map(OriginSentences::describe).toList());
            say(lead(leading, count + ": " + names), leading, all);
        } else {
            say(lead(leading, count), leading, List.of());
            each(all);
        }
    }

    private void each(List<Origin> all) {
        for (Origin origin : all.subList(0, Math.min(Words.MOST, all.size()))) {
            say(lead(origin.appearances(), describe(origin)), origin.appearances(), List.of(origin));
        }
        List<Origin> rest = all.subList(Math.min(Words.MOST, all.size()), all.size());
        if (!rest.isEmpty()) {
            Set<UUID> others = leadingTo(rest);
            String more = rest.size() == 1 ? Spoken.of("one more origin") : Spoken.of("{0} more origins", rest.size());
            say(lead(others, more), others, rest);
        }
    }

    private void nowhere() {
        List<UUID> lost = appearances.stream()
                .map(Appearance::id)
                .filter(id -> !leading.contains(id))
                .toList();
        if (!lost.isEmpty()) {
            say(lead(lost, Spoken.of("no origin")), lost);
        }
    }

    private void unnamed() {
        if (origins.unnamed() > 1) {
            List<Origin> unnamed =
                    origins.origins().stream().filter(origin -> !origin.named()).toList();
            say(
                    Spoken.of(
                            "Unnamed sources count as one at the most, and do not corroborate. Here {0} origins are unnamed.",
                            unnamed.size()),
                    List.of(),
                    unnamed);
        }
    }

    private void inferred() {
        List<Origin> inferred =
                origins.origins().stream().filter(Origin::inferred).toList();
        if (!inferred.isEmpty()) {
            boolean isOne = inferred.size() == 1;
            sentences.add(new Sentence(
                    Spoken.of(
                            isOne
                                    ? "One origin is only inferred and does not corroborate: record who published what leads back to it."
                                    : "{0} origins are only inferred and do not corroborate: record who published what leads back to them.",
                            inferred.size()),
                    restsOn(leadingTo(inferred), inferred),
                    // Who reads cannot record it.
                    Spoken.of(
                            isOne
                                    ? "One origin is only inferred and does not corroborate."
                                    : "{0} origins are only inferred and do not corroborate.",
                            inferred.size())));
        }
    }

    private void claims() {
        Set<UUID> claims = new LinkedHashSet<>();
        appearances.forEach(appearance -> claims.add(appearance.claim()));
        if (claims.size() > 1) {
            say(Spoken.of("The appearances are those of {0} claims that repeat each other.", claims.size()), claims);
        }
    }

    private String lead(Collection<UUID> some, String to) {
        return Words.lead(some.size(), appearances.size(), to);
    }

    private static String describe(Origin origin) {
        List<String> sources = origin.sources().stream().map(Words::speaker).toList();
        Speaker first = origin.sources().get(0);
        if (sources.size() > 1 || !origin.name().equals(first.name())) {
            return "%s (%s)".formatted(origin.name(), Words.someOf(sources));
        }
        return first.named() || first.inferred() ? sources.get(0) : Spoken.of("{0} (unnamed)", sources.get(0));
    }

    private void say(String text, Collection<UUID> restsOn) {
        sentences.add(new Sentence(text, List.copyOf(restsOn)));
    }

    private void say(String text, Collection<UUID> appearances, List<Origin> origins) {
        say(text, restsOn(appearances, origins));
    }

    private static List<UUID> restsOn(Collection<UUID> appearances, List<Origin> origins) {
        List<UUID> restsOn = new ArrayList<>(appearances);
        for (Origin origin : origins) {
            origin.sources().stream().map(Speaker::id).filter(Objects::nonNull).forEach(restsOn::add);
        }
        return restsOn;
    }
}
