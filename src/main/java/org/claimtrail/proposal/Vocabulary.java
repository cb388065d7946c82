package org.claimtrail.proposal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimtrail.platform.TableFile;

/** The words of {@code words.txt}, in lower case, by their headings. */
final class Vocabulary {

    private static final Map<String, Set<String>> WORDS = new HashMap<>();

    /** As English calls them, from the tables of the platform. */
    private static final Set<String> COUNTRIES = Arrays.stream(Locale.getISOCountries())
            .map(code -> new Locale.Builder()
                    .setRegion(code)
                    .build()
                    .getDisplayCountry(Locale.ENGLISH)
                    .toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    static {
        for (String row : TableFile.rows(Vocabulary.class, "words.txt")) {
            String[] parts = row.split(":", 2);
            WORDS.put(
                    parts[0],
                    Arrays.stream(parts[1].split(",")).map(String::strip).collect(Collectors.toUnmodifiableSet()));
        }
    }

    private Vocabulary() {}

    /** The words under a heading. */
    static Set<String> under(String heading) {
        Set<String> words = WORDS.get(heading);
        if (words == null) {
            throw new IllegalStateException("words.txt has no heading " + heading + ".");
        }
        return words;
    }

    static boolean is(String heading, String word) {
        return under(heading).contains(lower(word));
    }

    /** A country, or a capital that stands for one. */
    static boolean isState(String name) {
        return COUNTRIES.contains(lower(name)) || is("capitals", name);
    }

    /** In lower case, with one sign for apostrophes. */
    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    }
}
