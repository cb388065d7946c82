package org.claimtrail.translation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each language says all that there is to say, and says it with the same values. */
class TranslationTest {

    private static final Pattern ENTRY = Pattern.compile("(?m)^(?:#: (.*)\n)?(?:msgctxt \"(.*)\"\n)?msgid \"(.+)\"\n"
            + "(?:msgid_plural \"(.*)\"\n)?msgstr(?:\\[0])? \"(.*)\"(?:\nmsgstr\\[1] \"(.*)\")?$");

    private static final Pattern PLACE = Pattern.compile("\\{[0-9]}|</?[0-9]+/?>|&[a-z]+;");

    static Collection<Translation> languages() {
        return Spoken.all();
    }

    @AfterEach
    void speakEnglish() {
        Spoken.speak(Locale.ENGLISH);
    }

    @Test
    void germanIsOneOfThem() {
        assertThat(languages()).extracting(Translation::language).contains(Locale.GERMAN);
    }

    /** What is missing is told as it goes into the file. */
    @ParameterizedTest
    @MethodSource("languages")
    void allThatIsSaidIsTranslated(Translation language) {
        Map<String, Path> texts = Sources.texts();
        assertThat(texts).hasSizeGreaterThan(1400);
        assertThat(texts.entrySet().stream()
                        .filter(text -> language.of(text.getKey()) == null)
                        .map(text ->
                                "#: " + text.getValue() + "\nmsgid \"" + quoted(text.getKey()) + "\"\nmsgstr \"\"\n"))
                .isEmpty();
        assertThat(language.in("script").keySet()).isEqualTo(Sources.scripts());
    }

    @ParameterizedTest
    @MethodSource("languages")
    void nothingIsTranslatedThatNobodySays(Translation language) {
        Set<String> said = Sources.texts().keySet();
        Set<String> left = new TreeSet<>();
        for (MatchResult entry : entries(language)) {
            if (entry.group(1) != null
                    && entry.group(1).startsWith("templates/")
                    && entry.group(2) == null
                    && !said.contains(unquoted(entry.group(3)))) {
                left.add(entry.group(3));
            }
        }
        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachTextHasThePlacesOfTheEnglish(Translation language) {
        List<MatchResult> entries = entries(language);
        assertThat(entries).hasSizeGreaterThan(2500);
        for (MatchResult entry : entries) {
            assertThat(places(entry.group(5))).as(entry.group(3)).isEqualTo(places(entry.group(3)));
            if (entry.group(4) != null) {
                assertThat(places(entry.group(6))).as(entry.group(4)).isEqualTo(places(entry.group(4)));
            }
            // It may stand in an attribute, or in an expression.
            if (entry.group(2) == null) {
                assertThat(entry.group(5).replace("\\\"", ""))
                        .as(entry.group(3))
                        .doesNotContain("'");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("languages")
    void eachTextIsThereOnce(Translation language) {
        Map<String, Long> often = entries(language).stream()
                .collect(Collectors.groupingBy(entry -> entry.group(2) + ": " + entry.group(3), Collectors.counting()));
        assertThat(often.entrySet())
                .allSatisfy(
                        entry -> assertThat(entry.getValue()).as(entry.getKey()).isEqualTo(1));
    }

    /** Values are of any form, so that no rule may be taken for another one. */
    @ParameterizedTest
    @MethodSource("languages")
    void whatARuleSaysIsFoundByItsOwnText(Translation language) {
        List<MatchResult> rules = entries(language).stream()
                .filter(entry -> "rule".equals(entry.group(2)))
                .toList();
        assertThat(rules).hasSizeGreaterThan(500);
        for (MatchResult rule : rules) {
            String filled = unquoted(rule.group(3)).replaceAll("\\{([0-9])}", "VALUE$1");
            String expected = unquoted(rule.group(5)).replaceAll("\\{([0-9])}", "VALUE$1");
            assertThat(language.ofSentence(filled)).as(rule.group(3)).contains(expected);
        }
    }

    @Test
    void withoutALanguageAllIsEnglish() {
        assertThat(Spoken.language()).isEqualTo(Locale.ENGLISH);
        assertThat(Spoken.of("Saved.")).isEqualTo("Saved.");
        assertThat(Spoken.of("{1} before {0}", "a", null)).isEqualTo(" before a");
        assertThat(Spoken.sentence("must have at most 3 elements.")).isEqualTo("must have at most 3 elements.");
        assertThat(Spoken.count(1, "{0} claim", "{0} claims", "1")).isEqualTo("1 claim");
        assertThat(Spoken.count(0, "{0} claim", "{0} claims", "0")).isEqualTo("0 claims");
        assertThat(Spoken.in("member", "about")).isEqualTo("about");
        assertThat(Spoken.all("script")).isEmpty();
        Spoken.speak(Locale.JAPANESE);
        assertThat(Spoken.language()).isEqualTo(Locale.ENGLISH);
        assertThat(Spoken.speaks(Locale.JAPANESE)).isFalse();
    }

    @Test
    void inGermanItIsGerman() {
        Spoken.speak(Locale.forLanguageTag("de-AT"));
        assertThat(Spoken.language()).isEqualTo(Locale.GERMAN);
        assertThat(Spoken.of("Saved.")).isEqualTo("Gespeichert.");
        assertThat(Spoken.of("{0} is merged into {1}.", "$1 a\\", "{0}")).isEqualTo("$1 a\\ ist jetzt Teil von {0}.");
        assertThat(Spoken.of("Nobody has said it.")).isEqualTo("Nobody has said it.");
        assertThat(Spoken.count(1, "{0} claim", "{0} claims", "1")).isEqualTo("1 Behauptung");
        assertThat(Spoken.count(1200, "{0} claim", "{0} claims", "1.200")).isEqualTo("1.200 Behauptungen");
        assertThat(Spoken.sentence("must have at most 3 elements.")).isEqualTo("darf höchstens 3 Einträge haben.");
        assertThat(Spoken.sentence("nobody has ruled so.")).isEqualTo("nobody has ruled so.");
        String hostile = "\"" + "\" is after its end \"".repeat(100_000);
        assertThat(Spoken.sentence(hostile)).isEqualTo(hostile);
        assertThat(Spoken.of("about")).isEqualTo("etwa");
        assertThat(Spoken.in("member", "about")).isEqualTo("Betrifft");
        Spoken.speaking(Locale.ENGLISH, () -> assertThat(Spoken.of("Saved.")).isEqualTo("Saved."));
        assertThat(Spoken.of("Saved.")).isEqualTo("Gespeichert.");
    }

    private static List<MatchResult> entries(Translation language) {
        String file = Sources.read(Path.of("src/main/resources/translation/" + language.language() + ".po"));
        List<MatchResult> entries = ENTRY.matcher(file).results().toList();
        assertThat(entries)
                .hasSameSizeAs(Pattern.compile("(?m)^msgid \"[^\"]")
                        .matcher(file)
                        .results()
                        .toList());
        return entries;
    }

    private static List<String> places(String text) {
        Matcher matcher = PLACE.matcher(text);
        return matcher.results().map(MatchResult::group).sorted().distinct().toList();
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String unquoted(String text) {
        return text.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
