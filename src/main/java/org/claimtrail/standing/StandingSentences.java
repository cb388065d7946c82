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
import org.claimtrail.translation.Spoken;

/** Says what speaks for and against a claim, and what that suggests. */
final class StandingSentences {

    private final List<Sentence> sentences = new ArrayList<>();

    private StandingSentences() {}

    /** @param conflicts of its figures with those that other claims put on the same measures */
    static List<Sentence> of(Standing standing, FigurePairs.Listed conflicts) {
        Facts facts = standing.facts();
        Objections objections = standing.objections();
        StandingSentences writer = new StandingSentences();
        objections
                .denials()
                .forEach(denial -> writer.object(
                        denial,
                        "{0} denies {1} ({2}).",
                        "{0} deny {1} ({2}).",
                        "{0} denies {1}, and leads back to nobody."));
        objections
                .contradictions()
                .forEach(contradiction -> writer.object(
                        contradiction,
                        "{0} contradicts {1} ({2}).",
                        "{0} contradict {1} ({2}).",
                        "{0} contradicts {1}, and leads back to nobody."));
        objections.withdrawn().forEach(writer::withdraw);
        standing.retracting().forEach(relation -> writer.act(relation, "{0} retracts it."));
        standing.partlyRetracting().forEach(writer::retractPartly);
        standing.superseding()
                .forEach(relation -> writer.act(
                        relation, relation.type().equals("UPDATES") ? "{0} updates it." : "{0} corrects it."));
        writer.conflict(conflicts);
        writer.evidence(facts);
        if (standing.overdue()) {
            String said = "It could be checked by {0}, and no outcome is recorded.";
            writer.sentences.add(new Sentence(
                    Spoken.of(said, facts.unresolvedBy()),
                    List.of(facts.claim()),
                    Spoken.of(said, DateWords.of(Objects.requireNonNull(facts.unresolvedBy())))));
        }
        // A status is a constant: whoever shows one to readers has words for it.
        writer.sentences.add(new Sentence("This suggests " + standing.suggested() + ".", List.of(facts.claim()), ""));
        return writer.sentences;
    }

    /** @param byOne what is said where one does it, then where several do, and nobody who is known */
    private void object(Objection objection, String byOne, String bySeveral, String byNobody) {
        Relation relation = objection.relation();
        String what = what(relation);
        List<UUID> restsOn = new ArrayList<>(List.of(relation.claim().id(), relation.id()));
        if (objection.by().isEmpty()) {
            say(Spoken.of(byNobody, relation.claim().name(), what), restsOn);
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
                Spoken.of(
                        one ? byOne : bySeveral,
                        Words.someOf(names) + asides(objection),
                        what,
                        relation.claim().name()),
                restsOn);
    }

    private static String what(Relation relation) {
        if (relation.figure() == null) {
            return Spoken.of(relation.scope().equals("FULL") ? "all of it" : "part of it");
        }
        String stated = relation.figureAsStated();
        if (relation.figureIsTheOthers()) {
            return stated == null ? Spoken.of("it with a figure") : Spoken.of("it with the figure \"{0}\"", stated);
        }
        return stated == null ? Spoken.of("one figure of it") : Spoken.of("its figure \"{0}\"", stated);
    }

    /** What stands between those who speak and what they do. */
    private static String asides(Objection objection) {
        List<String> asides = new ArrayList<>();
        if (!objection.concerned().isEmpty()) {
            asides.add(some(
                    objection.concerned(),
                    objection,
                    "whom the claim is about",
                    "one of those whom the claim is about",
                    "some of those whom the claim is about"));
        }
        if (!objection.turned().isEmpty()) {
            asides.add(some(
                    objection.turned(),
                    objection,
                    "who made the claim and turned round",
                    "one of those who made the claim and turned round",
                    "some of those who made the claim and turned round"));
        }
        return asides.isEmpty() ? "" : ", " + String.join(", ", asides) + ",";
    }

    private static String some(Set<UUID> sources, Objection objection, String all, String one, String several) {
        return Spoken.of(sources.size() == objection.speakers() ? all : sources.size() == 1 ? one : several);
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
                Spoken.of(
                        withdrawn.relation().type().equals("CONTRADICTS")
                                ? "{0}, which contradicted it, was retracted by {1}."
                                : "{0}, which denied it, was retracted by {1}.",
                        withdrawn.relation().claim().name(),
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
                    Spoken.of(
                            pair.one().figure().asStated() == null
                                    ? "Its figure of {0} conflicts with {1} of {2}{3}."
                                    : "Its figure {0} conflicts with {1} of {2}{3}.",
                            pair.one().figure().inWords(),
                            other.inWords(),
                            "C-" + other.claim().number(),
                            converted(pair.rates())),
                    restsOn);
        }
        if (conflicts.count() > told) {
            say(
                    Spoken.of(
                            conflicts.complete()
                                    ? "Its figures conflict with {0} more."
                                    : "Its figures conflict with {0} more at least.",
                            conflicts.count() - told),
                    conflicts.first().stream()
                            .skip(told)
                            .map(pair -> pair.other().figure().id())
                            .toList());
        }
    }

    private static String converted(List<Exchange.UsedRate> rates) {
        return rates.isEmpty()
                ? ""
                : " "
                        + Spoken.of(
                                "at the exchange rate {0}",
                                Words.list(rates.stream()
                                        .map(rate -> Spoken.of(
                                                "of {0} for {1}", rate.source().name(), rate.on()))
                                        .toList()));
    }

    private void act(Relation relation, String said) {
        say(Spoken.of(said, relation.claim().name()), List.of(relation.claim().id(), relation.id()));
    }

    private void retractPartly(Relation relation) {
        say(
                Spoken.of(
                        "{0} retracts it for some of those who made it; others stand by it.",
                        relation.claim().name()),
                List.of(relation.claim().id(), relation.id()));
    }

    private void evidence(Facts facts) {
        List<String> parts = new ArrayList<>();
        if (facts.supports() > 0) {
            parts.add(
                    pieces(facts.supports(), "{0} piece of evidence supports it", "{0} pieces of evidence support it"));
        }
        if (facts.refutes() > 0) {
            parts.add(pieces(facts.refutes(), "{0} piece of evidence refutes it", "{0} pieces of evidence refute it"));
        }
        if (!parts.isEmpty()) {
            say(Words.list(parts) + ".", List.of(facts.claim()));
        }
    }

    private static String pieces(int count, String one, String many) {
        return Spoken.count(count, one, many, String.valueOf(count));
    }

    private void say(String text, List<UUID> restsOn) {
        sentences.add(new Sentence(text, restsOn));
    }
}
