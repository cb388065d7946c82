package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Which words may have been meant by those that somebody mistyped: known words of claims. Two words are near each other where
 * few letters have to be put in, left out, changed, or swapped with the next (optimal string alignment; F. Damerau, "A technique
 * for computer detection and correction of spelling errors", 1964, found these four in four of five mistakes).
 */
@Service
public class Spelling {

    /** Of shorter words, another one is near any. */
    private static final Pattern WORD = Pattern.compile("(?<![\\p{L}\\p{N}*])\\p{L}{4,40}(?![\\p{L}\\p{N}*])");

    private static final int MOST_WORDS = 12;

    /** Words of so many letters may have two mistakes. */
    private static final int LONG = 7;

    private record Near(int place, String word, String near) {

        int mistakes() {
            return Spelling.mistakes(word, near);
        }

        boolean isNear() {
            return mistakes() <= (word.length() < LONG ? 1 : 2);
        }
    }

    private final JdbcClient db;

    Spelling(JdbcClient db) {
        this.db = db;
    }

    /**
     * What was looked for, with the nearest known words in the place of those that no claim has. Words that nothing is near stay.
     *
     * @return empty where no word would be another
     */
    public Optional<String> corrected(String asked) {
        List<MatchResult> words =
                WORD.matcher(asked).results().limit(MOST_WORDS).toList();
        if (words.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Near> meant = near(words.stream().map(MatchResult::group).toList()).stream()
                .filter(Near::isNear)
                .collect(Collectors.toMap(
                        Near::place,
                        Function.identity(),
                        BinaryOperator.minBy(Comparator.comparingInt(Near::mistakes))));
        if (meant.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder corrected = new StringBuilder();
        int end = 0;
        for (int i = 0; i < words.size(); i++) {
            MatchResult word = words.get(i);
            Near instead = meant.get(i + 1);
            corrected.append(asked, end, word.start()).append(instead == null ? word.group() : instead.near());
            end = word.end();
        }
        return Optional.of(corrected.append(asked.substring(end)).toString());
    }

    private List<Near> near(List<String> words) {
        return db.sql("select place, word, near from search.near(cast(:words as text[]))")
                .param("words", words.toArray(String[]::new))
                .query(Near.class)
                .list();
    }

    /** How many letters have to be put in, left out, changed, or swapped with the next, to make one of the other. */
    static int mistakes(String one, String other) {
        List<int[]> rows = new ArrayList<>();
        for (int i = 0; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            rows.add(row);
            for (int j = 0; j <= other.length(); j++) {
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                    continue;
                }
                int[] before = rows.get(i - 1);
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                row[j] = Math.min(Math.min(before[j], row[j - 1]) + 1, before[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], rows.get(i - 2)[j - 2] + 1);
                }
            }
        }
        return rows.get(one.length())[other.length()];
    }
}
