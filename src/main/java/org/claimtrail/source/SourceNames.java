package org.claimtrail.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.claimtrail.platform.Folded;

/** Names as they are told apart before the database sees them. */
final class SourceNames {

    private SourceNames() {}

    static String key(String name) {
        return Folded.of(name);
    }

    /** The names without repetitions, each as first written. */
    static List<String> distinct(List<String> names) {
        Map<String, String> byKey = new LinkedHashMap<>();
        names.forEach(name -> byKey.putIfAbsent(key(name), name));
        return List.copyOf(byKey.values());
    }
}
