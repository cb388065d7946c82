package org.claimtrail.platform;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
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

    private static final JsonMapper MAPPER =
            mapper(StreamReadConstraints.defaults().getMaxTokenCount());

    /** Of what strangers send, each value takes room, however short it is. */
    private static final JsonMapper BODIES = mapper(1_000_000);

    private Json() {}

    private static JsonMapper mapper(long mostTokens) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(64)
                                .maxStringLength(64 * 1024 * 1024)
                                .maxNumberLength(200)
                                .maxTokenCount(mostTokens)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();
    }

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
            node = BODIES.readTree(body);
        } catch (DatabindException e) {
            // Reading a tree asks for nothing else.
            throw new MalformedBody("The body is not JSON: something follows after its end.");
        } catch (NumberFormatException e) {
            // The parser's own exceptions do not cover an exponent that is no int.
            throw new MalformedBody("The body holds a number with an exponent that is out of all bounds.");
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw new MalformedBody("The body is not JSON"
                    + (where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")")
                    + ": " + reason(e) + ".");
        }
        if (node instanceof ObjectNode object) {
            return object;
        }
        throw MalformedBody.ofNoObject(!node.isMissingNode());
    }

    /** In words of our own: the parser's tell of its tokens and settings. */
    private static String reason(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return "it is nested more than 64 deep, has a number of more than 200 digits, or more than a million values";
        }
        if (e instanceof UnexpectedEndOfInputException) {
            return "it ends before it is complete";
        }
        return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
                ? "a name stands twice in one object"
                : "what stands there cannot be read";
    }

    public static byte[] write(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static JsonMapper mapper() {
        return MAPPER;
    }
}
