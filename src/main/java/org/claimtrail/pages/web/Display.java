package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.date.Edtf;
import org.claimtrail.prose.Prose;
import org.claimtrail.thing.Resource;
import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;

/** How values of the record are written for people. */
@Component("display")
class Display {

    /** What says nothing to people. */
    private static final Set<String> SILENT = Set.of(
            "id",
            "createdAt",
            "updatedAt",
            "canonicalUrl",
            "excerptGone",
            "excerptState",
            "excerptGoneSince",
            "key",
            "gaps",
            "sha256",
            "mediaType",
            "nameSuggests",
            "bytes",
            "hasThumbnail");

    /** What has one of a few values, which programs know by constants. */
    private static final Set<String> CONSTANTS = Set.of(
            "kind",
            "status",
            "stage",
            "mode",
            "basis",
            "qualifier",
            "nature",
            "medium",
            "type",
            "scope",
            "act",
            "stance");

    /** What is written as EDTF. */
    private static final Set<String> DATES = Set.of(
            "occurred",
            "resolvesBy",
            "period",
            "saidOn",
            "publishedOn",
            "capturedOn",
            "reviewedOn",
            "since",
            "until",
            "on");

    /** The context of what members of things are called. */
    private static final String MEMBER = "member";

    /** Of values that are told in brief, in characters. */
    private static final int LONGEST = 400;

    private static final Set<String> VAGUE = Set.of("DOZENS", "HUNDREDS", "THOUSANDS", "MILLIONS");

    /** What is called otherwise in forms than in bodies. */
    private static final Map<String, String> CALLED = Map.of(
            "attribution", "link",
            "url", "address",
            "archiveUrl", "address of an archived copy",
            "to", "the other claim",
            "into", "the other one",
            "email", "e-mail",
            "displayName", "shown as");

    /** What claims want, where it is told to programs by constants. */
    private static final Map<String, String> GAPS = Map.of(
            "A FIGURE wants a figure.", "It is about a figure, and has none.",
            "A DENIAL wants a relation DENIES to what it denies.", "It is a denial, and it is not told of what.",
            "An ACCUSATION wants those whom it is about.", "It is an accusation, and it is not told of whom.",
            "A QUOTE wants the words: a link with a quote.", "It is a quote, and its words are missing.",
            "A PREDICTION wants the day by which it can be checked.",
                    "It is a prediction, and it is not told by when it can be checked.",
            "A DIRECT link wants the words that were said.", "Somebody is quoted, and the words are missing.");

    private static final Pattern SUGGESTION = Pattern.compile("This suggests ([A-Z_]+)\\.");

    /** Two capitals and more: statuses, stages, relations. */
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z]{2,}(?:_[A-Z]+)*\\b");

    private final Prose prose;
    private final Clock clock;

    Display(Prose prose, Clock clock) {
        this.prose = prose;
        this.clock = clock;
    }

    /** In UTC, as all times here. */
    public String instant(@Nullable Object instant) {
        return instant == null
                ? ""
                : DateTimeFormatter.ofPattern(Spoken.of("d MMM uuuu, HH:mm"), Spoken.language())
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.parse(instant.toString()));
    }

    /** How long ago it was, roughly: "3 days". */
    public String age(@Nullable Object instant) {
        if (instant == null) {
            return "";
        }
        Duration age = Duration.between(Instant.parse(instant.toString()), clock.instant());
        return age.toDays() >= 730
                ? count(age.toDays() / 365, "year")
                : age.toDays() >= 60
                        ? count(age.toDays() / 30, "month")
                        : age.toDays() >= 1
                                ? count(age.toDays(), "day")
                                : age.toHours() >= 1 ? count(age.toHours(), "hour") : Spoken.of("new");
    }

    /** A sentence that the rules tell with their constants, such as {@code CONTESTED}: with words in their place. */
    public String words(@Nullable Object sentence) {
        return sentence == null
                ? ""
                : CONSTANT.matcher(Spoken.sentence(sentence.toString()))
                        .replaceAll(constant -> Matcher.quoteReplacement(word(constant.group())));
    }

    /** In the language of the page what templates say, with values in its places. */
    public String said(String english, @Nullable Object... values) {
        return Spoken.of(english, values);
    }

    /** Like {@link #title}, of what means something of its own in one place. */
    public String titleOf(String context, Object constant) {
        return StringUtils.capitalize(Spoken.in(
                context, constant.toString().toLowerCase(Locale.ENGLISH).replace('_', ' ')));
    }

    /** What a rule says, in the language of the page. */
    public String told(@Nullable Object sentence) {
        return sentence == null ? "" : Spoken.sentence(sentence.toString());
    }

    /** "About 300 claims". */
    public String about(String number) {
        return StringUtils.capitalize(Spoken.of("about {0}", number));
    }

    /** "90%", of a part of one. */
    public String percent(double part) {
        return NumberFormat.getPercentInstance(Spoken.language()).format(part);
    }

    /** The day of an instant, in UTC: "19 June 2024". */
    public String day(@Nullable Object instant) {
        return instant == null ? "" : date(instant.toString().substring(0, 10));
    }

    /** "10 to 16 June 2024", "about June 2024"; what is exact is for whoever points at it. */
    public String date(@Nullable Object edtf) {
        return prose.date(edtf);
    }

    /** The first day that a date can mean, for pictures; nothing where it is open or out of a calendar's years. */
    public @Nullable LocalDate firstDay(@Nullable Object edtf) {
        return edtf == null ? null : drawn(Edtf.parse(edtf.toString()).earliest());
    }

    /** The last day that a date can mean. */
    public @Nullable LocalDate lastDay(@Nullable Object edtf) {
        return edtf == null ? null : drawn(Edtf.parse(edtf.toString()).latest());
    }

    private static @Nullable LocalDate drawn(@Nullable LocalDate day) {
        return day == null || day.getYear() < 1 || day.getYear() > 9999 ? null : day;
    }

    /** "thousands", where no other number was stated; null where one was. */
    public @Nullable String vague(@Nullable Object qualifier) {
        return qualifier != null && VAGUE.contains(qualifier.toString()) ? word(qualifier) : null;
    }

    /** {@code ON_RECORD} as "on record". */
    public String word(@Nullable Object constant) {
        String word = constant == null
                ? ""
                : constant.toString().toLowerCase(Locale.ENGLISH).replace('_', ' ');
        // A letter or a digit is one in every language.
        return word.length() < 2 ? word : Spoken.of(word);
    }

    /** {@code ON_RECORD} as "On record". */
    public String title(@Nullable Object constant) {
        return StringUtils.capitalize(word(constant));
    }

    /** {@code resolvesBy} as "Resolves by". */
    public String label(String member) {
        return StringUtils.capitalize(Spoken.in(MEMBER, inWords(member)));
    }

    /** With the digits in groups, and every decimal place that it has. */
    public String number(@Nullable Object number) {
        return prose.number(
                number instanceof Integer || number instanceof Long ? new BigDecimal(number.toString()) : number);
    }

    /** "about 6,700", "more than 3,000,000", "5 to 7", "dozens". */
    public String quantity(Map<String, @Nullable Object> figure) {
        return prose.quantity(figure);
    }

    /** "6,030 to 7,370", "more than 1,000", "at most 5". */
    public String interval(Map<String, @Nullable Object> interval) {
        String from = number(interval.get("from"));
        String to = number(interval.get("to"));
        if (from.isEmpty() && to.isEmpty()) {
            return Spoken.of("any number");
        }
        if (to.isEmpty()) {
            return Spoken.of(Boolean.TRUE.equals(interval.get("fromOpen")) ? "more than {0}" : "at least {0}", from);
        }
        if (from.isEmpty()) {
            return Spoken.of(Boolean.TRUE.equals(interval.get("toOpen")) ? "less than {0}" : "at most {0}", to);
        }
        return from.equals(to) ? from : Spoken.of("{0} to {1}", from, to);
    }

    /** "1 figure", "1,200 figures". */
    public String count(@Nullable Object number, String thing) {
        String many = number(number);
        return Spoken.count(many.equals("1") ? 1 : 0, "{0} " + thing, "{0} " + thing + "s", many);
    }

    /** How long something took: "0.4 ms", "35 ms", "1.4 s". */
    public String took(double millis) {
        double value = millis < 1000 ? millis : millis / 1000;
        return String.format(Spoken.language(), value < 10 ? "%.1f" : "%.0f", value) + (millis < 1000 ? " ms" : " s");
    }

    /** Two figures that cannot both hold, and what lies between them. */
    public String conflict(Map<String, @Nullable Object> pair, List<Map<String, @Nullable Object>> figures) {
        String one = claimed(pair.get("one"), figures);
        String other = claimed(pair.get("other"), figures);
        String gap = number(pair.get("gap")) + (pair.get("unit") == null ? "" : " " + pair.get("unit"));
        return pair.get("gap") == null
                ? one + "; " + other + "."
                : Spoken.of("{0}; {1}: between them lie {2}.", one, other, gap);
    }

    @SuppressWarnings("unchecked") // A claim, an interval and somebody are trees.
    private String claimed(@Nullable Object id, List<Map<String, @Nullable Object>> figures) {
        return figures.stream()
                .filter(figure -> Objects.equals(figure.get("id"), id))
                .findFirst()
                .map(figure -> {
                    Object by = figure.get("claimant");
                    return "C-" + ((Map<String, Object>) requireNonNull(figure.get("claim"))).get("number")
                            + (by == null ? "" : ", " + names(List.of(by)))
                            + ": "
                            + (figure.get("interval") == null
                                    ? word(figure.get("qualifier"))
                                    : interval((Map<String, @Nullable Object>) requireNonNull(figure.get("interval"))))
                            + (figure.get("unit") == null ? "" : " " + figure.get("unit"));
                })
                .orElseGet(() -> Spoken.of("A figure that is not shown"));
    }

    /** What a claim wants, told to people. */
    public String gap(String detail) {
        return Spoken.of(GAPS.getOrDefault(detail, detail));
    }

    /** A sentence of a standing, told to people. */
    public String sentence(String sentence) {
        Matcher suggestion = SUGGESTION.matcher(sentence);
        return suggestion.matches() ? Spoken.of("This suggests “{0}”.", word(suggestion.group(1))) : sentence;
    }

    /** Names of things, one after the other. */
    public String names(@Nullable Object things) {
        return prose.names(things);
    }

    /** What was recorded, in a line: of a relation both claims, of other things what they are called. */
    public String recorded(String resource, Map<String, @Nullable Object> thing) {
        return switch (resource) {
            case "relation" ->
                claim(thing.get("from")) + " " + word(thing.get("type")) + " " + claim(thing.get("to"))
                        + ("PARTIAL".equals(thing.get("scope")) ? " " + Spoken.of("in part") : "")
                        + (thing.get("note") == null ? "" : ": " + thing.get("note"));
            case "evidence" ->
                word(thing.get("stance")) + ": " + (thing.get("title") == null ? thing.get("url") : thing.get("title"));
            case "assessment" ->
                List.of("rating", "summary", "url").stream()
                        .map(thing::get)
                        .filter(Objects::nonNull)
                        .map(this::value)
                        .collect(Collectors.joining(": "));
            case "exchange-rate" ->
                Spoken.of("{0} in {1}", thing.get("from"), thing.get("to")) + ", " + date(thing.get("on")) + ": "
                        + number(thing.get("rate"));
            default ->
                List.of("text", "name", "title", "url", "citation").stream()
                        .map(thing::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(Object::toString)
                        .orElse("");
        };
    }

    /**
     * What somebody calls a thing that is told of outside its page: "C-12: Ships were sent.", "arms".
     *
     * @param told which says its {@code resource}, and what tells which one it is as {@code thing}; where nothing is left of it,
     *     it is called nothing
     */
    @SuppressWarnings("unchecked") // A thing is a tree.
    public String called(Map<String, @Nullable Object> told) {
        Map<String, @Nullable Object> thing = (Map<String, @Nullable Object>) told.get("thing");
        if (thing == null) {
            return "";
        }
        String called = recorded(String.valueOf(told.get("resource")), thing);
        return thing.get("number") == null ? called : claim(thing) + ": " + called;
    }

    /** What a thing of a kind is called: "Exchange rate". */
    public String kind(Object resource) {
        return title(Resource.parse(resource.toString()).thing());
    }

    /** Whether things of a kind can be removed for good. */
    public boolean isPurged(String resource) {
        return Resource.parse(resource).isPurged();
    }

    /** The number of a claim that is named. */
    private static String claim(@Nullable Object named) {
        return "C-" + ((Map<?, ?>) Objects.requireNonNull(named)).get("number");
    }

    /** Everything that a value says, on a line: for histories and comparisons. */
    public String value(@Nullable Object value) {
        return value("", value);
    }

    /**
     * What a value at a pointer says.
     *
     * @param brief whether its beginning is enough
     */
    public String at(String pointer, @Nullable Object value, boolean brief) {
        String said = value(member(pointer), value);
        return brief && said.length() > LONGEST ? said.substring(0, LONGEST) + " …" : said;
    }

    private String value(String member, @Nullable Object value) {
        if (value == null) {
            return Spoken.of("nothing");
        }
        if (value instanceof Map<?, ?> map) {
            List<String> parts = new ArrayList<>();
            map.forEach((name, part) -> {
                String said = part == null ? "" : value(String.valueOf(name), part);
                if (!SILENT.contains(String.valueOf(name)) && !said.isEmpty()) {
                    parts.add(said);
                }
            });
            return String.join(", ", parts);
        }
        if (value instanceof Collection<?> list) {
            return list.isEmpty()
                    ? Spoken.of("nothing")
                    : list.stream().map(one -> value(member, one)).collect(Collectors.joining("; "));
        }
        if (value instanceof BigDecimal) {
            return number(value);
        }
        return CONSTANTS.contains(member) ? word(value) : DATES.contains(member) ? date(value) : value.toString();
    }

    /** What a pointer names in the end, without its place in a list. */
    private static String member(String pointer) {
        return pointer.replaceFirst("(/([0-9]+|-))+$", "").replaceFirst(".*/", "");
    }

    /** Whether a change at a pointer says nothing to people. */
    public boolean isSilent(String pointer) {
        return SILENT.contains(pointer.substring(pointer.lastIndexOf('/') + 1));
    }

    /** Those of some changes that say something to people. */
    public List<Map<String, @Nullable Object>> telling(List<Map<String, @Nullable Object>> changes) {
        return changes.stream()
                .filter(change -> !isSilent(String.valueOf(change.get("pointer"))))
                .toList();
    }

    /**
     * Where in a thing something changed: {@code /appearances/0/attribution/1/quote} as "appearance 1, link 2, quote". Of a
     * reference it is told what it refers to, not that this has an id.
     */
    public String place(String pointer) {
        if (pointer.isEmpty()) {
            return "";
        }
        List<String> words = new ArrayList<>();
        String[] segments = pointer.substring(1).split("/");
        for (int i = 0; i < segments.length; i++) {
            String called = CALLED.getOrDefault(segments[i], inWords(segments[i]));
            if (i + 1 < segments.length && segments[i + 1].matches("[0-9]+")) {
                i++;
                words.add(Spoken.in(MEMBER, singular(called)) + " " + (Integer.parseInt(segments[i]) + 1));
            } else if (!segments[i].equals("id") || words.isEmpty()) {
                words.add(Spoken.in(MEMBER, called));
            }
        }
        return String.join(", ", words);
    }

    /** {@code resolvesBy} as "resolves by". */
    private static String inWords(String member) {
        return member.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ENGLISH);
    }

    private static String singular(String word) {
        return word.endsWith("ies")
                ? word.substring(0, word.length() - 3) + "y"
                : word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word;
    }
}
