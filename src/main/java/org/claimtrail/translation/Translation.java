package org.claimtrail.translation;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * What is said in one language, by what it is in English: the entries of a file in the format of gettext, which tools for
 * translators read and write. Read are {@code msgid}, {@code msgid_plural}, {@code msgstr} and comments; an entry that is
 * {@code fuzzy} or empty is none.
 */
public final class Translation {

    /** The context of what rules say, where a sentence is found by how it looks. */
    private static final String RULE = "rule";

    /** What a rule says and is longer has a long text of somebody in it, which would be looked through for each pattern. */
    private static final int LONGEST = 2_000;

    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    private final Locale language;
    private final Map<String, String> said = new HashMap<>();
    private final Map<String, String> many = new HashMap<>();
    private final Map<String, String> rules = new HashMap<>();
    private final Supplier<List<Shape>> patterns = SingletonSupplier.of(this::patterns);

    private Translation(Locale language, String file) {
        this.language = language;
        Entry entry = new Entry();
        for (String line : file.lines().toList()) {
            if (line.isBlank()) {
                keep(entry);
                entry = new Entry();
            } else {
                entry.add(line.strip());
            }
        }
        keep(entry);
    }

    /** Those that there are: of each language the file {@code translation/LANGUAGE.po}. */
    static List<Translation> all() {
        try {
            List<Translation> all = new ArrayList<>();
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:translation/*.po")) {
                String language = StringUtils.stripFilenameExtension(requireNonNull(file.getFilename()));
                all.add(new Translation(
                        Locale.forLanguageTag(language), file.getContentAsString(StandardCharsets.UTF_8)));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Locale language() {
        return language;
    }

    /** Null where it has not been translated. */
    public @Nullable String of(String english) {
        return said.get(english);
    }

    /** Like the other, of what a text means in one place; null where that has not been told apart. */
    public @Nullable String of(String context, String english) {
        return said.get(in(context, english));
    }

    /** All that is said in one place, by its English. */
    public Map<String, String> in(String context) {
        Map<String, String> all = new TreeMap<>();
        said.forEach((english, text) -> {
            if (english.startsWith(in(context, ""))) {
                all.put(english.substring(context.length() + 1), text);
            }
        });
        return all;
    }

    /** As gettext itself has it. */
    private static String in(String context, String english) {
        return context.isEmpty() ? english : context + '\u0004' + english;
    }

    /** Of what is said of two and more; null where it has not been translated. */
    public @Nullable String ofMany(String english) {
        return many.get(english);
    }

    /** Of a sentence that has its values already; nothing where none like it has been translated. */
    Optional<String> ofSentence(String english) {
        String exact = rules.getOrDefault(english, said.get(english));
        return exact != null || english.length() > LONGEST
                ? Optional.ofNullable(exact)
                : patterns.get().stream()
                        .flatMap(pattern -> pattern.of(english).stream())
                        .findFirst();
    }

    /** What is in a text, with values in its places. */
    static String filled(String text, IntFunction<String> values) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(values.apply(Integer.parseInt(place.group(1)))));
    }

    /** Those with places, the ones that say most first. */
    private List<Shape> patterns() {
        return rules.entrySet().stream()
                .filter(entry -> PLACE.matcher(entry.getKey()).find())
                .map(entry -> Shape.of(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Shape::literal).reversed())
                .toList();
    }

    /**
     * How a sentence looks that has places for values.
     *
     * @param places the number of each place, in their order
     * @param literal how many characters it has without them
     */
    private record Shape(Pattern english, List<Integer> places, int literal, String said) {

        static Shape of(String english, String said) {
            List<Integer> places = new ArrayList<>();
            StringBuilder pattern = new StringBuilder();
            Matcher place = PLACE.matcher(english);
            int from = 0;
            while (place.find()) {
                pattern.append(Pattern.quote(english.substring(from, place.start())))
                        .append("(.+?)");
                places.add(Integer.parseInt(place.group(1)));
                from = place.end();
            }
            pattern.append(Pattern.quote(english.substring(from)));
            return new Shape(
                    Pattern.compile(pattern.toString(), Pattern.DOTALL),
                    places,
                    english.length() - 3 * places.size(),
                    said);
        }

        Optional<String> of(String sentence) {
            Matcher matcher = english.matcher(sentence);
            return matcher.matches()
                    ? Optional.of(filled(said, number -> matcher.group(places.indexOf(number) + 1)))
                    : Optional.empty();
        }
    }

    private void keep(Entry entry) {
        String english = entry.text("msgid");
        String other = entry.text("msgstr").isEmpty() ? entry.text("msgstr[0]") : entry.text("msgstr");
        if (english.isEmpty() || other.isEmpty() || entry.isFuzzy) {
            return;
        }
        if (entry.text("msgctxt").equals(RULE)) {
            rules.put(english, other);
            return;
        }
        said.put(in(entry.text("msgctxt"), english), other);
        String more = entry.text("msgstr[1]");
        if (!more.isEmpty()) {
            many.put(english, more);
            said.put(entry.text("msgid_plural"), more);
        }
    }

    /** The lines between two empty ones. */
    private static final class Entry {

        private final Map<String, StringBuilder> texts = new HashMap<>();
        private final List<String> names = new ArrayList<>();
        private boolean isFuzzy;

        void add(String line) {
            if (line.startsWith("#")) {
                isFuzzy |= line.startsWith("#,") && line.contains("fuzzy");
                return;
            }
            int quote = line.indexOf('"');
            if (quote < 0 || !line.endsWith("\"") || quote == line.length() - 1) {
                throw new IllegalArgumentException("No text stands in the line of a translation: " + line);
            }
            if (quote > 0) {
                names.add(line.substring(0, quote).strip());
            }
            texts.computeIfAbsent(names.get(names.size() - 1), name -> new StringBuilder())
                    .append(unescaped(line.substring(quote + 1, line.length() - 1)));
        }

        String text(String name) {
            return Objects.toString(texts.get(name), "");
        }

        private static String unescaped(String text) {
            return text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
        }
    }
}
