package org.claimtrail.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The checker finds what it is there to find. */
class ContractTest {

    private static final String CLAIM = "/api/v1/claims/C-24";
    private static final String JSON = "application/json";
    private static final String PATCH = "application/merge-patch+json";
    private static final String ETAG = "\"abc\"";

    @Test
    void aClaimAsTheContractShowsItIsFine() {
        assertThatCode(() -> answer("GET", CLAIM, 200, example("Claim"))).doesNotThrowAnyException();
    }

    @Test
    void anUndeclaredFieldIsFoundAtAnyDepth() {
        ObjectNode claim = example("Claim");
        claim.put("verdict", "true");
        ((ObjectNode) claim.at("/figures/0/measure")).put("revision", 3);

        assertDiffers(() -> answer("GET", CLAIM, 200, claim))
                .hasMessageContaining("verdict")
                .hasMessageContaining("/figures/0/measure")
                .hasMessageContaining("revision");
    }

    @Test
    void anUndeclaredFieldIsFoundInAListWhoseSchemaIsComposed() {
        ObjectNode article = example("Article");
        article.put("body", "Lists leave the bodies out.");

        assertDiffers(() -> answer("GET", "/api/v1/articles", 200, list(article)))
                .hasMessageContaining("body");
    }

    @Test
    void aMissingFieldIsFound() {
        ObjectNode claim = example("Claim");
        claim.remove("gaps");

        assertDiffers(() -> answer("GET", CLAIM, 200, claim)).hasMessageContaining("gaps");
    }

    @Test
    void aNullIsFoundWhereTheFieldShouldBeLeftOut() {
        ObjectNode claim = example("Claim");
        claim.putNull("place");

        assertDiffers(() -> answer("GET", CLAIM, 200, claim)).hasMessageContaining("/place");
    }

    @Test
    void anIdOrAnInstantOfAnotherFormIsFound() {
        ObjectNode claim = example("Claim");
        claim.put("id", "24");
        claim.put("createdAt", "2024-06-21T08:53:20+02:00");

        assertDiffers(() -> answer("GET", CLAIM, 200, claim))
                .hasMessageContaining("/id")
                .hasMessageContaining("/createdAt");
    }

    @Test
    void aBoundThatTheQualifierDoesNotHaveIsFound() {
        ObjectNode claim = example("Claim");
        ((ObjectNode) claim.at("/figures/0")).put("upperBound", 7000);

        assertDiffers(() -> answer("GET", CLAIM, 200, claim)).hasMessageContaining("/figures/0/upperBound");
    }

    @Test
    void aMissingOrWeakETagIsFound() {
        assertDiffers(() -> Contract.check(
                        "GET", CLAIM, null, null, 200, headers("Content-Type", JSON), bytes(example("Claim"))))
                .hasMessageContaining("the header ETag is missing");
        assertDiffers(() -> Contract.check(
                        "GET",
                        CLAIM,
                        null,
                        null,
                        200,
                        headers("content-type", JSON, "etag", "W/" + ETAG),
                        bytes(example("Claim"))))
                .hasMessageContaining("header ETag");
    }

    @Test
    void aMissingLocationIsFound() {
        ObjectNode request = example("ClaimInput");

        assertDiffers(() -> change("POST", "/api/v1/claims", JSON, request, 201, example("Claim")))
                .hasMessageContaining("the header Location is missing");
        assertThatCode(() -> Contract.check(
                        "POST",
                        "/api/v1/claims",
                        JSON,
                        bytes(request),
                        201,
                        headers("Content-Type", JSON, "ETag", ETAG, "Location", "/api/v1/claims/1"),
                        bytes(example("Claim"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aWrongContentTypeIsFound() {
        assertDiffers(() -> Contract.check(
                        "GET",
                        CLAIM,
                        null,
                        null,
                        200,
                        headers("Content-Type", "text/plain", "ETag", ETAG),
                        bytes(example("Claim"))))
                .hasMessageContaining("text/plain");
    }

    @Test
    void aBodyWhereThereShouldBeNoneIsFound() {
        assertDiffers(() -> answer("DELETE", CLAIM, 204, example("Claim"))).hasMessageContaining("no body");
        assertDiffers(() -> answer("GET", CLAIM, 304, example("Claim"))).hasMessageContaining("no body");
        assertThatCode(() -> Contract.check("DELETE", CLAIM, null, null, 204, Map.of(), new byte[0]))
                .doesNotThrowAnyException();
        assertThatCode(() -> Contract.check("GET", CLAIM, null, null, 304, headers("ETag", ETAG), null))
                .doesNotThrowAnyException();
    }

    @Test
    void aMissingBodyIsFound() {
        assertDiffers(
                () -> Contract.check("GET", CLAIM, null, null, 200, headers("Content-Type", JSON, "ETag", ETAG), null));
    }

    @Test
    void aStatusThatTheOperationDoesNotAnswerIsFound() {
        assertDiffers(() -> answer("GET", CLAIM, 202, example("Claim"))).hasMessageContaining("does not answer 202");
    }

    @Test
    void anAcceptedFieldThatTheContractDoesNotKnowIsFound() {
        ObjectNode request = example("ClaimInput");
        request.put("verdict", "true");

        assertDiffers(() -> change("PUT", CLAIM, JSON, request, 200, example("Claim")))
                .hasMessageContaining("request")
                .hasMessageContaining("verdict");
    }

    @Test
    void whatWasAnsweredMayBePutBack() {
        ObjectNode claim = example("Claim");

        assertThatCode(() -> change("PUT", CLAIM, JSON, claim, 200, claim)).doesNotThrowAnyException();
    }

    @Test
    void whatWasRefusedIsNotHeldAgainstTheRequest() {
        ObjectNode request = Json.object().put("verdict", "true");

        assertThatCode(() -> Contract.check(
                        "PUT",
                        CLAIM + "?unknown=1",
                        "text/plain",
                        bytes(request),
                        400,
                        headers("Content-Type", "application/problem+json"),
                        bytes(problem("InvalidBody"))))
                .doesNotThrowAnyException();
    }

    @Test
    void nullIsAllowedInAPatchWhereAFieldCanBeTakenAway() {
        ObjectNode patch = Json.object();
        patch.putNull("place");

        assertThatCode(() -> change("PATCH", CLAIM, PATCH, patch, 200, example("Claim")))
                .doesNotThrowAnyException();
        patch.putNull("text");
        assertDiffers(() -> change("PATCH", CLAIM, PATCH, patch, 200, example("Claim")))
                .hasMessageContaining("/text");
    }

    /** Those stand where generators of clients do not look, and hold nevertheless. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EvidenceInput | {'kind': 'IMAGE', 'stance': 'CONTEXT'}",
                "AssessmentInput | {'reviewedOn': '2024'}",
                "ArticleInput | {'citation': 'Example TV'}",
                "ArticleInput | {'title': 'Putin visits North Korea'}",
                "ArticleRef | {'title': 'Putin visits North Korea'}",
                "SourceRef | {'kind': 'PERSON'}",
                "MeasureRef | {'unit': 'containers'}",
                "FigureRef | {}",
                "FigureRef | {'id': '01903a7c-4d10-7f31-9d8c-4b5a6c7d8e30', 'key': 'a'}",
                "FigureInput | {'qualifier': 'ABOUT'}",
                "FigureInput | {'qualifier': 'ABOUT', 'amount': null}",
                "FigureInput | {'qualifier': 'ABOUT', 'amount': 1, 'lowerBound': 1}",
                "FigureInput | {'qualifier': 'AT_LEAST', 'amount': 1}",
                "FigureInput | {'qualifier': 'NEARLY', 'lowerBound': 1}",
                "FigureInput | {'qualifier': 'BETWEEN', 'lowerBound': 1}",
                "FigureInput | {'qualifier': 'DOZENS', 'amount': 1}",
                "ClaimInput | {'kind': 'FACT'}",
                "SourceInput | {'name': 'North Korea'}",
                "TopicInput | {}",
                "TopicInput | {'name': ' '}",
                "MeasureInput | {'name': 'shells', 'nature': 'FLUX'}",
                "UserReplacement | {'displayName': 'Ada'}",
                "BatchedClaim | {}",
                "BatchedClaim | {'id': '01903a7c-4d10-7f31-9d8c-4b5a6c7d8e30', 'number': 24}",
                "ClaimCounts | {'by': 'status', 'items': [], 'next': ''}",
                "ClaimCounts | {'by': 'status', 'items': [{'count': 1}], 'next': null}",
                "ClaimPatch | {'gaps': null}",
                "ClaimPatch | {'gaps': [7]}",
                "ClaimInput | {'text': 'It rains.', 'kind': 'FACT', 'gap': []}",
                "ClaimStatusInput | {'status': 'CONTESTED', 'reason': 'Because.', 'next': 'CONFIRMED'}",
                "ClaimKey | 'C-0'",
                "ClaimKey | 'D-1'",
                "DayOrInstant | '2024-06'",
                "DayOrInstant | '2024-06-19T07:30'",
                "Instant | '2024-06-19T07:30:00+02:00'",
                "WebAddressOrNull | 'ftp://news.example/'",
                "EdtfOrNull | ''",
                "TextOrNull | ' '"
            })
    void rulesBeyondTheTypeOfAFieldHold(String schema, String value) {
        assertThat(Contract.validate(
                        Contract.component("schemas", schema), Json.mapper().readTree(value.replace('\'', '"'))))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "EvidenceInput | {'kind': 'IMAGE', 'stance': 'CONTEXT', 'url': 'https://news.example/', 'provider': null}",
                "ArticleRef | {'citation': 'Example TV', 'medium': null}",
                "FigureInput | {'qualifier': 'ABOUT', 'amount': 1, 'lowerBound': null, 'measure': null}",
                "FigureInput | {'qualifier': 'DOZENS', 'amount': null}",
                "FigureRef | {'key': 'a'}",
                "ClaimPatch | {'gaps': []}",
                "ClaimInput | {'text': 'It rains.', 'kind': 'FACT', 'gaps': [], 'number': 24}",
                "ClaimStatusInput | {'status': 'CONTESTED', 'reason': 'Because.', 'next': []}",
                "MeasureInput | {'name': 'shells', 'nature': null}",
                "TopicInput | {'name': ' two\\nlines '}",
                "ClaimKey | 'C-24'",
                "ClaimKey | '01903a7c-4d10-7f31-9d8c-4b5a6c7d8e30'",
                "DayOrInstant | '2024-06-19'",
                "DayOrInstant | '2024-06-19T07:30:00+02:00'",
                "WebAddressOrNull | ' HTTPS://news.example/'",
                "EdtfOrNull | null"
            })
    void whatTheseRulesAllowIsFine(String schema, String value) {
        assertThat(Contract.validate(
                        Contract.component("schemas", schema), Json.mapper().readTree(value.replace('\'', '"'))))
                .isEmpty();
    }

    @Test
    void ofABatchThatTakesTheOthersAClaimMayBeAnything() {
        ObjectNode batch = Json.object().put("mode", "EACH");
        batch.putArray("claims").add(7).addObject().put("verdict", "true");

        assertThatCode(() -> change("POST", "/api/v1/claims/batch", JSON, batch, 200, example("ClaimBatchResult")))
                .doesNotThrowAnyException();
        batch.put("mode", "ALL");
        assertDiffers(() -> change("POST", "/api/v1/claims/batch", JSON, batch, 200, example("ClaimBatchResult")))
                .hasMessageContaining("/claims/0")
                .hasMessageContaining("/claims/1");
        batch.remove("mode");
        assertDiffers(() -> change("POST", "/api/v1/claims/batch", JSON, batch, 200, example("ClaimBatchResult")))
                .hasMessageContaining("/claims/1");
    }

    @Test
    void aContentTypeThatTheOperationDoesNotTakeIsFound() {
        assertDiffers(() -> change("PATCH", CLAIM, JSON, Json.object(), 200, example("Claim")))
                .hasMessageContaining("request: the content type is application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?status=CONTESTED&status=REFUTED&limit=200&count=true&sort=-number",
                "?createdFrom=2024-06-19&createdTo=2024-06-19T07:30:00Z",
                "?q=%226%2C700+containers%22"
            })
    void parametersOfTheContractAreFine(String query) {
        assertThatCode(() -> answer("GET", "/api/v1/claims" + query, 200, list(example("Claim"))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "?colour=red, colour is not a known parameter",
        "?limit=201, query limit",
        "?limit=many, query limit",
        "?limit=1&limit=2, given 2 times",
        "?count=yes, query count",
        "?status=TRUE, query status",
        "?source=24, query source",
        "?createdFrom=yesterday, query createdFrom"
    })
    void anAcceptedParameterThatTheContractDoesNotAllowIsFound(String query, String difference) {
        assertDiffers(() -> answer("GET", "/api/v1/claims" + query, 200, list(example("Claim"))))
                .hasMessageContaining(difference);
    }

    @Test
    void aRequiredParameterIsMissed() {
        assertDiffers(() -> answer("GET", "/api/v1/claims/counts", 200, example("ClaimCounts")))
                .hasMessageContaining("query by is required");
    }

    @Test
    void aLiteralPathGoesBeforeAVariable() {
        assertThatCode(() -> answer("GET", "/api/v1/claims/counts?by=status", 200, example("ClaimCounts")))
                .doesNotThrowAnyException();
    }

    @Test
    void anAcceptedPathVariableThatTheContractDoesNotAllowIsFound() {
        assertDiffers(() -> answer("GET", "/api/v1/claims/24", 200, example("Claim")))
                .hasMessageContaining("path id");
    }

    @Test
    void anAddressThatTheContractDoesNotKnowCanOnlyBeRefused() {
        assertDiffers(() -> answer("GET", "/api/v1/opinions", 200, example("Claim")))
                .hasMessageContaining("no such operation");
        assertDiffers(() -> answer("DELETE", "/api/v1/claims", 204, null)).hasMessageContaining("no such operation");
        assertThatCode(() -> Contract.check(
                        "GET",
                        "/api/v1/opinions",
                        null,
                        null,
                        404,
                        headers("Content-Type", "application/problem+json"),
                        bytes(problem("NotFound"))))
                .doesNotThrowAnyException();
    }

    @Test
    void aProblemOfAnotherShapeIsFound() {
        ObjectNode problem = problem("NotFound");
        problem.put("trace", "at org.claimtrail");

        assertDiffers(() -> Contract.check(
                        "GET",
                        CLAIM,
                        null,
                        null,
                        404,
                        headers("Content-Type", "application/problem+json"),
                        bytes(problem)))
                .hasMessageContaining("trace");
    }

    @Test
    void allDifferencesAreTold() {
        ObjectNode claim = example("Claim");
        claim.put("verdict", "true");

        assertDiffers(() -> Contract.check(
                        "GET", CLAIM + "?colour=red", null, null, 200, headers("Content-Type", JSON), bytes(claim)))
                .hasMessageContaining("colour")
                .hasMessageContaining("ETag")
                .hasMessageContaining("verdict");
    }

    @Test
    void operationsAreListed() {
        assertThat(Contract.operations())
                .contains(
                        new Contract.Operation("PATCH", "/api/v1/claims/{id}"),
                        new Contract.Operation("GET", "/openapi.yaml"))
                .doesNotHaveDuplicates();
    }

    private static void answer(String method, String path, int status, @Nullable ObjectNode body) {
        change(method, path, null, null, status, body);
    }

    private static void change(
            String method,
            String path,
            @Nullable String contentType,
            @Nullable ObjectNode request,
            int status,
            @Nullable ObjectNode body) {
        Contract.check(
                method,
                path,
                contentType,
                request == null ? null : bytes(request),
                status,
                headers("Content-Type", JSON, "ETag", ETAG),
                body == null ? null : bytes(body));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertDiffers(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOf(AssertionError.class);
    }

    private static ObjectNode example(String schema) {
        return copy(Contract.component("schemas", schema).node().at("/examples/0"));
    }

    private static ObjectNode problem(String name) {
        return copy(Contract.component("examples", name).node().get("value"));
    }

    private static ObjectNode copy(JsonNode node) {
        return (ObjectNode) node.deepCopy();
    }

    private static ObjectNode list(ObjectNode item) {
        ObjectNode list = Json.object();
        ArrayNode items = list.putArray("items");
        items.add(item);
        list.putNull("next");
        return list;
    }

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }

    private static byte[] bytes(ObjectNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
