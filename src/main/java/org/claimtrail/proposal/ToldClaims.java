package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Mode;
import org.claimtrail.proposal.Statement.Counted;
import org.claimtrail.proposal.Statement.Link;
import org.claimtrail.proposal.Statement.Party;
import org.claimtrail.proposal.ToldClaim.ToldLink;
import org.claimtrail.reading.FoldedText;
import org.claimtrail.reading.Passage;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.Readings;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes statements of what a language model tells of an article, as far as the article has it: the words that a claim rests on and those that
 * somebody is quoted with, who says so, and each number. Figures and dates are read in the article, whatever it says of them.
 */
final class ToldClaims {

    private static final Pattern ARTICLE = Pattern.compile("^(?:the|a|an)\\s+", Pattern.CASE_INSENSITIVE);

    /** Why a claim is dropped. */
    private enum Reason {
        NOT_IN_TEXT,
        SPEAKER_NOT_IN_TEXT,
        NUMBER_NOT_IN_TEXT,
        NOT_OF_SCHEMA
    }

    private final Readings readings;
    private final Reading reading;
    private final FoldedText text;
    private final Figures figures;
    private final Days days;
    private final Places places;
    private final List<Statement> statements = new ArrayList<>();
    private final List<Reason> dropped = new ArrayList<>();
    private int told;

    /** @param reading the article in full, as the rules read it */
    ToldClaims(Readings readings, Reading reading) {
        this.readings = readings;
        this.reading = reading;
        this.text = new FoldedText(reading.text());
        this.figures = new Figures(reading);
        this.days = new Days(reading);
        this.places = new Places(reading);
    }

    /** Takes what was told of a part of the article. */
    void add(Part part, JsonNode claims) {
        for (JsonNode one : claims) {
            ToldClaim claim = ToldClaim.read(one).orElse(null);
            if (claim == null) {
                drop(Reason.NOT_OF_SCHEMA);
                continue;
            }
            Passage passage = text.find(claim.excerpt(), part.from(), part.to()).orElse(null);
            if (passage == null
                    && text.find(claim.excerpt(), part.context(), part.to()).isPresent()) {
                // Of what stands before: the part before it tells it.
                continue;
            }
            add(claim, passage);
        }
    }

    private void add(ToldClaim claim, @Nullable Passage passage) {
        if (passage == null
                || claim.chain().stream().anyMatch(link -> link.quote() != null && !text.has(link.quote()))) {
            drop(Reason.NOT_IN_TEXT);
        } else if (!claim.chain().stream().allMatch(link -> text.has(link.speaker()))) {
            drop(Reason.SPEAKER_NOT_IN_TEXT);
        } else {
            Span span = new Span(passage.from(), passage.to());
            if (hasItsNumbers(claim, span)) {
                told++;
                statements.add(statement(claim, span));
            } else {
                drop(Reason.NUMBER_NOT_IN_TEXT);
            }
        }
    }

    private void drop(Reason reason) {
        told++;
        dropped.add(reason);
    }

    private boolean hasItsNumbers(ToldClaim claim, Span span) {
        Numbers numbers = new Numbers(reading, span);
        claim.chain().forEach(link -> {
            numbers.add(link.speaker());
            if (link.quote() != null) {
                numbers.add(link.quote());
            }
        });
        return numbers.hold(readings.read(claim.text(), reading.language(), reading.publishedOn()));
    }

    private Statement statement(ToldClaim claim, Span span) {
        List<Span> parts = List.of(span);
        List<Counted> counted = figures.in(parts);
        ClaimKind kind = claim.kind() == ClaimKind.FIGURE && counted.isEmpty() ? ClaimKind.FACT : claim.kind();
        boolean predicts = kind == ClaimKind.PREDICTION;
        String resolvesBy = predicts ? days.resolvesBy(parts) : null;
        return new Statement(
                span,
                Wording.sentence(claim.text()),
                kind,
                claim.chain().stream().map(this::link).toList(),
                true,
                counted,
                resolvesBy == null ? days.occurred(content(claim, span), predicts) : null,
                resolvesBy,
                Math.round(claim.confidence() * 100) / 100.0);
    }

    /** Without who says so and when, as far as the rules can tell these apart: a day of saying is not the day on which it happened. */
    private List<Span> content(ToldClaim claim, Span span) {
        if (claim.chain().isEmpty()) {
            return List.of(span);
        }
        return reading.attributions().stream()
                .filter(one -> places.inner(one).isEmpty())
                .map(places::content)
                .filter(content -> within(content, span) > 0)
                .max(Comparator.comparingInt(content -> within(content, span)))
                .orElse(List.of());
    }

    private static int within(List<Span> content, Span span) {
        return content.stream().mapToInt(part -> Places.overlap(part, span)).sum();
    }

    private Link link(ToldLink link) {
        boolean unnamed = link.kind() == SourceKind.UNNAMED;
        return new Link(
                List.of(party(link)),
                words(link.role()),
                words(link.cue()),
                link.quote() == null ? Mode.INDIRECT : Mode.DIRECT,
                unnamed ? Basis.UNNAMED : Basis.ON_RECORD,
                words(link.quote()),
                null);
    }

    private Party party(ToldLink link) {
        String called = Optional.ofNullable(words(link.speaker())).orElse(link.speaker());
        if (link.kind() == SourceKind.UNNAMED) {
            return new Party(called, List.of(), SourceKind.UNNAMED);
        }
        String name = ARTICLE.matcher(called).replaceFirst("");
        Set<String> full = FullNames.of(name, reading.text());
        Set<String> names = new HashSet<>(full);
        names.add(called);
        return new Party(full.size() == 1 ? full.iterator().next() : name, List.copyOf(names), link.kind());
    }

    /** As the article writes them; null where it does not. */
    private @Nullable String words(@Nullable String words) {
        return words == null
                ? null
                : text.find(words, 0, Integer.MAX_VALUE)
                        .map(passage -> passage.in(reading.text()).replaceAll("\\s+", " "))
                        .orElse(null);
    }

    /** What may be proposed, in the order of the article. */
    List<Statement> statements() {
        return List.copyOf(statements);
    }

    ModelReader.Dropped dropped() {
        return new ModelReader.Dropped(
                told,
                many(Reason.NOT_IN_TEXT),
                many(Reason.SPEAKER_NOT_IN_TEXT),
                many(Reason.NUMBER_NOT_IN_TEXT),
                many(Reason.NOT_OF_SCHEMA));
    }

    private int many(Reason reason) {
        return (int) dropped.stream().filter(reason::equals).count();
    }
}
