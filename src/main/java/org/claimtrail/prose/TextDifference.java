package org.claimtrail.prose;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What differs between two texts: paragraph beside paragraph, and in those that stand beside each other word by word. */
public final class TextDifference {

    /** So many pairs of lines, or words, are compared; what is longer is told as another one. */
    private static final long MOST_COMPARED = 4_000_000;

    /** Less in common, and it is another paragraph. */
    private static final double LEAST_ALIKE = 0.4;

    /** @param differs whether the other text has something else there */
    public record Piece(String text, boolean differs) {}

    /**
     * A paragraph of each text; empty where only the other one has it.
     *
     * @param same how many paragraphs in a row are the same in both, of which none is told; 0 for one that differs
     */
    public record Row(List<Piece> before, List<Piece> after, int same) {}

    /** Places of two lists at which they are the same. */
    private record Match(int before, int after) {}

    private TextDifference() {}

    /** Nothing where they are too long to be compared. */
    public static Optional<List<Row>> between(String before, String after) {
        List<String> old = paragraphs(before);
        List<String> fresh = paragraphs(after);
        List<Match> matches = common(old, fresh).orElse(null);
        if (matches == null) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        int from = 0;
        int to = 0;
        int same = 0;
        for (Match match : matches) {
            if (match.before() > from || match.after() > to) {
                same = told(same, rows);
                differ(old.subList(from, match.before()), fresh.subList(to, match.after()), rows);
            }
            same++;
            from = match.before() + 1;
            to = match.after() + 1;
        }
        same = told(same, rows);
        differ(old.subList(from, old.size()), fresh.subList(to, fresh.size()), rows);
        return Optional.of(List.copyOf(rows));
    }

    private static List<String> paragraphs(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static int told(int same, List<Row> rows) {
        if (same > 0) {
            rows.add(new Row(List.of(), List.of(), same));
        }
        return 0;
    }

    /** Those that are alike stand beside each other, in their order; the others by themselves. */
    private static void differ(List<String> old, List<String> fresh, List<Row> rows) {
        int next = 0;
        for (String one : old) {
            int like = next;
            while (like < fresh.size() && !isAlike(one, fresh.get(like))) {
                like++;
            }
            if (like == fresh.size()) {
                rows.add(new Row(List.of(new Piece(one, true)), List.of(), 0));
                continue;
            }
            fresh.subList(next, like)
                    .forEach(added -> rows.add(new Row(List.of(), List.of(new Piece(added, true)), 0)));
            rows.add(beside(one, fresh.get(like)));
            next = like + 1;
        }
        fresh.subList(next, fresh.size())
                .forEach(added -> rows.add(new Row(List.of(), List.of(new Piece(added, true)), 0)));
    }

    private static boolean isAlike(String one, String other) {
        Set<String> words = new HashSet<>(List.of(one.split("\\s+")));
        Set<String> others = new HashSet<>(List.of(other.split("\\s+")));
        int all = words.size() + others.size();
        words.retainAll(others);
        return 2.0 * words.size() / all >= LEAST_ALIKE;
    }

    private static Row beside(String one, String other) {
        List<String> old = List.of(one.split("(?<=\\s)(?=\\S)"));
        List<String> fresh = List.of(other.split("(?<=\\s)(?=\\S)"));
        List<Match> matches = common(old, fresh).orElse(List.of());
        return new Row(
                pieces(old, matches.stream().map(Match::before).toList()),
                pieces(fresh, matches.stream().map(Match::after).toList()),
                0);
    }

    private static List<Piece> pieces(List<String> words, List<Integer> same) {
        Set<Integer> there = new HashSet<>(same);
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean differs = !there.contains(i);
            int last = pieces.size() - 1;
            if (last >= 0 && pieces.get(last).differs() == differs) {
                pieces.set(last, new Piece(pieces.get(last).text() + words.get(i), differs));
            } else {
                pieces.add(new Piece(words.get(i), differs));
            }
        }
        return List.copyOf(pieces);
    }

    /** The longest row of places that both have in common; none where there are too many to compare. */
    private static Optional<List<Match>> common(List<String> old, List<String> fresh) {
        int head = 0;
        while (head < Math.min(old.size(), fresh.size())
                && old.get(head).strip().equals(fresh.get(head).strip())) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(old.size(), fresh.size()) - head
                && old.get(old.size() - 1 - tail)
                        .strip()
                        .equals(fresh.get(fresh.size() - 1 - tail).strip())) {
            tail++;
        }
        int rows = old.size() - head - tail;
        int columns = fresh.size() - head - tail;
        if ((long) rows * columns > MOST_COMPARED) {
            return Optional.empty();
        }
        int[][] longest = new int[rows + 1][columns + 1];
        for (int i = rows - 1; i >= 0; i--) {
            for (int j = columns - 1; j >= 0; j--) {
                longest[i][j] =
                        old.get(head + i).strip().equals(fresh.get(head + j).strip())
                                ? longest[i + 1][j + 1] + 1
                                : Math.max(longest[i + 1][j], longest[i][j + 1]);
            }
        }
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < head; i++) {
            matches.add(new Match(i, i));
        }
        for (int i = 0, j = 0; i < rows && j < columns; ) {
            if (old.get(head + i).strip().equals(fresh.get(head + j).strip())) {
                matches.add(new Match(head + i++, head + j++));
            } else if (longest[i + 1][j] >= longest[i][j + 1]) {
                i++;
            } else {
                j++;
            }
        }
        for (int i = 0; i < tail; i++) {
            matches.add(new Match(old.size() - tail + i, fresh.size() - tail + i));
        }
        return Optional.of(matches);
    }
}
