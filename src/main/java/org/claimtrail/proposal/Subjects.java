package org.claimtrail.proposal;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whom a claim is about: as whom the sentence begins, or goes on behind "In May, ". */
final class Subjects {

    private static final Pattern HEAD = Pattern.compile(
            "^(?:[Tt]he )?(\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'\u2019-]*(?: (?:of |for |the |and |& |de |la |van |von |der |bin |al )*\\p{Lu}[\\p{L}\\p{M}\\p{N}.&'\u2019-]*)*)");
    private static final Pattern OPENING = Pattern.compile("^[^,]{1,60}, ");
    private static final Pattern POSSESSIVE = Pattern.compile("['\u2019]s?$");

    private Subjects() {}

    /** What he may be called, the longest name first: without what stands before it, such as a title. */
    static List<String> of(String text) {
        List<String> names = new ArrayList<>(atHead(text));
        Matcher opening = OPENING.matcher(text);
        if (opening.find()) {
            names.addAll(atHead(text.substring(opening.end())));
        }
        return List.copyOf(names);
    }

    private static List<String> atHead(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.find()) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        String name = POSSESSIVE.matcher(head.group(1)).replaceFirst("");
        for (int at = 0; at >= 0; at = name.indexOf(' ', at + 1)) {
            String rest = name.substring(at).strip();
            if (!Character.isUpperCase(rest.codePointAt(0))) {
                // "Korea" is not the Bank of Korea.
                break;
            }
            names.add(rest);
        }
        return names;
    }
}
