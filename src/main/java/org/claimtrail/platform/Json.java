package org.claimtrail.platform;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as the API speaks it: every digit of a decimal is kept, a key stands once, nesting is bounded. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64)
                            .maxStringLength(64 * 1024 * 1024)
                            .maxNumberLength(200)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** What the parser says of the place it reads from, where line and column say it better, and of its own settings. */
    private static final String SOURCE = "\\s*\\(start marker at .*|\\s*\\[Source: .*|, from `[^`]*`";

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Reads a document that must be an object.
     *
     * @throws MalformedBody in a sentence that says where reading stopped
     */
    public static ObjectNode parseObject(byte[] body) {
        JsonNode node;
        try {
            node = MAPPER.readTree(body);
        } catch (DatabindException e) {
            // Reading a tree asks for nothing else.
            throw new MalformedBody("The body is not JSON: something follows after its end.");
        } catch (NumberFormatException e) {
            // The parser's own exceptions do not cover an exponent that is no int.
            throw new MalformedBody("The body holds a number with an exponent that is out of all bounds.");
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw new MalformedBody("The body is not JSON: "
                    + e.getOriginalMessage()
                            .lines()
                            .findFirst()
                            .orElse("it cannot be read")
                            .replaceAll(SOURCE, "")
                    + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")")
                    + ".");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw new MalformedBody("The body has to be a JSON object.");
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }
}
