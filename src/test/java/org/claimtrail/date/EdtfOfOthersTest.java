package org.claimtrail.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Dates of other people's tests and articles; src/test/resources/edtf/README.md says whose. */
class EdtfOfOthersTest {

    /** Where we judge otherwise than a suite, and why. */
    private static final Map<String, String> DIFFERENCES = Map.of(
            "2004-06-11%/2004-06~", "June has days after the 11th, so the end may well follow the start",
            "Y-61000/-2000", "the year -61000 is before the year -2000");

    static Stream<Named<JsonNode>> cases() {
        return lines("cases.jsonl").map(line -> Named.of("\"" + line.get("edtf").asString() + "\"", line));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSuitesJudgementIsOurs(JsonNode line) {
        String text = line.get("edtf").asString();
        boolean valid = line.get("judgements").get(0).get("valid").asBoolean();
        assertThat(line.get("judgements"))
                .allMatch(judgement -> judgement.get("valid").asBoolean() == valid);
        if (valid ^ DIFFERENCES.containsKey(text)) {
            assertThat(Edtf.parse(text).text()).isEqualTo(text);
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Edtf.parse(text))
                    .withMessageMatching("\".*\" is not an EDTF date: .+\\.");
        }
    }

    @Test
    void everyDifferenceIsOneOfACase() {
        List<String> texts =
                lines("cases.jsonl").map(line -> line.get("edtf").asString()).toList();
        assertThat(texts).hasSize(183).containsAll(DIFFERENCES.keySet());
    }

    static Stream<Named<JsonNode>> readings() {
        return lines("gum-dates.jsonl")
                .map(line -> Named.of(line.get("expression").asString(), line));
    }

    @ParameterizedTest
    @MethodSource("readings")
    void whatAnnotatorsReadInArticlesCanBeWritten(JsonNode line) {
        if (line.has("when")) {
            String when = line.get("when").asString();
            assertThat(Edtf.parse(when)).isEqualTo(new Edtf(when, firstDay(when), lastDay(when)));
        } else if (line.has("from")) {
            String from = edtf(line.get("from").asString());
            String to = edtf(line.get("to").asString());
            String interval = from + "/" + to;
            assertThat(Edtf.parse(interval)).isEqualTo(new Edtf(interval, firstDay(from), lastDay(to)));
        } else {
            String set = "[" + text(line, "notBefore") + ".." + text(line, "notAfter") + "]";
            Edtf read = Edtf.parse(set);
            assertThat(read.earliest())
                    .isEqualTo(line.has("notBefore") ? firstDay(text(line, "notBefore")) : LocalDate.MIN);
            assertThat(read.latest()).isEqualTo(line.has("notAfter") ? lastDay(text(line, "notAfter")) : LocalDate.MAX);
        }
    }

    @Test
    void allReadingsAreTried() {
        assertThat(readings()).hasSize(187);
    }

    private static String text(JsonNode line, String field) {
        return line.has(field) ? line.get(field).asString() : "";
    }

    /** XML Schema writes a month of no year as --12. */
    private static String edtf(String date) {
        return date.startsWith("--") ? "XXXX-" + date.substring(2) : date;
    }

    // Filling in the missing parts as text shares nothing with the parser.
    private static LocalDate firstDay(String date) {
        String text = date.replace("XXXX", "0000");
        return LocalDate.parse(text + "-01-01".substring(Math.max(0, unsigned(text) - 4)));
    }

    private static LocalDate lastDay(String date) {
        String text = date.replace("XXXX", "9999");
        return switch (unsigned(text)) {
            case 4 -> LocalDate.parse(text + "-12-31");
            case 7 -> LocalDate.parse(text + "-01").plusMonths(1).minusDays(1);
            default -> LocalDate.parse(text);
        };
    }

    private static int unsigned(String date) {
        return date.startsWith("-") ? date.length() - 1 : date.length();
    }

    private static Stream<JsonNode> lines(String file) {
        JsonMapper json = new JsonMapper();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(EdtfOfOthersTest.class.getResourceAsStream("/edtf/" + file)),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(json::readTree).toList().stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
