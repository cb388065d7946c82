package org.claimtrail.reading;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a text.
 *
 * @param from where it begins, in UTF-16 code units
 * @param to the place behind it
 */
public record Passage(int from, int to) {

    /** So many characters before and behind it tell it from the same words elsewhere in the text. */
    private static final int AROUND = 32;

    public Passage {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("No passage goes from " + from + " to " + to + ".");
        }
    }

    /** As much of it as the text has, without white space at its ends; none where nothing is left. */
    public static Optional<Passage> within(String text, int from, int to) {
        int first = Math.min(Math.max(from, 0), text.length());
        int last = Math.min(Math.max(to, first), text.length());
        while (first < last && Character.isWhitespace(text.charAt(first))) {
            first++;
        }
        while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
            last--;
        }
        return first < last ? Optional.of(new Passage(first, last)) : Optional.empty();
    }

    /**
     * Where the words stand in the text, however its white space is: of several places, the one nearest to the given.
     *
     * @param near in UTF-16 code units
     */
    public static Optional<Passage> of(String words, String text, int near) {
        if (words.isBlank()) {
            return Optional.empty();
        }
        Pattern anyWhiteSpace = Pattern.compile(
                Arrays.stream(words.strip().split("\\s+")).map(Pattern::quote).collect(Collectors.joining("\\s+")));
        return anyWhiteSpace
                .matcher(text)
                .results()
                .min(Comparator.comparingInt((MatchResult found) -> Math.abs(found.start() - near)))
                .map(found -> new Passage(found.start(), found.end()));
    }

    /** The passage at a position that is counted in characters, as a locator has it; none where the text is shorter. */
    public static Optional<Passage> ofCharacters(String text, @Nullable Long start, @Nullable Long end) {
        if (start == null || end == null || end > text.length() || end > text.codePointCount(0, text.length())) {
            return Optional.empty();
        }
        int from = text.offsetByCodePoints(0, start.intValue());
        return Optional.of(new Passage(from, text.offsetByCodePoints(from, (int) (end - start))));
    }

    public String in(String text) {
        return text.substring(from, to);
    }

    /** How an appearance tells where it is: the words, what stands around them, and the position in characters. */
    public ObjectNode locator(String text) {
        ObjectNode locator = Json.object().put("exact", in(text));
        String before = text.substring(wholeCharacter(text, Math.max(0, from - AROUND)), from);
        if (!before.isBlank()) {
            locator.put("prefix", before);
        }
        String behind = text.substring(to, wholeCharacter(text, Math.min(text.length(), to + AROUND)));
        if (!behind.isBlank()) {
            locator.put("suffix", behind);
        }
        locator.put("start", text.codePointCount(0, from));
        locator.put("end", text.codePointCount(0, to));
        return locator;
    }

    /** Not between the halves of one. */
    private static int wholeCharacter(String text, int at) {
        return at > 0
                        && at < text.length()
                        && Character.isLowSurrogate(text.charAt(at))
                        && Character.isHighSurrogate(text.charAt(at - 1))
                ? at + 1
                : at;
    }
}
