package org.claimtrail.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.claimtrail.comparison.Exchange;
import org.claimtrail.comparison.FigurePair;
import org.claimtrail.comparison.FigurePairs;
import org.claimtrail.comparison.StatedFigure;
import org.claimtrail.date.DateWords;
import org.claimtrail.origin.Origin;
import org.claimtrail.origin.Sentence;
import org.claimtrail.origin.Speaker;
import org.claimtrail.origin.Words;
import org.claimtrail.standing.Material.Facts;
import org.claimtrail.standing.Material.Relation;

/** Says what speaks for and against a claim, and what that suggests. */
final class StandingSentences {

    private final List<Sentence> sentences = new ArrayList<>();

    private StandingSentences() {}

    /** @param conflicts of its figures with those that other claims put on the same measures */
    static List<Sentence> of(Standing standing, FigurePairs.Listed conflicts) {
        Facts facts = standing.facts();
        Objections objections = standing.objections();
        StandingSentences writer = new StandingSentences();
        objections.denials().forEach(denial -> writer.object(denial, "denies", "deny"));
        objections.contradictions().forEach(contradiction -> writer.object(contradiction, "contradicts", "contradict"));
        objections.withdrawn().forEach(writer::withdraw);
        standing.retracting().forEach(relation -> writer.act(relation, "retracts"));
        standing.partlyRetracting().forEach(writer::retractPartly);
        standing.superseding()
                .forEach(relation -> writer.act(relation, relation.type().equals("UPDATES") ? "updates" : "corrects"));
        writer.conflict(conflicts);
        writer.evidence(facts);
        if (standing.overdue()) {
            String said = "It could be checked by %s, and no outcome is recorded.";
            writer.sentences.add(new Sentence(
                    said.formatted(facts.unresolvedBy()),
                    List.of(facts.claim()),
                    said.formatted(DateWords.of(Objects.requireNonNull(facts.unresolvedBy())))));
        }
        // A status is a constant: whoever shows one to readers has words for it.
        writer.sentences.add(new Sentence("This suggests " + standing.suggested() + ".", List.of(facts.claim()), ""));
        return writer.sentences;
    }

    private void object(Objection objection, String denies, String deny) {
        Relation relation = objection.relation();
        String what = what(relation);
        List<UUID> restsOn = new ArrayList<>(List.of(relation.claim().id(), relation.id()));
        if (objection.by().isEmpty()) {
            say("%s %s %s, and leads back to nobody.".formatted(relation.claim().name(), denies, what), restsOn);
            return;
        }
        List<String> names = objection.by().stream()
                .map(origin -> speaking(origin, objection))
                .toList();
        boolean one =
                objection.by().size() == 1 && !isToldSeverally(objection.by().get(0), objection);
        objection
                .by()
                .forEach(origin -> origin.sources().stream()
                        .map(Speaker::id)
                        .filter(Objects::nonNull)
                        .forEach(restsOn::add));
        say(
                "%s%s%s %s (%s)."
                        .formatted(
                                Words.someOf(names),
                                asides(objection),
                                one ? denies : deny,
                                what,
                                relation.claim().name()),
                restsOn);
    }

    private static String what(Relation relation) {
        if (relation.figure() == null) {
            return relation.scope().equals("FULL") ? "all of it" : "part of it";
        }
        String stated = relation.figureAsStated();
        if (relation.figureIsTheOthers()) {
            return stated == null ? "it with a figure" : "it with the figure \"" + stated + "\"";
        }
        return stated == null ? "one figure of it" : "its figure \"" + stated + "\"";
    }

    /** What stands between those who speak and what they do. */
    private static String asides(Objection objection) {
        List<String> asides = new ArrayList<>();
        if (!objection.concerned().isEmpty()) {
            asides.add(some(objection.concerned(), objection) + "whom the claim is about");
        }
        if (!objection.turned().isEmpty()) {
            asides.add(some(objection.turned(), objection) + "who made the claim and turned round");
        }
        return asides.isEmpty() ? " " : ", " + String.join(", ", asides) + ", ";
    }

    private static String some(Set<UUID> sources, Objection objection) {
        return sources.size() == objection.speakers() ? "" : sources.size() == 1 ? "one of those " : "some of those ";
    }

    /**
     * Who spoke, and for whom where that is not the same. Several who are one origin are called by what they belong to, unless
     * something holds of some of them alone.
     */
    private static String speaking(Origin origin, Objection objection) {
        if (origin.sources().size() > 1) {
            return isToldSeverally(origin, objection)
                    ? "%s (%s)".formatted(severally(origin), origin.name())
                    : origin.name();
        }
        Speaker only = origin.sources().get(0);
        return only.name().equals(origin.name())
                ? origin.name()
                : "%s (%s)".formatted(Words.speaker(only), origin.name());
    }

    private static String severally(Origin origin) {
        return Words.someOf(origin.sources().stream().map(Words::speaker).toList());
    }

    private static boolean isToldSeverally(Origin origin, Objection objection) {
        return !alike(origin, objection.concerned()) || !alike(origin, objection.turned());
    }

    private static boolean alike(Origin origin, Set<UUID> sources) {
        long among = origin.sources().stream()
                .filter(speaker -> speaker.id() != null && sources.contains(speaker.id()))
                .count();
        return among == 0 || among == origin.sources().size();
    }

    private void withdraw(Objections.Withdrawn withdrawn) {
        say(
                "%s, which %s it, was retracted by %s."
                        .formatted(
                                withdrawn.relation().claim().name(),
                                withdrawn.relation().type().equals("CONTRADICTS") ? "contradicted" : "denied",
                                withdrawn.retraction().claim().name()),
                List.of(
                        withdrawn.relation().claim().id(),
                        withdrawn.retraction().claim().id()));
    }

    private void conflict(FigurePairs.Listed conflicts) {
        int told = Math.min(conflicts.first().size(), Words.MOST);
        for (FigurePair pair : conflicts.first().subList(0, told)) {
            StatedFigure other = pair.other().figure();
            List<UUID> restsOn = new ArrayList<>(
                    List.of(pair.one().figure().id(), other.id(), other.claim().id()));
            pair.rates().forEach(rate -> restsOn.add(rate.id()));
            say(
                    "Its figure %s conflicts with %s of C-%d%s."
                            .formatted(
                                    stated(pair.one().figure()),
                                    other.inWords(),
                                    other.claim().number(),
                                    converted(pair.rates())),
                    restsOn);
        }
        if (conflicts.count() > told) {
            say(
                    (conflicts.complete()
                                    ? "Its figures conflict with %d more."
                                    : "Its figures conflict with %d more at least.")
                            .formatted(conflicts.count() - told),
                    conflicts.first().stream()
                            .skip(told)
                            .map(pair -> pair.other().figure().id())
                            .toList());
        }
    }

    private static String converted(List<Exchange.UsedRate> rates) {
        return rates.isEmpty()
                ? ""
                : " at the exchange rate "
                        + Words.list(rates.stream()
                                .map(rate -> "of " + rate.source().name() + " for " + rate.on())
                                .toList());
    }

    private static String stated(StatedFigure figure) {
        return figure.asStated() == null ? "of " + figure.inWords() : figure.inWords();
    }

    private void act(Relation relation, String verb) {
        say(
                "%s %s it.".formatted(relation.claim().name(), verb),
                List.of(relation.claim().id(), relation.id()));
    }

    private void retractPartly(Relation relation) {
        say(
                "%s retracts it for some of those who made it; others stand by it."
                        .formatted(relation.claim().name()),
                List.of(relation.claim().id(), relation.id()));
    }

    private void evidence(Facts facts) {
        List<String> parts = new ArrayList<>();
        if (facts.supports() > 0) {
            parts.add(pieces(facts.supports()) + (facts.supports() == 1 ? " supports it" : " support it"));
        }
        if (facts.refutes() > 0) {
            parts.add(pieces(facts.refutes()) + (facts.refutes() == 1 ? " refutes it" : " refute it"));
        }
        if (!parts.isEmpty()) {
            say(Words.list(parts) + ".", List.of(facts.claim()));
        }
    }

    private static String pieces(int count) {
        return count == 1 ? "1 piece of evidence" : count + " pieces of evidence";
    }

    private void say(String text, List<UUID> restsOn) {
        sentences.add(new Sentence(text, restsOn));
    }
}
