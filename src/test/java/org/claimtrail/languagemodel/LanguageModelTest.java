package org.claimtrail.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.testing.ModelServer.completion;
import static org.claimtrail.testing.ModelServer.send;
import static org.claimtrail.testing.ModelServer.status;
import static org.claimtrail.testing.ModelServer.telling;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.claimtrail.languagemodel.ModelSettings.Kind;
import org.claimtrail.platform.BudgetSpent;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.ModelFailed;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.ModelServer;
import org.claimtrail.testing.ModelServer.Asked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of a language model: within its bounds, whatever it does. */
class LanguageModelTest extends ApiTest {

    private static final String GOOD = "{\"claims\": []}";
    private static final Prompt PROMPT =
            new Prompt("one", "Read.", "The text.", Json.object().put("type", "object"));

    @Autowired
    private Clock clock;

    @Autowired
    private PlatformTransactionManager transactions;

    private final ModelServer server = new ModelServer();
    private final List<LanguageModel> models = new ArrayList<>();
    private UUID article;

    @BeforeEach
    void anArticle() {
        article = UUID.fromString(api.created("/articles", Map.of("url", "https://news.example/one"))
                .id());
    }

    @AfterEach
    void close() {
        models.forEach(LanguageModel::destroy);
        server.close();
    }

    private LanguageModel model(Kind kind, String url, String budget, ModelSettings.Price price) {
        return model(kind, url, budget, price, Duration.ofSeconds(20));
    }

    private LanguageModel model(Kind kind, String url, String budget, ModelSettings.Price price, Duration timeout) {
        LanguageModel model = new LanguageModel(
                new ModelSettings(
                        kind,
                        URI.create(url),
                        "parrot-1",
                        "a-secret",
                        null,
                        timeout,
                        1000,
                        new BigDecimal(budget),
                        price,
                        2),
                db,
                clock);
        models.add(model);
        return model;
    }

    private LanguageModel model(String budget) {
        return model(Kind.OPENAI, "http://" + server.host() + "/v1/", budget, new ModelSettings.Price(null, null));
    }

    private ObjectNode ask(LanguageModel model) {
        return model.ask(article, PROMPT, answer -> answer.has("claims"));
    }

    private long spent() {
        return db.sql("select coalesce(sum(tokens_in + tokens_out), 0) from model_spending")
                .query(Long.class)
                .single();
    }

    /** How it fails, and what becomes of whoever asked. */
    enum Failure {
        OUT_OF_ORDER(status(500), Busy.class, 3, false),
        WRONG_KEY(status(401), ModelFailed.class, 1, false),
        NO_SUCH_MODEL(status(404), ModelFailed.class, 1, false),
        ELSEWHERE(
                (asked, exchange) -> {
                    exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
                    return 307;
                },
                ModelFailed.class,
                1,
                false),
        NO_JSON((asked, exchange) -> send(exchange, 200, "<html>"), Busy.class, 3, true),
        BROKEN_JSON(telling("{\"claims\": [{\"excerpt\": "), Busy.class, 3, true),
        OTHER_JSON(telling("{\"result\": \"Nothing to see.\"}"), Busy.class, 3, true),
        A_LIST(telling("[]"), Busy.class, 3, true),
        CUT_OFF(
                (asked, exchange) -> {
                    ObjectNode answer = completion("{\"claims\": [");
                    ((ObjectNode) answer.at("/choices/0")).put("finish_reason", "length");
                    return send(exchange, 200, answer);
                },
                ModelFailed.class,
                1,
                true),
        DOES_NOT_WANT(
                (asked, exchange) -> {
                    ObjectNode answer = completion("");
                    ((ObjectNode) answer.at("/choices/0/message")).put("refusal", "I cannot help with that.");
                    return send(exchange, 200, answer);
                },
                ModelFailed.class,
                1,
                true),
        ENDLESS(
                (asked, exchange) -> {
                    byte[] more = "{ \"claims\": [".repeat(1000).getBytes();
                    exchange.sendResponseHeaders(200, 0);
                    write(exchange, more, 0);
                    return 200;
                },
                ModelFailed.class,
                1,
                true),
        DRIPS(
                (asked, exchange) -> {
                    exchange.sendResponseHeaders(200, 0);
                    write(exchange, " ".getBytes(), 50);
                    return 200;
                },
                Busy.class,
                1,
                true),
        WAITS_LONGER_THAN_ANYBODY(
                (asked, exchange) -> {
                    exchange.getResponseHeaders().set("Retry-After", "120");
                    return 429;
                },
                Busy.class,
                1,
                false);

        private final ModelServer.Answer answer;
        private final Class<? extends Exception> becomes;
        private final int asked;
        private final boolean costs;

        Failure(ModelServer.Answer answer, Class<? extends Exception> becomes, int asked, boolean costs) {
            this.answer = answer;
            this.becomes = becomes;
            this.asked = asked;
            this.costs = costs;
        }

        private static void write(HttpExchange exchange, byte[] more, long pause) throws InterruptedException {
            try (OutputStream body = exchange.getResponseBody()) {
                while (true) {
                    body.write(more);
                    body.flush();
                    Thread.sleep(pause);
                }
            } catch (IOException e) {
                // Nobody listens any more.
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverItDoesWhoeverAskedIsToldAndNothingIsKept(Failure failure) {
        LanguageModel model = failure == Failure.DRIPS
                ? model(
                        Kind.OPENAI,
                        "http://" + server.host(),
                        "1000000",
                        new ModelSettings.Price(null, null),
                        Duration.ofMillis(500))
                : model("1000000");
        server.answers(failure.answer);

        assertThatThrownBy(() -> ask(model))
                .isInstanceOf(failure.becomes)
                .hasMessageContaining(server.host())
                .hasMessageNotContaining("a-secret");

        assertThat(server.asked()).hasSize(failure.asked);
        assertThat(spent() > 0).isEqualTo(failure.costs);
        assertThat(count("model_answer")).isZero();
        server.answers(telling(GOOD));
        assertThat(ask(model("1000000")).has("claims")).isTrue();
    }

    @Test
    void itIsAskedAgainWhenItSaysAndTheSameIsAnsweredForNothing() {
        LanguageModel model = model("1000000");
        server.answersFirst(
                (asked, exchange) -> {
                    exchange.getResponseHeaders().set("Retry-After", "0");
                    return 429;
                },
                telling("It is: claims"),
                telling("```json\n" + GOOD + "\n```"));

        assertThat(ask(model).toString()).isEqualTo("{\"claims\":[]}");

        assertThat(spent()).as("told twice").isEqualTo(300);
        ask(model);
        ask(model("1"));
        assertThat(server.asked()).hasSize(3);
        model.ask(article, new Prompt("another", "Read.", "The text.", PROMPT.schema()), answer -> true);
        assertThat(server.asked()).hasSize(4);
        Asked first = server.asked().get(0);
        assertThat(first.path()).isEqualTo("/v1/chat/completions");
        assertThat(first.headers()).containsEntry("Authorization", "Bearer a-secret");
        assertThat(first.body().at("/max_tokens").intValue()).isEqualTo(1000);
        assertThat(first.body().at("/response_format/json_schema/schema")).isEqualTo(PROMPT.schema());
    }

    @Test
    void aDayHasABudgetThatNoAnswerCanExceed() {
        LanguageModel model = model("2000");
        ask(model);
        assertThat(spent()).isEqualTo(150);
        server.answers((asked, exchange) -> {
            ObjectNode lie = completion(GOOD);
            lie.putObject("usage").put("prompt_tokens", -5).put("completion_tokens", 999_999_999);
            return send(exchange, 200, lie);
        });
        model.ask(article, new Prompt("two", "", "", PROMPT.schema()), answer -> true);
        assertThat(spent()).as("what it may cost at most").isBetween(1300L, 2000L);
        int before = server.asked().size();

        assertThatThrownBy(() -> model.ask(article, new Prompt("three", "", "", PROMPT.schema()), answer -> true))
                .isInstanceOfSatisfying(
                        BudgetSpent.class, e -> assertThat(e.seconds()).isBetween(1L, 86_400L))
                .hasMessageMatching("Of 2,000 tokens a day 1,\\d{3} tokens are spent .*");
        assertThat(server.asked()).hasSize(before);
        assertThat(model.budget().most()).isEqualTo("2,000 tokens");
        LanguageModel priced = model(
                Kind.OPENAI,
                "http://" + server.host(),
                "0.02",
                new ModelSettings.Price(BigDecimal.ONE, BigDecimal.TEN));
        assertThat(priced.budget().most()).isEqualTo("0.02");
        assertThat(priced.budget().spent()).matches("0\\.01\\d\\d?");
        assertThatThrownBy(() -> priced.ask(article, new Prompt("four", "", "", PROMPT.schema()), answer -> true))
                .isInstanceOf(BudgetSpent.class);
    }

    @Test
    void ollamaIsSpokenWithAWindowThatHoldsTheText() {
        LanguageModel model =
                model(Kind.OLLAMA, "http://" + server.host(), "1000000", new ModelSettings.Price(null, null));
        server.answers((asked, exchange) -> {
            ObjectNode answer = Json.object()
                    .put("done_reason", "stop")
                    .put("prompt_eval_count", 7)
                    .put("eval_count", 3);
            answer.putObject("message").put("content", GOOD);
            return send(exchange, 200, answer);
        });

        assertThat(model.ask(article, new Prompt("o", "Read.", "x".repeat(20_000), PROMPT.schema()), answer -> true)
                        .has("claims"))
                .isTrue();

        Asked asked = server.asked().get(0);
        assertThat(asked.path()).isEqualTo("/api/chat");
        assertThat(asked.body().at("/stream").booleanValue()).isFalse();
        assertThat(asked.body().at("/format")).isEqualTo(PROMPT.schema());
        assertThat(asked.body().at("/options/num_predict").intValue()).isEqualTo(1000);
        assertThat(asked.body().at("/options/num_ctx").intValue()).isEqualTo(16_384);
        assertThat(spent()).isEqualTo(10);
    }

    @Test
    void anthropicIsSpokenByAToolThatItHasToCall() {
        LanguageModel model = model(
                Kind.ANTHROPIC, "http://" + server.host() + "/v1", "1000000", new ModelSettings.Price(null, null));
        server.answers((asked, exchange) -> {
            ObjectNode answer = Json.object().put("stop_reason", "tool_use");
            answer.putArray("content").addObject().put("type", "text").put("text", "Let me see.");
            answer.withArray("content")
                    .addObject()
                    .put("type", "tool_use")
                    .putObject("input")
                    .putArray("claims");
            answer.putObject("usage").put("input_tokens", 7).put("output_tokens", 3);
            return send(exchange, 200, answer);
        });

        assertThat(ask(model).has("claims")).isTrue();

        Asked asked = server.asked().get(0);
        assertThat(asked.path()).isEqualTo("/v1/messages");
        assertThat(asked.headers()).containsEntry("X-api-key", "a-secret").containsKey("Anthropic-version");
        assertThat(asked.headers()).doesNotContainKey("Authorization");
        assertThat(asked.body().at("/tool_choice/name").asString()).isEqualTo("claims");
        assertThat(asked.body().at("/tools/0/input_schema")).isEqualTo(PROMPT.schema());
        assertThat(asked.body().at("/system").asString()).isEqualTo("Read.");
        assertThat(spent()).isEqualTo(10);
    }

    @Test
    void soManyAreWaitedForAtOnceAndNoMore() throws Exception {
        LanguageModel model = model("1000000");
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.answers((asked, exchange) -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(100);
            now.decrementAndGet();
            return 200;
        });
        List<CompletableFuture<ObjectNode>> all = IntStream.range(0, 6)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> model.ask(article, new Prompt("n" + n, "", "", PROMPT.schema()), answer -> true)))
                .toList();
        for (CompletableFuture<ObjectNode> one : all) {
            one.get(30, TimeUnit.SECONDS);
        }

        assertThat(most).hasValueLessThanOrEqualTo(2);
        assertThat(spent()).isEqualTo(6 * 150);
    }

    @Test
    void noConnectionToTheDatabaseWaitsForIt() {
        LanguageModel model = model("1000000");

        assertThatThrownBy(() -> new TransactionTemplate(transactions).execute(status -> ask(model)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(server.asked()).isEmpty();
    }
}
