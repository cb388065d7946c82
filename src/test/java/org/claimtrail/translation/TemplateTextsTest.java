package org.claimtrail.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTextsTest {

    @Test
    void asItIsEachTemplateSaysTheSame() throws IOException {
        for (Path template : Sources.templates()) {
            String written = Files.readString(template);
            assertThat(new TemplateTexts(text -> text).translated(written))
                    .as(template.toString())
                    .isEqualToNormalizingWhitespace(written);
        }
    }

    @Test
    void aSentenceIsOneTextWhateverStandsInIt() {
        String template = """
                <p class="hint">Recorded by <a th:href="@{/x}" title="Who it is">somebody <b>else</b></a>,
                  on <time th:text="${at}">a day</time>.</p>""";
        assertThat(texts(template)).containsExactly("Recorded by <1>somebody <2>else</2></1>, on <3/>.", "Who it is");
        assertThat(translated(
                        template,
                        Map.of(
                                "Recorded by <1>somebody <2>else</2></1>, on <3/>.",
                                "Am <3/> von <1>jemand <2>anderem</2></1> erfasst.",
                                "Who it is",
                                "Wer es ist")))
                .isEqualTo("<p class=\"hint\">Am <time th:text=\"${at}\">a day</time> von <a th:href=\"@{/x}\""
                        + " title=\"Wer es ist\">jemand <b>anderem</b></a> erfasst.</p>");
    }

    @Test
    void whatIsNoSentenceIsTakenApart() {
        assertThat(texts("<li><a href='/'>Home</a> <span>and</span></li>")).containsExactly("Home", "and");
        assertThat(texts("<label><input type=\"checkbox\" name=\"x\"> Tell me</label>"))
                .containsExactly("Tell me");
        assertThat(texts("<div>Before <p>It</p> and after<br> it</div>"))
                .containsExactly("Before", "It", "and after<1/> it");
        assertThat(texts("<div th:replace=\"~{other :: part}\">Nobody sees it</div>"))
                .isEmpty();
        assertThat(texts("<p th:text=\"${name}\">Nobody sees it</p>")).isEmpty();
        assertThat(texts("<script>const NAME = 'a < b';</script><style>p > a { }</style><!-- Nobody sees it -->"))
                .isEmpty();
        assertThat(texts("<p>12 – 13</p>")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '`', textBlock = """
            ${edited == null ? 'Record it' : 'Edit it'}                    § Record it; Edit it
            |C-${number} of ${all}|                                        § C-{0} of {1}
            |${a ? 'one of them' : ''} and ${b}|                           § one of them; {0} and {1}
            |/claims/C-${number}|                                         §
            ${fields.get('name') + '/claims/x y'}                          §
            ~{fields :: text('/summary', 'Summary', 'As long as you like')} § Summary; As long as you like
            ${#strings.isEmpty(x) ? 'page' : 'none'}                       §
            ${role == 'ADMIN'}                                             §
            ${@display.said('{0} times', n)}                               §
            ${'It\\'s so'}                                                 § It's so
            """)
    void aTextIsALiteralWithASpaceOrACapital(String expression, String texts) {
        assertThat(texts("<p th:text=\"" + expression + "\">x</p>"))
                .containsExactlyElementsOf(texts == null ? List.of() : List.of(texts.split("; ")));
    }

    @Test
    void literalsAreSaidOtherwiseWhereTheyStand() {
        assertThat(translated(
                        "<p th:text=\"|${n} of ${@display.word('x', 'A kind')}|\" th:class=\"${'quiet one'}\">1 of 2</p>",
                        Map.of("{0} of {1}", "{1}: {0}", "A kind", "Eine ‚Art‘ davon")))
                .isEqualTo("<p th:text=\"|${@display.word('x', 'Eine ‚Art‘ davon')}: ${n}|\""
                        + " th:class=\"${'quiet one'}\">1 of 2</p>");
        assertThat(translated("<p th:text=\"${'Not so'}\"></p>", Map.of("Not so", "N'est pas")))
                .isEqualTo("<p th:text=\"${'N\\'est pas'}\"></p>");
    }

    @Test
    void aTemplateThatIsNotClosedIsTold() {
        assertThatThrownBy(() -> texts("<p><b>It</p>")).hasMessageContaining("<b> is closed by </p>");
        assertThatThrownBy(() -> texts("<p><b>It")).hasMessageContaining("<p> is not closed");
    }

    private static List<String> texts(String template) {
        List<String> texts = new ArrayList<>();
        new TemplateTexts(text -> {
                    texts.add(text);
                    return text;
                })
                .translated(template);
        return texts;
    }

    private static String translated(String template, Map<String, String> words) {
        return new TemplateTexts(text -> words.getOrDefault(text, text)).translated(template);
    }
}
