package org.claimtrail.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.platform.TableFile;

/**
 * A file of words beside this class: headings in brackets, then lines of what is meant, a colon, and the words for it, parted by
 * commas. What begins with # is a comment.
 */
final class WordTable {

    /** A line: what is meant, and what stands behind the colon. */
    record Line(String meaning, String text) {

        List<String> words() {
            return WordTable.words(text);
        }
    }

    private final Map<String, List<Line>> lines = new LinkedHashMap<>();

    private WordTable(String file) {
        String heading = "";
        for (String line : lines(file)) {
            if (line.startsWith("[")) {
                heading = line.substring(1, line.indexOf(']'));
            } else {
                int colon = line.indexOf(": ");
                String meaning = colon < 0 ? line.replaceFirst(":$", "") : line.substring(0, colon);
                lines.computeIfAbsent(heading, any -> new ArrayList<>())
                        .add(new Line(meaning, colon < 0 ? "" : line.substring(colon + 2)));
            }
        }
    }

    static WordTable of(String file) {
        return new WordTable(file);
    }

    static List<String> lines(String file) {
        return TableFile.rows(WordTable.class, file);
    }

    /** A comma itself is written in quotation marks. */
    static List<String> words(String list) {
        return Stream.concat(
                        list.contains("\",\"") ? Stream.of(",") : Stream.of(),
                        Arrays.stream(list.replace("\",\"", "").split(","))
                                .map(String::strip)
                                .filter(word -> !word.isEmpty())
                                .flatMap(WordTable::alternatives))
                .toList();
    }

    /** (more|greater) than: more than, greater than. */
    private static Stream<String> alternatives(String phrase) {
        int open = phrase.indexOf('(');
        int close = phrase.indexOf(')', open);
        if (open < 0 || close < 0 || phrase.lastIndexOf('|', close) < open) {
            return Stream.of(phrase.replaceAll(" +", " ").strip());
        }
        return Arrays.stream(phrase.substring(open + 1, close).split("\\|", -1))
                .flatMap(one -> alternatives(phrase.substring(0, open) + one + phrase.substring(close + 1)));
    }

    List<Line> under(String heading) {
        return lines.getOrDefault(heading, List.of());
    }

    /** What each word under a heading means. */
    <V> Map<String, V> meanings(String heading, Function<String, V> meaning) {
        Map<String, V> meanings = new LinkedHashMap<>();
        for (Line line : under(heading)) {
            line.words().forEach(word -> meanings.put(word, meaning.apply(line.meaning())));
        }
        return meanings;
    }

    /** The words of one line. */
    Set<String> words(String heading, String meaning) {
        return under(heading).stream()
                .filter(line -> line.meaning().equals(meaning))
                .flatMap(line -> line.words().stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
