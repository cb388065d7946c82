package org.claimtrail.fuzz;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/** The address that a server sees in what was sent: without dot segments, path parameters and empty pairs. */
final class Target {

    private Target() {}

    static String seen(String target) {
        String[] parts = target.split("\\?", 2);
        Deque<String> segments = new ArrayDeque<>();
        String[] given = parts[0].split("/", -1);
        for (int i = 1; i < given.length; i++) {
            String segment = given[i].replaceAll(";.*", "");
            String plain = segment.replaceAll("(?i)%2e", ".");
            boolean inTheMiddle = i < given.length - 1;
            if (plain.equals("..")) {
                segments.pollLast();
            }
            if (!plain.equals(".") && !plain.equals("..") && !(segment.isEmpty() && inTheMiddle)) {
                segments.add(segment);
            } else if (!inTheMiddle) {
                segments.add("");
            }
        }
        String path = "/" + String.join("/", segments);
        String query = parts.length < 2
                ? ""
                : Arrays.stream(parts[1].split("&"))
                        .filter(pair -> !pair.isEmpty())
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
