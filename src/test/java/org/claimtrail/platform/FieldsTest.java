package org.claimtrail.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class FieldsTest {

    private static ObjectNode json(String text) {
        return Json.parseObject(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faults(Fields fields) {
        InvalidInput invalid =
                catchThrowableOfType(InvalidInput.class, () -> fields.faults().throwIfAny());
        return invalid == null
                ? List.of()
                : invalid.faults().stream().map(Fault::pointer).toList();
    }

    @Test
    void faultsHaveTheirPlaceInTheBody() {
        Fields body = Fields.of(json("{'list': [{'a/b~c': 1}, 7]}"));

        body.objects("list", element -> {
            element.text("a/b~c");
            element.done();
            return element;
        });
        body.done();

        assertThat(faults(body)).containsExactly("/list/0/a~1b~0c", "/list/1");
    }

    @Test
    void whatIsMissingIsNotToldTwice() {
        Fields body = Fields.of(json("{'name': 7}"));

        assertThat(body.requiredName("name")).isNull();
        assertThat(body.requiredName("other")).isNull();

        assertThat(faults(body)).containsExactly("/name", "/other");
    }

    @Test
    void aReadOnlyFieldMayBeRepeatedAndNotChanged() {
        ObjectNode present = json("{'id': 'x', 'gaps': [{'pointer': '/a'}], 'amount': 1.50}");

        Fields same = Fields.of(present.deepCopy(), present);
        same.readOnly("id", "gaps", "amount");
        same.done();
        Fields other = Fields.of(json("{'id': 'y', 'gaps': []}"), present);
        other.readOnly("id", "gaps");
        Fields recording = Fields.of(json("{'id': 'x'}"));
        recording.readOnly("id");

        assertThat(faults(same)).isEmpty();
        assertThat(faults(other)).containsExactly("/id", "/gaps");
        assertThat(faults(recording)).containsExactly("/id");
    }

    @Test
    void aReadOnlyFieldIsNotClearedByNull() {
        Fields body = Fields.of(json("{'assignee': null}"), json("{'assignee': 'mira'}"));

        body.readOnly("assignee");

        assertThat(faults(body)).containsExactly("/assignee");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u00a0", "\u2007\u202f", "\u0085", "\u2028", "\t\n"})
    void whatOnlyLooksEmptyIsBlank(String text) {
        Fields body = Fields.of(Json.object().put("text", text));

        assertThat(body.text("text")).isNull();
        assertThat(faults(body)).containsExactly("/text");
    }

    @Test
    void anElementIsComparedWithThePresentOneOfItsIdWhereverItStood() {
        ObjectNode present = json("{'parts': [{'id': 'a', 'set': 1}, {'id': 'b', 'set': 2}]}");
        Fields body = Fields.of(json("{'parts': [{'id': 'b', 'set': 2}, {'id': 'a', 'set': 2}]}"), present);

        body.objects("parts", part -> {
            part.readOnly("id", "set");
            return part;
        });

        assertThat(faults(body)).containsExactly("/parts/1/set");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"en-us | en-US", "ZH-hant | zh-Hant", "english! | ", "e | ", "x-private | x-private"})
    void languagesAreTagsInTheirUsualCase(String given, String read) {
        assertThat(Fields.of(Json.object().put("language", given)).language("language"))
                .isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-19, 2024-06-19",
        "2024-02-30, ",
        "2024-06, ",
        "2024-06-19~, ",
        "2024-06-19T00:00:00Z, ",
        "+12024-06-19, "
    })
    void aDayIsExact(String given, String read) {
        assertThat(Fields.of(Json.object().put("on", given)).day("on"))
                .isEqualTo(read == null ? null : LocalDate.parse(read));
    }

    @ParameterizedTest
    @CsvSource({"EUR, EUR", "eur, ", "EURO, ", "€, ", "QQQ, "})
    void currenciesAreKnownByTheirCodes(String given, String read) {
        assertThat(Fields.of(Json.object().put("from", given)).currency("from")).isEqualTo(read);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-06-19T07:30:00Z, 2024-06-19T07:30:00Z",
        "2024-06-19T07:30:00.123456789+02:00, 2024-06-19T05:30:00.123456Z",
        "2024-06-19, ",
        "2024-06-19T07:30:00, "
    })
    void instantsAreKeptToTheMicrosecond(String given, String read) {
        assertThat(Fields.of(Json.object().put("at", given)).instant("at"))
                .isEqualTo(read == null ? null : Instant.parse(read));
    }

    @Test
    void aMergePatchLeavesWhatItDoesNotName() {
        Representation present =
                Representation.of("{\"a\":1,\"ref\":{\"id\":\"x\",\"name\":\"X\"},\"in\":{\"b\":1,\"c\":2}}");

        ObjectNode wanted = Edit.mergePatch(json("{'a': null, 'ref': {'name': 'Y'}, 'in': {'b': 3}}"), Set.of("ref"))
                .wanted(present.tree());

        assertThat(wanted).isEqualTo(json("{'a': null, 'ref': {'name': 'Y'}, 'in': {'b': 3, 'c': 2}}"));
    }

    @Test
    void aChangeThatChangesNothingIsNone() {
        Representation present = Representation.of("{\"a\":1.50}");

        assertThat(Edit.replacement(json("{'a': 1.50}")).fields(present)).isEmpty();
        assertThat(Edit.mergePatch(json("{}"), Set.of()).fields(present)).isEmpty();
        assertThat(Edit.mergePatch(json("{'a': 2}"), Set.of()).fields(present)).isPresent();
    }

    @Test
    void manyFaultsAreCollectedInTime() {
        StringBuilder elements = new StringBuilder("7");
        for (int i = 0; i < 200_000; i++) {
            elements.append(",7");
        }
        Fields body = Fields.of(json("{'list': [" + elements + "]}"));

        body.objects("list", element -> element);

        assertThat(faults(body)).hasSize(200_001);
    }
}
