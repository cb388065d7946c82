package org.claimtrail.prose;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.claimtrail.date.DateWords;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Values of answers as a person would say them. Templates call it {@code prose}; what is absent is nothing, in words. */
@Component("prose")
public class Prose {

    private static final Map<String, String> STATUSES = Map.of(
            "UNVERIFIED", "not verified",
            "CORROBORATED", "corroborated by independent origins",
            "CONTESTED", "contested",
            "CONFIRMED", "confirmed",
            "REFUTED", "refuted",
            "UNVERIFIABLE", "not verifiable",
            "RETRACTED", "taken back by those who made it",
            "SUPERSEDED", "superseded by a later claim");

    private static final Map<String, String> MODES = Map.of(
            "DIRECT", "word for word",
            "INDIRECT", "in other words",
            "MIXED", "partly word for word",
            "DOCUMENT", "in a document",
            "IMAGERY", "in images");

    private static final Map<String, String> BASES = Map.of(
            "ON_RECORD", "on the record",
            "BACKGROUND", "on background, not to be named",
            "DEEP_BACKGROUND", "on deep background, not to be named or described",
            "UNNAMED", "without being named");

    private static final Map<String, String> CLAIMS = Map.of(
            "FACT", "Statement of fact",
            "FIGURE", "Figure",
            "ACCUSATION", "Accusation",
            "DENIAL", "Denial",
            "QUOTE", "Quotation",
            "PREDICTION", "Prediction");

    private static final Map<String, String> SOURCES = Map.of(
            "PERSON", "Person",
            "ORGANIZATION", "Organization",
            "GOVERNMENT", "Government",
            "PUBLICATION", "Publication",
            "ACCOUNT", "Account on a platform",
            "DATASET", "Data set",
            "UNNAMED", "Source that was not named");

    private static final Map<String, String> EVIDENCE = Map.of(
            "DOCUMENT", "document",
            "IMAGE", "image",
            "VIDEO", "video",
            "DATA", "data",
            "STATEMENT", "statement",
            "ARTICLE", "article");

    private static final Map<String, String> STANCES =
            Map.of("SUPPORTS", "Speaks for it", "REFUTES", "Speaks against it", "CONTEXT", "Gives context");

    private static final Map<String, String> RELIABILITIES = Map.of(
            "A", "completely reliable",
            "B", "usually reliable",
            "C", "fairly reliable",
            "D", "not usually reliable",
            "E", "unreliable",
            "F", "reliability cannot be judged");

    private static final List<String> CREDIBILITIES = List.of(
            "confirmed by other sources",
            "probably true",
            "possibly true",
            "doubtful",
            "improbable",
            "truth cannot be judged");

    /** How a relation reads from the claim that acts, and from the one that is acted on. */
    private static final Map<String, List<String>> RELATIONS = Map.ofEntries(
            Map.entry("DENIES", List.of("It denies", "It is denied by")),
            Map.entry("CONTRADICTS", List.of("It contradicts", "It is contradicted by")),
            Map.entry("CORROBORATES", List.of("It corroborates", "It is corroborated by")),
            Map.entry("REPEATS", List.of("It repeats", "It is repeated by")),
            Map.entry("QUALIFIES", List.of("It qualifies", "It is qualified by")),
            Map.entry("UPDATES", List.of("It updates", "It is updated by")),
            Map.entry("CORRECTS", List.of("It corrects", "It is corrected by")),
            Map.entry("RETRACTS", List.of("It takes back", "It is taken back by")),
            Map.entry("RESPONDS_TO", List.of("It answers", "It is answered by")),
            Map.entry("DERIVED_FROM", List.of("It is derived from", "From it is derived")),
            Map.entry("ALTERNATIVE_TO", List.of("It is an alternative to", "An alternative to it is")));

    private static final Map<String, String> OPENINGS = Map.of(
            "ABOUT", "about {0}",
            "AT_LEAST", "at least {0}",
            "MORE_THAN", "more than {0}",
            "AT_MOST", "at most {0}",
            "LESS_THAN", "less than {0}",
            "NEARLY", "nearly {0}");

    /** "10 to 16 June 2024", "about June 2024". */
    public String date(@Nullable Object edtf) {
        return edtf == null ? "" : DateWords.of(edtf.toString());
    }

    /** The day of an instant, in UTC. */
    public String day(@Nullable Object instant) {
        return instant == null
                ? ""
                : DateWords.of(
                        Instant.parse(instant.toString()).atZone(ZoneOffset.UTC).toLocalDate());
    }

    /** With the digits in groups, and every decimal place that it has. */
    public String number(@Nullable Object number) {
        if (!(number instanceof BigDecimal decimal)) {
            return "";
        }
        return String.format(Spoken.language(), "%,." + Math.max(0, decimal.scale()) + "f", decimal);
    }

    /** "about 6,700", "more than 3,000,000", "5 to 7", "dozens". */
    public String quantity(Map<String, @Nullable Object> figure) {
        String qualifier = Objects.toString(figure.get("qualifier"));
        String numbers = Stream.of("amount", "lowerBound", "upperBound")
                .map(figure::get)
                .filter(Objects::nonNull)
                .map(this::number)
                .reduce((lower, upper) -> Spoken.of("{0} to {1}", lower, upper))
                .orElse("");
        if (qualifier.equals("UNSTATED")) {
            return Spoken.of("no number stated");
        }
        String opening = OPENINGS.get(qualifier);
        return numbers.isEmpty() ? lower(qualifier) : opening == null ? numbers : Spoken.of(opening, numbers);
    }

    /** A quantity with what it counts: "about 6,700 containers", "dozens of tanks". */
    public String quantityOf(Map<String, @Nullable Object> figure) {
        String quantity = quantity(figure);
        Object unit = figure.get("unit") != null
                ? figure.get("unit")
                : figure.get("measure") instanceof Map<?, ?> measure ? measure.get("unit") : null;
        if (unit == null) {
            return quantity;
        }
        return quantity.chars().anyMatch(Character::isDigit)
                ? quantity + " " + unit
                : Spoken.of("UNSTATED".equals(figure.get("qualifier")) ? "{0}, in {1}" : "{0} of {1}", quantity, unit);
    }

    /** In the language of the page what templates say, with values in its places. */
    public String said(String english, @Nullable Object... values) {
        return Spoken.of(english, values);
    }

    /** What a rule says, in the language of the page. */
    public String told(@Nullable Object sentence) {
        return sentence == null ? "" : Spoken.sentence(sentence.toString());
    }

    /** What goes after "it is". */
    public String status(@Nullable Object status) {
        return said(STATUSES, status);
    }

    public String mode(@Nullable Object mode) {
        return said(MODES, mode);
    }

    public String basis(@Nullable Object basis) {
        return said(BASES, basis);
    }

    /** What kind of claim it is. */
    public String claimKind(@Nullable Object kind) {
        return said(CLAIMS, kind);
    }

    public String sourceKind(@Nullable Object kind) {
        return said(SOURCES, kind);
    }

    public String evidenceKind(@Nullable Object kind) {
        return said(EVIDENCE, kind);
    }

    public String stance(@Nullable Object stance) {
        return said(STANCES, stance);
    }

    /** The Admiralty system's reliability of a source. */
    public String reliability(@Nullable Object letter) {
        return said(RELIABILITIES, letter);
    }

    /** The Admiralty system's credibility of what is said, 1 to 6. */
    public String credibility(@Nullable Object number) {
        int place = number instanceof BigDecimal decimal ? decimal.intValue() : 0;
        return place < 1 || place > CREDIBILITIES.size() ? "" : Spoken.of(CREDIBILITIES.get(place - 1));
    }

    /** @param acts whether it is told from the claim that acts on the other */
    public String relation(@Nullable Object type, boolean acts) {
        List<String> words = RELATIONS.get(Objects.toString(type));
        return words == null ? lower(Objects.toString(type, "")) : Spoken.of(words.get(acts ? 0 : 1));
    }

    /** What a reviewer concluded: "Mostly true (4 on a scale from 1 to 5)"; nothing where he gave no rating. */
    public String rating(Map<String, @Nullable Object> assessment) {
        Map<?, ?> rating = assessment.get("rating") instanceof Map<?, ?> given ? given : Map.of();
        Map<?, ?> scale = assessment.get("scale") instanceof Map<?, ?> given ? given : Map.of();
        String label = Objects.toString(rating.get("label"), "");
        String value = number(rating.get("value"));
        if (!value.isEmpty() && scale.get("worst") != null && scale.get("best") != null) {
            value = Spoken.of(
                    "{0} on a scale from {1} (worst) to {2} (best)",
                    value, number(scale.get("worst")), number(scale.get("best")));
        }
        return label.isEmpty() ? value : value.isEmpty() ? label : label + " (" + value + ")";
    }

    /** Names of things, one after the other. */
    public String names(@Nullable Object things) {
        if (!(things instanceof Collection<?> list)) {
            return "";
        }
        List<String> names = list.stream()
                .map(thing -> thing instanceof Map<?, ?> map
                        ? Objects.toString(map.get("name"), "")
                        : Objects.toString(thing))
                .toList();
        return names.size() < 2
                ? String.join("", names)
                : Spoken.of(
                        "{0} and {1}",
                        String.join(", ", names.subList(0, names.size() - 1)), names.get(names.size() - 1));
    }

    /** The name of a country by its ISO 3166-1 code. */
    public String country(@Nullable Object code) {
        return code == null
                ? ""
                : new Locale.Builder().setRegion(code.toString()).build().getDisplayCountry(Spoken.language());
    }

    /** What has no words yet is at least not shouted. */
    private static String said(Map<String, String> words, @Nullable Object constant) {
        String name = Objects.toString(constant, "");
        String said = words.get(name);
        return said == null ? lower(name) : Spoken.of(said);
    }

    private static String lower(String constant) {
        return Spoken.of(constant.toLowerCase(Locale.ENGLISH).replace('_', ' '));
    }
}
