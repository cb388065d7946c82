package org.claimtrail.fuzz;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The address that the service sees in what was sent: without path parameters and empty pairs. */
final class Target {

    private Target() {}

    static String seen(String target) {
        String[] parts = target.split("\\?", 2);
        String path = parts[0].replaceAll(";[^/]*", "");
        String query = parts.length < 2
                ? ""
                : Arrays.stream(parts[1].split("&"))
                        .filter(pair -> !pair.isEmpty())
                        .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }
}
