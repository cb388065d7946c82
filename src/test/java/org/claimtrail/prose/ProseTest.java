package org.claimtrail.prose;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.claim.Basis;
import org.claimtrail.claim.ClaimKind;
import org.claimtrail.claim.Mode;
import org.claimtrail.claim.Qualifier;
import org.claimtrail.claim.RelationType;
import org.claimtrail.claim.Status;
import org.claimtrail.platform.Json;
import org.claimtrail.source.Reliability;
import org.claimtrail.source.SourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ProseTest {

    private final Prose prose = new Prose();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'qualifier': 'EXACT', 'amount': 6700, 'unit': 'containers'} | 6,700 containers",
                "{'qualifier': 'ABOUT', 'amount': 6700, 'unit': 'containers'} | about 6,700 containers",
                "{'qualifier': 'EXACT', 'amount': 1.50, 'measure': {'unit': 'percent'}} | 1.50 percent",
                "{'qualifier': 'EXACT', 'amount': 1.50, 'unit': '%', 'measure': {'unit': 'percent'}} | 1.50 %",
                "{'qualifier': 'EXACT', 'amount': -3} | -3",
                "{'qualifier': 'EXACT', 'amount': 1E+6} | 1,000,000",
                "{'qualifier': 'AT_LEAST', 'lowerBound': 20, 'unit': 'people'} | at least 20 people",
                "{'qualifier': 'MORE_THAN', 'lowerBound': 3000000, 'unit': 'shells'} | more than 3,000,000 shells",
                "{'qualifier': 'AT_MOST', 'upperBound': 20} | at most 20",
                "{'qualifier': 'LESS_THAN', 'upperBound': 0.001} | less than 0.001",
                "{'qualifier': 'NEARLY', 'upperBound': 100, 'unit': 'tanks'} | nearly 100 tanks",
                "{'qualifier': 'BETWEEN', 'lowerBound': 5, 'upperBound': 7, 'unit': 'days'} | 5 to 7 days",
                "{'qualifier': 'DOZENS', 'unit': 'tanks'} | dozens of tanks",
                "{'qualifier': 'MILLIONS'} | millions",
                "{'qualifier': 'UNSTATED', 'unit': 'tonnes'} | no number stated, in tonnes",
                "{'qualifier': 'UNSTATED'} | no number stated",
            })
    void aFigureIsSaidWithItsQualifier(String figure, String words) {
        assertThat(prose.quantityOf(map(figure))).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rating': {'label': 'Mostly true', 'value': 4}, 'scale': {'name': 'T', 'worst': 1, 'best': 5}} | Mostly true (4 on a scale from 1 (worst) to 5 (best))",
                "{'rating': {'label': 'Pants on fire'}, 'scale': {'name': 'T'}} | Pants on fire",
                "{'rating': {'value': 0}, 'scale': {'worst': 0, 'best': 1}} | 0 on a scale from 0 (worst) to 1 (best)",
                "{'rating': {'value': 2}, 'scale': {'worst': 6, 'best': 1}} | 2 on a scale from 6 (worst) to 1 (best)",
                "{'rating': {'value': 2}} | 2",
                "{'summary': 'So.'} | ''"
            })
    void aRatingIsSaidWithItsScale(String assessment, String words) {
        assertThat(prose.rating(map(assessment))).isEqualTo(words);
    }

    static Stream<Arguments> constants() {
        return Stream.of(
                Arguments.of("status", Status.values()),
                Arguments.of("mode", Mode.values()),
                Arguments.of("basis", Basis.values()),
                Arguments.of("claimKind", ClaimKind.values()),
                Arguments.of("sourceKind", SourceKind.values()),
                Arguments.of("reliability", Reliability.values()),
                Arguments.of(
                        "evidenceKind",
                        List.of("DOCUMENT", "IMAGE", "VIDEO", "DATA", "STATEMENT", "ARTICLE")
                                .toArray()),
                Arguments.of("stance", List.of("SUPPORTS", "REFUTES", "CONTEXT").toArray()));
    }

    /** Whoever adds a constant gives it words. */
    @ParameterizedTest
    @MethodSource("constants")
    void everyConstantHasWordsOfItsOwn(String method, Object[] constants) throws ReflectiveOperationException {
        Method said = Prose.class.getMethod(method, Object.class);
        List<String> words = Arrays.stream(constants)
                .map(constant -> {
                    try {
                        return said.invoke(prose, constant.toString()).toString();
                    } catch (ReflectiveOperationException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(words)
                .doesNotHaveDuplicates()
                .allSatisfy(word ->
                        assertThat(word).isNotBlank().doesNotContain("_").isNotEqualTo(word.toUpperCase()));
        assertThat(said.invoke(prose, (Object) null)).isEqualTo("");
    }

    @Test
    void everyRelationReadsFromBothSides() {
        for (RelationType type : RelationType.values()) {
            assertThat(prose.relation(type, true)).startsWith("It ").isNotEqualTo(prose.relation(type, false));
            assertThat(prose.relation(type, false)).doesNotContain("_").containsPattern("^[A-Z]");
        }
    }

    @Test
    void everyQualifierIsSaidWithoutBeingShouted() {
        for (Qualifier qualifier : Qualifier.values()) {
            Map<String, Object> figure = new HashMap<>(Map.of("qualifier", qualifier.name()));
            figure.put("amount", qualifier.meansNumbers() ? BigDecimal.TEN : null);
            assertThat(prose.quantity(figure)).isNotBlank().doesNotContainPattern("[A-Z_]");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, confirmed by other sources", "6, truth cannot be judged", "7, ''", "0, ''"})
    void credibilityIsSaid(BigDecimal credibility, String words) {
        assertThat(prose.credibility(credibility)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"KR, South Korea", "RU, Russia", "ZZ, Unknown Region"})
    void aCountryIsCalledByItsName(String code, String name) {
        assertThat(prose.country(code)).isEqualTo(name);
    }

    private static Map<String, Object> map(String json) {
        return object(Json.mapper().readTree(json.replace('\'', '"')));
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> map = new HashMap<>();
        node.properties().forEach(member -> {
            var value = member.getValue();
            map.put(
                    member.getKey(),
                    value.isObject() ? object(value) : value.isNumber() ? value.decimalValue() : value.asString());
        });
        return map;
    }
}
