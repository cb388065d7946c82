package org.claimtrail.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names as they are told apart before the database, whose {@code name_key()} has the last word, sees them. */
final class SourceNames {

    private SourceNames() {}

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** The names without repetitions, each as first written. */
    static List<String> distinct(List<String> names) {
        Map<String, String> byKey = new LinkedHashMap<>();
        names.forEach(name -> byKey.putIfAbsent(key(name), name));
        return List.copyOf(byKey.values());
    }
}
