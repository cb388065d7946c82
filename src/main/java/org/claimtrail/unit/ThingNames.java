package org.claimtrail.unit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is counted, under one name for one and for many of it: by {@code units/things.txt}, else by the endings of regular
 * plurals in English (the S-stemmer of Harman, "How effective is suffixing?", 1991, with its usual additions), German, French,
 * Spanish and Portuguese that mean nothing else in one of the others. The name is for comparing, and no word.
 */
final class ThingNames {

    private static final Map<String, String> LISTED = new HashMap<>();

    static {
        for (String line : Lines.of("things.txt")) {
            List<String> names = Lines.names(line).toList();
            names.forEach(name -> LISTED.putIfAbsent(UnitText.fold(name), names.get(0)));
        }
    }

    /** An ending and what it becomes: the first one that a word has. */
    private record Ending(String plural, String singular) {}

    private static final List<Ending> ENDINGS = endings("""
            iones ion, dores dor, tores tor, dades dad, tades tad, ções ção, sões são, ões ão, ães ão,
            ungen ung, heiten heit, keiten keit, schaften schaft, ionen ion, linge ling, zeuge zeug, isten ist, aten at, innen in,
            eaux eau, aux al, sses ss, shes sh, ches ch, xes x, uses us, use us, ies y, oes o, che ch, xe x, ie y, oe o, ss ss, us us, is is, s""");

    private static final int SHORTEST = 3;

    private ThingNames() {}

    /** @param name folded: see {@link UnitText#fold} */
    static String of(String name) {
        String listed = LISTED.get(name);
        return listed != null
                ? listed
                : Arrays.stream(name.split(" "))
                        .map(word -> LISTED.getOrDefault(word, singular(word)))
                        .collect(Collectors.joining(" "));
    }

    static String singular(String word) {
        for (Ending ending : ENDINGS) {
            if (word.endsWith(ending.plural) && word.length() >= Math.max(SHORTEST, ending.plural.length() + 1)) {
                return word.substring(0, word.length() - ending.plural.length()) + ending.singular;
            }
        }
        return word;
    }

    private static List<Ending> endings(String list) {
        List<Ending> endings = new ArrayList<>();
        for (String ending : list.split(",")) {
            String[] parts = ending.strip().split(" ");
            endings.add(new Ending(parts[0], parts.length > 1 ? parts[1] : ""));
        }
        return List.copyOf(endings);
    }
}
