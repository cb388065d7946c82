package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.Mode;
import org.claimtrail.proposal.Speakers.Told;
import org.claimtrail.proposal.Statement.Link;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Span;
import org.claimtrail.reading.attribution.Speaker;
import org.claimtrail.source.SourceKind;
import org.jspecify.annotations.Nullable;

/** Who says something, and through whom the text has it: the chain of an appearance, the origin first. */
final class Chains {

    private static final Pattern QUOTED =
            Pattern.compile("[\u201C\u201E\u00AB\"]([^\u201C\u201D\u201E\u00AB\u00BB\"]+)[\u201D\u201C\u00BB\"]?");

    private final Reading reading;
    private final Places places;
    private final Days days;
    private final Speakers speakers;

    /** @param context the text in which longer forms of names are looked for */
    Chains(Reading reading, Places places, Days days, String context) {
        this.reading = reading;
        this.places = places;
        this.days = days;
        this.speakers = new Speakers(context);
    }

    List<Link> of(Said said) {
        Attribution attribution = said.attribution();
        Told told = said.told();
        if (!told.isSomebody()) {
            return List.of();
        }
        List<Link> chain = new ArrayList<>();
        String quote = quote(attribution, said.content());
        Mode mode = quote == null && attribution.mode() != Mode.INDIRECT ? Mode.INDIRECT : attribution.mode();
        chain.add(new Link(
                told.parties(), told.role(), cue(attribution), mode, told.basis(), quote, days.saidOn(attribution)));
        Speaker through = attribution.intermediary();
        if (through != null) {
            Optional<Attribution> outer = places.beside(attribution).stream()
                    .filter(one -> one != attribution
                            && Objects.equals(one.source().span(), through.span())
                            && one.sentence().equals(attribution.sentence()))
                    .findFirst();
            boolean relays = outer.isEmpty()
                    || places.content(outer.get()).stream()
                            .anyMatch(span ->
                                    Places.overlap(span, attribution.cue().get(0)) > 0);
            Told relay = speakers.told(through, reading.text());
            if (relays && relay.isSomebody()) {
                chain.add(new Link(
                        relay.parties(),
                        relay.role(),
                        outer.map(this::cue).orElse("according to"),
                        Mode.INDIRECT,
                        relay.basis(),
                        null,
                        outer.map(days::saidOn).orElse(null)));
            }
        }
        return chain;
    }

    /** Who speaks: a pronoun means whoever spoke in the sentence before, else whom the reader takes it for. */
    Told told(Attribution attribution) {
        Speaker source = attribution.source();
        if (source.kind() == Speaker.Kind.PRONOUN && source.span() != null) {
            String pronoun = Vocabulary.lower(source.span().in(reading.text()));
            if (List.of("he", "she").contains(pronoun)) {
                Optional<Told> before = spokeBefore(attribution, source.span());
                if (before.isPresent()) {
                    return before.get();
                }
            }
        }
        return speakers.told(source, reading.text());
    }

    private Optional<Told> spokeBefore(Attribution attribution, Span pronoun) {
        int sentence = places.sentence(attribution.sentence().from()) - 1;
        while (sentence > 0
                && Wording.bare(reading.sentences().get(sentence).span().in(reading.text()))
                        .isEmpty()) {
            sentence--;
        }
        if (sentence < 0) {
            return Optional.empty();
        }
        Span before = reading.sentences().get(sentence).span();
        return reading.attributions().stream()
                .filter(one -> one != attribution
                        && one.sentence().from() >= before.from()
                        && (one.sentence().to() <= before.to() || one.sentence().equals(attribution.sentence()))
                        && one.cue().get(0).to() <= pronoun.from()
                        && one.source().kind() != Speaker.Kind.UNNAMED)
                .reduce((one, later) -> later)
                .map(one -> one.source().kind() == Speaker.Kind.PRONOUN
                        ? told(one)
                        : speakers.told(one.source(), reading.text()))
                .filter(told ->
                        told.parties().size() == 1 && told.parties().get(0).kind() == SourceKind.PERSON)
                .map(told -> new Told(
                        told.parties(), null, told.basis() == null ? Basis.ON_RECORD : told.basis(), told.display()));
    }

    private String cue(Attribution attribution) {
        return attribution.cue().stream()
                .map(span -> Wording.bare(span.in(reading.text())))
                .reduce((one, other) -> one + " " + other)
                .filter(cue -> !cue.isBlank())
                .orElse(attribution.lemma());
    }

    /** The words within quotation marks: the longest of several. */
    static @Nullable String quote(Attribution attribution, String content) {
        if (attribution.mode() == Mode.INDIRECT) {
            return null;
        }
        String longest = "";
        Matcher quoted = QUOTED.matcher(content);
        while (quoted.find()) {
            String one = quoted.group(1).strip().replaceFirst(",$", "");
            one = one.matches("(?s)\\p{Ll}.*") ? one.replaceFirst("\\.$", "") : one;
            longest = one.length() > longest.length() ? one : longest;
        }
        return longest.isEmpty() ? null : longest.replaceAll("\\s+", " ");
    }
}
