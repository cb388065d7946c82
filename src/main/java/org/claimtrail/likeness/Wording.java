package org.claimtrail.likeness;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A text as likeness reads it: what people put into posts beside their words is taken out. */
final class Wording {

    /** How many sentences of a text are looked at by themselves, the longest first. */
    private static final int MOST_SENTENCES = 8;

    private static final int MOST_WORDS = 300;

    private static final Pattern ADDRESS =
            Pattern.compile("(?:https?://|www\\.|pic\\.twitter\\.com/|t\\.co/)\\S+", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARK_OF_A_REPEAT = Pattern.compile("^\\s*RT\\s+@\\w+:\\s*");
    private static final Pattern TAG = Pattern.compile("(?<!\\w)[#@](\\w+)", Pattern.UNICODE_CHARACTER_CLASS);
    /** Where a word begins in a tag that is many: StopTheSteal. */
    private static final Pattern JOINT = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})|_+");

    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    /** Not within 6 700, which is a number. */
    private static final Pattern BETWEEN_WORDS =
            Pattern.compile("(?<!\\p{Nd})\\s+|\\s+(?!\\p{Nd}{3}(?!\\p{Nd}))", Pattern.UNICODE_CHARACTER_CLASS);

    /** Not the vowels of Indic scripts, which are marks. */
    private static final Pattern AROUND_A_WORD = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{M}\\p{N}]+$");

    private final String text;
    private final Locale language;

    Wording(String text, @Nullable String language) {
        String words =
                ADDRESS.matcher(MARK_OF_A_REPEAT.matcher(text).replaceFirst("")).replaceAll(" ");
        words = TAG.matcher(words).replaceAll(tag -> JOINT.matcher(tag.group(1)).replaceAll(" "));
        words = SPACE.matcher(words).replaceAll(" ").strip();
        this.text = words.isEmpty() ? text.strip() : words;
        this.language = language == null ? Locale.ENGLISH : Locale.forLanguageTag(language);
    }

    /** All of it, on one line. */
    String whole() {
        return text;
    }

    /** The longest sentences; none where there is but one. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        BreakIterator ends = BreakIterator.getSentenceInstance(language);
        ends.setText(text);
        int start = ends.first();
        for (int end = ends.next(); end != BreakIterator.DONE; start = end, end = ends.next()) {
            sentences.add(text.substring(start, end).strip());
        }
        return sentences.size() == 1
                ? List.of()
                : sentences.stream()
                        .distinct()
                        .sorted(Comparator.comparing(String::length).reversed())
                        .limit(MOST_SENTENCES)
                        .toList();
    }

    /** The different words, as they are written. */
    Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        for (String word : BETWEEN_WORDS.split(text)) {
            String bare = AROUND_A_WORD.matcher(word).replaceAll("");
            if (!bare.isEmpty() && words.size() < MOST_WORDS) {
                words.add(bare);
            }
        }
        return words;
    }
}
