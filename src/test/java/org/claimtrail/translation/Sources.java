package org.claimtrail.translation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where pages say something: what stands there in English. */
final class Sources {

    private static final Path JAVA = Path.of("src/main/java");
    private static final Path RESOURCES = Path.of("src/main/resources");

    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";

    /** Of what is said where it stands: a text, or one of two. What is put together is looked up as a whole. */
    private static final Pattern OF_JAVA = Pattern.compile("Spoken\\s*\\.of\\(\\s*(?:[\\w.()! =&|>\\[\\]]+\\?\\s*)?("
            + STRING + ")(?:\\s*:\\s*(" + STRING + "))?\\s*[,)]");

    private static final Pattern COUNTED =
            Pattern.compile("(?:Spoken\\s*\\.count|counted|pieces)\\([^;\"]*(\"\\{0}[^\"]*\"),\\s*(\"\\{0}[^\"]*\")");

    private static final Pattern OF_SCRIPTS = Pattern.compile("\\bsaid\\('((?:[^'\\\\]|\\\\.)*)'");

    private static final Pattern SAID = Pattern.compile("\\.said\\('((?:[^'\\\\]|\\\\.)*)'");

    private static final Pattern COUNTED_BY_TEMPLATES = Pattern.compile("\\.count\\([^']*?, '([a-z -]+)'\\)");

    private static final Pattern OF_REPORTS = Pattern.compile(
            "(?m)^-- (?:(?:title|about|cost): |filter [a-z]+: (?:day[ 0-9-]*|text|one of [A-Z_ ]+), )(.+)$");

    private Sources() {}

    static List<Path> templates() {
        return files(RESOURCES.resolve("templates"), ".html");
    }

    /** What is said by templates, by code and by reports, with the first file that says it. */
    static Map<String, Path> texts() {
        Map<String, Path> texts = new TreeMap<>();
        for (Path template : templates()) {
            String text = read(template);
            new TemplateTexts(english -> {
                        texts.putIfAbsent(english, template);
                        return english;
                    })
                    .translated(text);
            found(SAID, text).forEach(english -> texts.putIfAbsent(english, template));
            found(COUNTED_BY_TEMPLATES, text).forEach(thing -> texts.putIfAbsent("{0} " + thing, template));
        }
        for (Path file : files(JAVA, ".java")) {
            String text = read(file).replaceAll("\"\\s*\\+\\s*\"", "");
            Stream.concat(found(OF_JAVA, text).stream(), found(COUNTED, text).stream())
                    .map(Sources::unquoted)
                    .forEach(english -> texts.putIfAbsent(english, file));
        }
        for (Path file : files(RESOURCES.resolve("org/claimtrail/report"), ".sql")) {
            found(OF_REPORTS, read(file)).forEach(english -> texts.putIfAbsent(english, file));
        }
        return texts;
    }

    /** What is said by scripts. */
    static Set<String> scripts() {
        Set<String> texts = new TreeSet<>();
        files(RESOURCES.resolve("static"), ".js").forEach(file -> texts.addAll(found(OF_SCRIPTS, read(file))));
        return texts;
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .flatMap(result -> Stream.iterate(1, group -> group <= result.groupCount(), group -> group + 1)
                        .map(result::group))
                .filter(group -> group != null)
                .toList();
    }

    private static String unquoted(String string) {
        String text = string.substring(1, string.length() - 1);
        return Pattern.compile("\\\\u([0-9A-F]{4})")
                .matcher(text)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))))
                .replace("\\\"", "\"")
                .replace("\\\\", "\\");
    }

    private static List<Path> files(Path folder, String ending) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
