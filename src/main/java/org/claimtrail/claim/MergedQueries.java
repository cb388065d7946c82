package org.claimtrail.claim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fewer text search queries for an index to answer: whatever matches one of several queries matches one of these. Queries
 * that differ in their words alone become one, in which each word is any of theirs, {@code 'report' & 'contain'} and
 * {@code 'reported' & 'containers'} one of {@code ('report' | 'reported') & ('contain' | 'containers')}; an index reads each
 * word's list once then.
 */
final class MergedQueries {

    /** A word as PostgreSQL writes it. */
    private static final Pattern WORD = Pattern.compile("'(?:[^']|'')*'(?::\\*)?");

    private static final String PLACE = "$";

    private MergedQueries() {}

    /** @param queries as PostgreSQL writes them, without weights */
    static List<String> of(List<String> queries) {
        Set<String> merged = new LinkedHashSet<>();
        Map<String, List<Set<String>>> byShape = new LinkedHashMap<>();
        for (String query : queries) {
            String shape = WORD.matcher(query).replaceAll(Matcher.quoteReplacement(PLACE));
            if (shape.contains("!")) {
                // Not any of several words is more than not one of them.
                merged.add(query);
                continue;
            }
            List<String> words =
                    WORD.matcher(query).results().map(found -> found.group()).toList();
            List<Set<String>> places = byShape.computeIfAbsent(
                    shape, s -> words.stream().map(w -> new TreeSet<String>()).collect(Collectors.toList()));
            for (int i = 0; i < places.size(); i++) {
                places.get(i).add(words.get(i));
            }
        }
        byShape.forEach((shape, places) -> merged.add(filled(shape, places)));
        return new ArrayList<>(merged);
    }

    private static String filled(String shape, List<Set<String>> places) {
        StringBuilder query = new StringBuilder();
        int at = 0;
        for (Set<String> words : places) {
            int place = shape.indexOf(PLACE, at);
            query.append(shape, at, place);
            query.append(words.size() == 1 ? words.iterator().next() : "(" + String.join(" | ", words) + ")");
            at = place + PLACE.length();
        }
        return query.append(shape.substring(at)).toString();
    }
}
