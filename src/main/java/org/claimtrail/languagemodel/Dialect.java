package org.claimtrail.languagemodel;

import java.net.URI;
import java.util.Map;
import org.claimtrail.platform.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How one API is spoken. */
enum Dialect {
    /** Chat completions, with an answer that follows a schema. */
    OPENAI("/chat/completions") {
        @Override
        ObjectNode request(ModelSettings settings, Prompt prompt) {
            ObjectNode body = chat(settings, prompt);
            if (isOfOpenAi(settings.base())) {
                // Its newer models know this name alone, and no temperature but their own.
                body.put("max_completion_tokens", settings.tokens());
            } else {
                body.put("max_tokens", settings.tokens());
                body.put("temperature", 0);
            }
            ObjectNode format = body.putObject("response_format").put("type", "json_schema");
            format.putObject("json_schema")
                    .put("name", NAME)
                    .put("strict", true)
                    .set("schema", prompt.schema());
            return body;
        }

        @Override
        Told told(JsonNode answer) {
            JsonNode choice = answer.at("/choices/0");
            return new Told(
                    choice.at("/message/content").asString(""),
                    "length".equals(choice.path("finish_reason").asString("")),
                    choice.at("/message/refusal").isString()
                            || "content_filter"
                                    .equals(choice.path("finish_reason").asString("")),
                    count(answer.at("/usage/prompt_tokens")),
                    count(answer.at("/usage/completion_tokens")));
        }
    },
    OLLAMA("/api/chat") {
        @Override
        ObjectNode request(ModelSettings settings, Prompt prompt) {
            ObjectNode body = chat(settings, prompt).put("stream", false);
            body.set("format", prompt.schema());
            // It cuts off what its window does not hold, without a word.
            body.putObject("options")
                    .put("temperature", 0)
                    .put("num_predict", settings.tokens())
                    .put("num_ctx", window(Json.write(body).length / 2 + settings.tokens()));
            return body;
        }

        @Override
        Told told(JsonNode answer) {
            return new Told(
                    answer.at("/message/content").asString(""),
                    "length".equals(answer.path("done_reason").asString("")),
                    false,
                    count(answer.path("prompt_eval_count")),
                    count(answer.path("eval_count")));
        }
    },
    /** Messages, with a tool that has to be called: what it is called with is the answer. */
    ANTHROPIC("/v1/messages") {
        @Override
        ObjectNode request(ModelSettings settings, Prompt prompt) {
            ObjectNode body = Json.object()
                    .put("model", settings.model())
                    .put("max_tokens", settings.tokens())
                    .put("system", prompt.instructions());
            body.putArray("messages").addObject().put("role", "user").put("content", prompt.material());
            body.putArray("tools")
                    .addObject()
                    .put("name", NAME)
                    .put("description", "Takes what was read.")
                    .set("input_schema", prompt.schema());
            body.putObject("tool_choice").put("type", "tool").put("name", NAME);
            return body;
        }

        @Override
        Told told(JsonNode answer) {
            JsonNode called = Json.object();
            for (JsonNode part : answer.path("content")) {
                called = "tool_use".equals(part.path("type").asString("")) ? part.path("input") : called;
            }
            String stopped = answer.path("stop_reason").asString("");
            return new Told(
                    called.toString(),
                    "max_tokens".equals(stopped),
                    "refusal".equals(stopped),
                    count(answer.at("/usage/input_tokens")),
                    count(answer.at("/usage/output_tokens")));
        }

        @Override
        Map<String, String> headers(@Nullable String key) {
            return key == null
                    ? Map.of("anthropic-version", VERSION)
                    : Map.of("anthropic-version", VERSION, "x-api-key", key);
        }

        @Override
        URI address(URI base) {
            return super.address(URI.create(base.toString().replaceFirst("/v1/*$", "")));
        }
    };

    /**
     * An answer as it was told.
     *
     * @param text which is to be JSON
     * @param cut whether it is longer than it may be
     * @param refused whether the model does not want to answer
     * @param in how many tokens it was sent, as it says; -1 where it does not
     * @param out how many it answered
     */
    record Told(String text, boolean cut, boolean refused, long in, long out) {}

    private static final String NAME = "claims";
    private static final String VERSION = "2023-06-01";
    private static final int SMALLEST_WINDOW = 4096;

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    static Dialect of(ModelSettings.Kind kind) {
        return valueOf(kind.name());
    }

    abstract ObjectNode request(ModelSettings settings, Prompt prompt);

    abstract Told told(JsonNode answer);

    Map<String, String> headers(@Nullable String key) {
        return key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
    }

    URI address(URI base) {
        String address = base.toString().replaceFirst("/+$", "");
        return URI.create(address.endsWith(path) ? address : address + path);
    }

    private static ObjectNode chat(ModelSettings settings, Prompt prompt) {
        ObjectNode body = Json.object().put("model", settings.model());
        ArrayNode messages = body.putArray("messages");
        messages.addObject().put("role", "system").put("content", prompt.instructions());
        messages.addObject().put("role", "user").put("content", prompt.material());
        return body;
    }

    private static boolean isOfOpenAi(URI base) {
        return base.getHost().equals("openai.com") || base.getHost().endsWith(".openai.com");
    }

    private static int window(int tokens) {
        int window = SMALLEST_WINDOW;
        while (window < tokens) {
            window *= 2;
        }
        return window;
    }

    private static long count(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.canConvertToLong() ? tokens.longValue() : -1;
    }
}
