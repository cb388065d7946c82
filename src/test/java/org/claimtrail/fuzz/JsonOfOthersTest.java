package org.claimtrail.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.claimtrail.contract.Contract;
import org.claimtrail.platform.Json;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Bodies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Documents of other people's tests of JSON parsers; src/test/resources/json-parsing/README.md says whose. */
class JsonOfOthersTest extends ApiTest {

    @LocalServerPort
    private int port;

    private Wire wire;

    @BeforeEach
    void dial() {
        wire = new Wire(port);
    }

    @AfterEach
    void hangUp() throws IOException {
        wire.close();
    }

    static List<Named<JsonNode>> cases() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(JsonOfOthersTest.class.getResourceAsStream("/json-parsing/cases.jsonl")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .map(line -> Json.mapper().readTree(line))
                    .map(line -> Named.of(line.get("name").asString(), line))
                    .toList();
        }
    }

    @Test
    void thereAreAllOfThem() throws IOException {
        assertThat(cases()).hasSize(138);
    }

    /** All on one record: emptying it for each of them would take longer than they do. */
    @Test
    void whatIsNoJsonIsRefusedAsSuch() throws IOException {
        api.created("/claims", Bodies.claim("The first"));
        for (Named<JsonNode> one : cases()) {
            send(one.getPayload());
        }
    }

    private void send(JsonNode line) throws IOException {
        byte[] document = bytes(line);
        // As the whole body, and where every text and number of the document is allowed to stand.
        byte[] within = joined("{\"text\": \"The second\", \"kind\": \"FACT\", \"topics\": ", document, "}");

        for (byte[] body : List.of(document, within)) {
            for (String path : List.of("claims", "sources", "articles", "claims/C-1/figures", "claims/C-1/evidence")) {
                Wire.Request request =
                        new Wire.Request("POST", "/api/v1/" + path, List.of("Content-Type: application/json"), body);
                Wire.Answer answer = wire.send(request);

                Contract.check(
                        "POST",
                        request.target(),
                        "application/json",
                        body,
                        answer.status(),
                        answer.headers(),
                        answer.body());
                assertThat(answer.status()).as(line.get("name").asString()).isLessThan(500);
                switch (line.get("expect").asString()) {
                    case "reject" ->
                        assertThat(answer.text())
                                .as(line.get("name").asString())
                                .contains("/problems/malformed-body");
                    case "accept" ->
                        // No two equal keys: what others may take, we do not, since one of the two would be lost.
                        assertThat(answer.text().contains("is not JSON"))
                                .as(answer.text())
                                .isEqualTo(line.get("name").asString().contains("duplicated_key"));
                    default -> {
                        // either
                    }
                }
            }
        }
    }

    private static byte[] bytes(JsonNode line) {
        if (line.has("base64")) {
            return decoded(line.get("base64"));
        }
        JsonNode repeat = line.get("repeat");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] unit = decoded(repeat.get("unitBase64"));
        while (bytes.size() < repeat.get("bytes").asInt()) {
            bytes.writeBytes(unit);
        }
        bytes.writeBytes(decoded(repeat.get("suffixBase64")));
        return bytes.toByteArray();
    }

    private static byte[] joined(String before, byte[] document, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(document);
        bytes.writeBytes(after.getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    private static byte[] decoded(JsonNode base64) {
        return Base64.getDecoder().decode(base64.asString());
    }
}
