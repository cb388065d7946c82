package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.claimtrail.contract.Contract;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RawHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class OddRequestsTest extends ApiTest {

    @LocalServerPort
    private int port;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/claims?q=a|b HTTP/1.1",
                "GET /api/v1/claims?q={} HTTP/1.1",
                "GET /api/v1/claims?q=%zz HTTP/1.1",
                "GET /api/v1/claims?q=%ff%fe HTTP/1.1",
                "GET /api/v1/statuses?%09%0D%0A=1 HTTP/1.1",
                "GET /actuator/health?q=%zz HTTP/1.1",
                "GET /actuator/health HTTP/1.1\r\nAccept: ,",
                "GET /actuator/health HTTP/1.1\r\nAccept: text/xml",
                "GET /actuator/health HTTP/1.1\r\nAccept: application/json;charset=utf-16",
                "GET /api/v1/claims/%2e%2e%2f HTTP/1.1",
                "GET /api/v1/claims/a%00b HTTP/1.1",
                "GET /error HTTP/1.1",
                "NONSENSE /api/v1/claims HTTP/1.1",
                "TRACE /api/v1/claims HTTP/1.1",
                "GET /api/v1/nothing HTTP/1.1\r\nContent-Type: */*",
                "GET /nothing HTTP/1.1\r\nContent-Type: text/*",
                "CONNECT /api/v1/claims HTTP/1.1",
                "CONNECT localhost:80 HTTP/1.1",
                "CONNECT /api/v1/claims HTTP/1.1\r\nContent-Length: 0",
                "TRACE /api/v1/claims HTTP/1.1\r\nContent-Type: application/json;charset=",
                "POST /api/v1/claims HTTP/1.1\r\nContent-Length: 0\r\nContent-Type: application/json;charset=",
                "GET /api/v1/claims/x HTTP/1.1\r\nContent-Type: application/json;charset=,",
                "GET /api/v1/claims HTTP/1.1\r\nContent-Length: x",
                "GET /api/v1/claims HTTP/1.1\r\nAccept: text/xml"
            })
    void whatIsNoRequestIsAnsweredAsAProblem(String request) throws IOException {
        String answer = RawHttp.answer(port, request);

        assertThat(answer).matches("(?s)HTTP/1.1 4.*").containsIgnoringCase("Content-Type: application/problem+json");
        assertThat(answer).contains("\"type\":\"/problems/").doesNotContain("Exception", "org.apache", "at java");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain | unsupported-media-type",
                "application/merge-patch+json | unsupported-media-type",
                "nonsense | unsupported-media-type"
            })
    void aBodyIsJson(String type, String problem) {
        assertThat(api.send("POST", "/claims", type, claim("x")).problem()).isEqualTo(problem);
    }

    @Test
    void moreParametersThanAnybodyNeedsAreRefused() {
        assertThat(api.get("/claims?status=DISPUTED" + "&q=x".repeat(1_500)).problem())
                .isEqualTo("invalid-query");
    }

    /** PostgreSQL has room for 32 of them, one within the other. */
    @ParameterizedTest
    @ValueSource(strings = {"-", "- ", "-!", "\u2010", "-\u00a0", "\u2212 ", "-\"\" "})
    void manySignsThatExcludeAreRefused(String sign) {
        for (String list : List.of("claims", "articles")) {
            for (int many : List.of(9, 33, 34, 400)) {
                var answer = api.get("/" + list + "?q=" + encoded(sign.repeat(many) + "word"));
                assertThat(answer.problem()).isEqualTo("invalid-query");
                assertThat(answer.at("/errors/0/parameter")).isEqualTo("q");
            }
            assertThat(api.get("/" + list + "?q=" + encoded(sign.repeat(8) + "word"))
                            .status())
                    .isEqualTo(200);
            assertThat(api.get("/" + list + "?q=" + encoded("a -b ".repeat(60))).status())
                    .isEqualTo(200);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AA==", "YQBi", "%00", "/w==", "not Base64", "", "AAAA; claimtrail=AA==", "77+9"})
    void aCookieThatNoSessionCanHaveIsNone(String value) throws IOException {
        assertThat(RawHttp.answerToStranger(
                        port, "GET /claims HTTP/1.1\r\nAccept: text/html\r\nCookie: claimtrail=" + value))
                .matches("(?s)HTTP/1.1 302 .*Location: [^\r\n]*/sign-in.*");
        assertThat(RawHttp.answerToStranger(port, "GET /api/v1/claims HTTP/1.1\r\nCookie: claimtrail=" + value))
                .startsWith("HTTP/1.1 401");
    }

    @Test
    void aPageIsHtmlHoweverItsAddressEnds() throws IOException {
        assertThat(RawHttp.answer(port, "GET /problems/stale.json HTTP/1.1"))
                .startsWith("HTTP/1.1 404")
                .contains("Content-Type: text/html");
    }

    /** Neither read as parameters nor tried to be taken apart. */
    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "multipart/form-data", "multipart/form-data; boundary=x"})
    void formsAreNothingToTheApi(String type) {
        String claim = "/claims/" + api.created("/claims", claim("x")).id();

        assertThat(api.send("GET", "/claims", type, null).status()).isEqualTo(200);
        assertThat(api.send("POST", "/claims", type, "limit=0").problem()).isEqualTo("unsupported-media-type");
        assertThat(api.send("PUT", claim, type, "name").problem()).isEqualTo("unsupported-media-type");
        assertThat(api.send("DELETE", claim, type, null, "If-Match", "*").status())
                .isEqualTo(204);
        assertThat(api.send("POST", claim + "/restore", type, null).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"x\"", "{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", "{\"a\":NaN}"})
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(api.post("/claims", body).problem()).isEqualTo("malformed-body");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{} 5",
                "{\"a\":DIGITS}",
                "[DEEP",
                "{\"a\":1e99999999999}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"\u0001\"}",
                "nul",
                ""
            })
    void whatIsWrongWithJsonIsToldWithoutTheNamesOfTheParser(String body) {
        String detail = api.post(
                        "/claims", body.replace("DIGITS", "1".repeat(201)).replace("DEEP", "[".repeat(70)))
                .at("/detail");

        assertThat(detail).startsWith("The body ").doesNotContain("`", "jackson", "Stream", "Token");
    }

    @Test
    void ofVeryManyFaultsTheFirstAreTold() {
        var refused =
                api.post("/claims", claim("x").toString().replace("}", ",\"topics\":[7" + ",7".repeat(4999) + "]}"));

        assertThat(refused.body().get("errors")).hasSize(1000);
        assertThat(refused.at("/detail")).startsWith("5000 faults");
    }

    @Test
    void depthAndSizeAreBounded() {
        assertThat(api.post("/claims", "{\"a\":" + "[".repeat(100_000)).problem())
                .isEqualTo("malformed-body");
        assertThat(api.post("/claims", "{\"a\":\"" + "x".repeat(33 * 1024 * 1024) + "\"}")
                        .problem())
                .isEqualTo("body-too-large");
    }

    static Stream<String> deletions() {
        return Contract.operations().stream()
                .filter(operation -> operation.method().equals("DELETE"))
                .map(Contract.Operation::path);
    }

    /** What is deleted answers nothing; clients that are generated ask for problems alone then. */
    @ParameterizedTest
    @MethodSource("deletions")
    void whoDeletesMayAcceptNothingButProblems(String path) {
        Answer answer = api.send(
                "DELETE",
                path.replaceAll("\\{[^}]*}", "01903a7c-4d10-7c52-8f3b-6a1d2e9c0b24"),
                null,
                null,
                "If-Match",
                "*",
                "Accept",
                "application/problem+json");

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void aThingIsDeletedWhateverIsAccepted() {
        String topic =
                "/topics/" + api.created("/topics", Map.of("name", "harbours")).id();

        assertThat(api.send("DELETE", topic, null, null, "If-Match", "*", "Accept", "application/problem+json")
                        .status())
                .isEqualTo(204);
    }
}
