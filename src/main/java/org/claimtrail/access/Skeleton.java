package org.claimtrail.access;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.claimtrail.platform.TableFile;

/**
 * What a name looks like: two names with one skeleton are easily taken for each other. As in Unicode Technical Standard 39, by
 * its table of confusable characters; since case tells no two accounts apart, of the name in small and in capital letters, so that
 * {@code i}, whose capital looks like {@code l} and {@code 1}, is one with these.
 */
final class Skeleton {

    private static final Map<Integer, String> CONFUSABLES = read();

    private Skeleton() {}

    static String of(String name) {
        String small = looks(Normalizer.normalize(name, Form.NFKC).toLowerCase(Locale.ROOT));
        return looks(small.toUpperCase(Locale.ROOT)).toLowerCase(Locale.ROOT);
    }

    private static String looks(String text) {
        String looks = Normalizer.normalize(text, Form.NFD)
                .codePoints()
                .filter(c -> Character.getType(c) != Character.FORMAT)
                .mapToObj(c -> CONFUSABLES.getOrDefault(c, Character.toString(c)))
                .collect(Collectors.joining());
        return Normalizer.normalize(looks, Form.NFD);
    }

    private static Map<Integer, String> read() {
        Map<Integer, String> confusables = new HashMap<>();
        for (String row : TableFile.rows(Skeleton.class, "confusables.tsv")) {
            String[] parts = row.split("\t");
            String skeleton = codePoints(parts[0]).mapToObj(Character::toString).collect(Collectors.joining());
            codePoints(parts[1]).forEach(c -> confusables.put(c, skeleton));
        }
        return Map.copyOf(confusables);
    }

    private static IntStream codePoints(String hexadecimal) {
        return Arrays.stream(hexadecimal.split(" "))
                .filter(code -> !code.isEmpty())
                .mapToInt(code -> Integer.parseInt(code, 16));
    }
}
