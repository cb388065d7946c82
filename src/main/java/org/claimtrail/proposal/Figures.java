package org.claimtrail.proposal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.proposal.Statement.Counted;
import org.claimtrail.reading.FigureKind;
import org.claimtrail.reading.ReadDate;
import org.claimtrail.reading.ReadFigure;
import org.claimtrail.reading.Reading;
import org.claimtrail.reading.attribution.Span;
import org.jspecify.annotations.Nullable;

/** The figures of a statement that count something, and what it is that they count. */
final class Figures {

    private static final int MOST_WORDS = 7;
    private static final BigDecimal FEW = BigDecimal.TEN;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    private static final Pattern DEFINITE = Pattern.compile(
            "(?:\\b(?:the|these|those|its|their|his|her|our|my|your|all|both|other)|['\u2019]s)\\s+(?:\\p{L}+\\s+)?$",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_BEFORE = Pattern.compile("([\\p{L}-]+)\\s+$");
    private static final Pattern THINGS =
            Pattern.compile("^\\s+((?:\\p{Ll}[\\p{L}-]*\\s+){0,4}?\\p{Ll}[\\p{L}-]*s)\\b");
    private static final Pattern DONE_TO = Pattern.compile(
            "^(?:\\s*,)?\\s+(?:(?:who|which|that)\\s+)?(?:(?:(?:have|has|had)\\s+)?(?:been|were|was|are|is)\\s+)?(\\p{Ll}+)\\b");
    private static final Pattern REST = Pattern.compile("^((?:\\s+[\\p{L}\\p{N}'\u2019-]+)*)");

    private final Reading reading;

    Figures(Reading reading) {
        this.reading = reading;
    }

    /** Those within the parts of the text that state something. */
    List<Counted> in(List<Span> parts) {
        List<Counted> counted = new ArrayList<>();
        List<ReadFigure> all = reading.figures();
        for (int i = 0; i < all.size(); i++) {
            ReadFigure figure = all.get(i);
            Span part = parts.stream()
                    .filter(span -> span.from() <= figure.start() && figure.end() <= span.to())
                    .findFirst()
                    .orElse(null);
            if (part == null || !counts(figure, part)) {
                continue;
            }
            ReadFigure next = i + 1 < all.size() ? all.get(i + 1) : null;
            counted.add(counted(figure, next, part, parts));
        }
        return counted;
    }

    /** Whether it is worth a claim by itself: "two other incidents" are not, nor a hall of 70 metres. */
    static boolean isTold(Counted counted) {
        ReadFigure figure = counted.figure();
        return switch (figure.kind()) {
            case MONEY, PERCENT -> true;
            case MEASURE, AGE, ORDINAL -> false;
            case COUNT, NUMBER ->
                figure.qualifier() != Qualifier.EXACT
                        || figure.amount() == null
                        || figure.amount().compareTo(TWO) > 0;
        };
    }

    private boolean counts(ReadFigure figure, Span part) {
        String before = before(figure.start(), part);
        boolean small = figure.qualifier() == Qualifier.EXACT
                && figure.amount() != null
                && figure.amount().compareTo(FEW) < 0;
        return switch (figure.kind()) {
            case AGE, ORDINAL -> false;
            case MONEY, PERCENT -> true;
            case MEASURE -> !"time".equals(figure.dimension()) && !isAttribute(figure, part);
            case COUNT -> !(small && DEFINITE.matcher(before).find()) && !isOne(figure);
            case NUMBER -> isCounting(figure, part, before);
        };
    }

    /** "One" and "another" are seldom a figure. */
    private static boolean isOne(ReadFigure figure) {
        return figure.qualifier() == Qualifier.EXACT
                && figure.amount() != null
                && figure.amount().compareTo(BigDecimal.ONE) == 0
                && !Character.isDigit(figure.number().codePointAt(0));
    }

    /** A bare number counts where something is done to so many, or so many things follow. */
    private boolean isCounting(ReadFigure figure, Span part, String before) {
        if (Character.isUpperCase(figure.number().codePointAt(0))) {
            return false;
        }
        Matcher word = WORD_BEFORE.matcher(before);
        String verb = word.find() ? Vocabulary.lower(word.group(1)) : "";
        return verb.matches(".+(?:ing|ed)") || things(figure.end(), part) != null || attributed(figure.end()) != null;
    }

    /** "152mm" of "152mm shells" tells which, and not how many. */
    private boolean isAttribute(ReadFigure figure, Span part) {
        return THINGS.matcher(reading.text()).region(figure.end(), part.to()).lookingAt()
                && figure.amount() != null
                && figure.number().indexOf(' ') < 0
                && !figure.asStated().contains(" ");
    }

    /** The measurement that stands directly behind a number, as of "500,000 122mm shells". */
    private @Nullable ReadFigure attributed(int end) {
        return reading.figures().stream()
                .filter(other -> other.kind() == FigureKind.MEASURE
                        && other.start() >= end
                        && reading.text().substring(end, other.start()).isBlank())
                .findFirst()
                .orElse(null);
    }

    private Counted counted(ReadFigure figure, @Nullable ReadFigure next, Span part, List<Span> parts) {
        int end = figure.end();
        String unit = figure.unit();
        if (figure.kind() == FigureKind.NUMBER) {
            ReadFigure attribute = next == null ? null : attributed(figure.end());
            int from = attribute == null ? figure.end() : attribute.end();
            Matcher things = things(from, part);
            if (things != null) {
                end = things.end(1);
                String[] words = things.group(1).split("\\s+");
                unit = words[words.length - 1];
            }
        }
        String asStated = reading.text().substring(figure.start(), end).replaceAll("\\s+", " ");
        String measure = unit == null || figure.kind() != FigureKind.COUNT && figure.kind() != FigureKind.NUMBER
                ? null
                : measure(figure.start(), end, unit, asStated, part);
        return new Counted(figure, asStated, unit, measure, words(parts));
    }

    private @Nullable Matcher things(int from, Span part) {
        Matcher things = THINGS.matcher(reading.text()).region(from, part.to());
        if (!things.lookingAt()) {
            return null;
        }
        boolean ended = Arrays.stream(things.group(1).split("\\s+"))
                .anyMatch(word -> Vocabulary.is("ends", word) || word.endsWith("ss"));
        return ended ? null : things;
    }

    /**
     * "Containers shipped to Russia", of "shipped about 6,700 containers to Russia": what was counted, with what was done to it
     * and what stands behind, so that it is not taken for another event's. Null where nothing tells what was done.
     */
    private @Nullable String measure(int start, int end, String unit, String asStated, Span part) {
        Matcher before = WORD_BEFORE.matcher(before(start, part));
        String verb = before.find() ? Vocabulary.lower(before.group(1)) : "";
        int rest = end;
        if (!isDone(verb)) {
            Matcher behind = DONE_TO.matcher(reading.text()).region(end, part.to());
            if (!behind.lookingAt() || !isDone(behind.group(1))) {
                return null;
            }
            verb = behind.group(1);
            rest = behind.end();
        }
        StringBuilder name =
                new StringBuilder(things(unit, asStated)).append(' ').append(verb);
        Matcher words = REST.matcher(reading.text()).region(rest, part.to());
        int many = 0;
        if (words.lookingAt()) {
            int at = words.start();
            for (String word : words.group(1).strip().split("\\s+")) {
                at = reading.text().indexOf(word, at);
                if (word.isEmpty() || many == MOST_WORDS || Vocabulary.is("ends", word) || isDate(at) || isFigure(at)) {
                    break;
                }
                name.append(' ').append(word);
                many++;
            }
        }
        String measure = name.toString().replaceFirst("(?: (?:in|at|of|to|from|for|the|a|an|by|with|on))+$", "");
        return many == 0 ? null : measure;
    }

    /** The things with what stands in front of them: "artillery shells". */
    private static String things(String unit, String asStated) {
        int at = Vocabulary.lower(asStated).lastIndexOf(Vocabulary.lower(unit));
        Matcher word = Pattern.compile("(\\p{Ll}{3,}) $").matcher(at < 0 ? "" : asStated.substring(0, at));
        boolean told = word.find()
                && !word.group(1)
                        .matches(
                                "(?:than|about|some|least|most|nearly|almost|million|billion|thousand|hundred|over|under|only|just|around|roughly|dozen|dozens|up|more|fewer|less|and|another)");
        return told && Character.isLetter(unit.codePointAt(0)) ? word.group(1) + " " + unit : unit;
    }

    private static boolean isDone(String word) {
        return word.matches("\\p{Ll}{2,}ed") || Vocabulary.is("counted", word);
    }

    private boolean isDate(int at) {
        return reading.dates().stream().anyMatch((ReadDate date) -> date.start() <= at && at < date.end());
    }

    private boolean isFigure(int at) {
        return reading.figures().stream().anyMatch(figure -> figure.start() <= at && at < figure.end());
    }

    private String before(int at, Span part) {
        return reading.text().substring(Math.max(part.from(), at - 40), at);
    }

    private List<String> words(List<Span> parts) {
        Set<String> words = new LinkedHashSet<>();
        for (Span part : parts) {
            for (String word : Vocabulary.lower(part.in(reading.text())).split("[^\\p{L}\\p{N}-]+")) {
                if (word.length() > 2 && !Vocabulary.is("ends", word)) {
                    words.add(word);
                }
            }
        }
        return List.copyOf(words);
    }
}
