package org.claimtrail.likeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.json;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.claimtrail.claim.Claims;
import org.claimtrail.likeness.LikenessSettings.Model;
import org.claimtrail.platform.Query;
import org.claimtrail.testing.ApiTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.node.ObjectNode;

/** Likeness by models that the operator names: in a directory, or behind an endpoint that speaks the API of OpenAI. */
class OtherModelsTest extends ApiTest {

    private static final String ASKED = "A comet was seen above Lisbon";
    private static final LikenessSettings.Onnx NO_DIRECTORY = new LikenessSettings.Onnx(null, "");
    private static final LikenessSettings.Endpoint NO_ENDPOINT = new LikenessSettings.Endpoint(
            null, null, null, null, "", 8000, Duration.ofSeconds(5), List.of(Duration.ofSeconds(1)));

    /** What an instance of the service has of its own. */
    private record Instance(Likeness likeness, Vectors vectors, Meanings meanings) {

        ObjectNode find(String text) {
            return json(new String(
                    likeness.find(json("{}").put("text", text), new Query(Map.of())), StandardCharsets.UTF_8));
        }

        ObjectNode findAfterCatchingUp(String text) {
            vectors.catchUp();
            return find(text);
        }
    }

    @Autowired
    private Words words;

    @Autowired
    private Claims claims;

    @Autowired
    private PlatformTransactionManager transactions;

    @TempDir
    private Path dir;

    private final List<Instance> instances = new ArrayList<>();

    @AfterEach
    void stop() {
        instances.forEach(instance -> {
            instance.vectors().stop();
            instance.meanings().destroy();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 384, 1024})
    void anEndpointSaysWhatTextsMean(int dimensions) throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(dimensions)) {
            Instance instance = instance(endpoint.settings(Duration.ZERO));
            api.created("/claims", claim("A comet was seen above Lisbon."));
            api.created("/claims", claim("นายกรัฐมนตรี ลาออก แล้ว"));
            api.created("/claims", claim("6,700"));
            whales();

            ObjectNode before = instance.find(ASKED);
            assertThat(limits(before)).containsExactly("CLAIMS PENDING false");
            assertThat(before.at("/items/0/limits/0").asString()).isEqualTo("PENDING");

            ObjectNode found = instance.findAfterCatchingUp(ASKED);
            assertThat(limits(found)).containsExactly("CLAIMS NO_WORDS false");
            assertThat(found.at("/items/0/claim/number").intValue()).isEqualTo(1);
            assertThat(found.at("/items/0/semantic").doubleValue()).isGreaterThan(0.99);
            ObjectNode thai = instance.find("นายกรัฐมนตรี ลาออก");
            assertThat(limits(thai)).containsExactly("CLAIMS NO_WORDS false");
            assertThat(thai.at("/items/0/claim/number").intValue()).isEqualTo(2);
            assertThat(thai.at("/items/0/semantic").isNumber()).isTrue();
            assertThat(instance.find("6,700").get("semantic").asString()).isEqualTo("ABSENT");

            assertThat(endpoint.asked()).allSatisfy(asked -> {
                assertThat(asked.path()).isEqualTo("/v1/embeddings");
                assertThat(asked.authorization()).isEqualTo("Bearer a-secret");
                assertThat(asked.body().get("model").asString()).isEqualTo("words");
                assertThat(asked.body().get("encoding_format").asString()).isEqualTo("float");
                assertThat(asked.input()).hasSizeBetween(1, 32).doesNotContain("6,700");
            });
            assertThat(db.sql("select distinct length(vector) from claim_vector where vector is not null")
                            .query(Integer.class)
                            .list())
                    .containsExactly(dimensions);
        }
    }

    /** How endpoints fail. */
    enum Failure {
        OUT_OF_ORDER((request, exchange) -> 500),
        BAD_GATEWAY((request, exchange) -> 502),
        TOO_MANY((request, exchange) -> 429),
        WRONG_KEY((request, exchange) -> 401),
        NO_SUCH_MODEL((request, exchange) -> 404),
        REFUSES_ALL((request, exchange) -> 400),
        ELSEWHERE((request, exchange) -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            return 307;
        }),
        NO_JSON((request, exchange) -> send(exchange, "<html>")),
        OTHER_JSON((request, exchange) -> send(exchange, "{\"data\": {\"embedding\": []}}")),
        A_LIST((request, exchange) -> send(exchange, "[]")),
        OTHER_DIMENSIONS((request, exchange) ->
                send(exchange, EmbeddingsEndpoint.embeddings(request, 7).toString())),
        NOTHING((request, exchange) -> send(exchange, "{\"data\": []}")),
        NOUGHTS((request, exchange) -> send(exchange, "{\"data\": [{\"index\": 0, \"embedding\": [0, 0, 0]}]}")),
        NO_NUMBERS(
                (request, exchange) -> send(exchange, "{\"data\": [{\"index\": 0, \"embedding\": [1, null, \"3\"]}]}")),
        TOO_LARGE_NUMBERS(
                (request, exchange) -> send(exchange, "{\"data\": [{\"index\": 0, \"embedding\": [1e300, 1, 1]}]}")),
        ODD_PLACES((request, exchange) -> send(exchange, "{\"data\": [{\"index\": 99, \"embedding\": [1, 2, 3]}]}")),
        HANGS_UP((request, exchange) -> {
            exchange.getResponseBody().close();
            exchange.close();
            return 200;
        }),
        SLEEPS((request, exchange) -> {
            Thread.sleep(20_000);
            return 200;
        });

        private final EmbeddingsEndpoint.Answer answer;

        Failure(EmbeddingsEndpoint.Answer answer) {
            this.answer = answer;
        }

        private static int send(HttpExchange exchange, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            return 200;
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereItFailsClaimsAreFoundByTheirWordsUntilItAnswers(Failure failure) throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            Instance instance = instance(endpoint.settings(Duration.ZERO));
            endpoint.answers(failure.answer);
            api.created("/claims", claim("A comet was seen above Lisbon."));

            ObjectNode found = instance.findAfterCatchingUp(ASKED);

            assertThat(found.get("semantic").asString()).isEqualTo("ABSENT");
            assertThat(limits(found)).containsExactly("TEXT MODEL_FAILS false");
            assertThat(found.toString()).doesNotContain("a-secret").contains("Lisbon");
            assertThat(found.at("/items/0").has("semantic")).isFalse();
            Likeness.Duplicates repeated = instance.likeness().duplicates(claim(ASKED), 3);
            assertThat(repeated.claims()).hasSize(1);
            assertThat(repeated.compared().semantic()).isEqualTo(Compared.Semantic.ABSENT);

            endpoint.answers((request, exchange) -> 200);
            assertThat(instance.findAfterCatchingUp(ASKED).get("semantic").asString())
                    .isEqualTo("COMPLETE");
        }
    }

    @Test
    void afterAFailureItIsLeftAlone() throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            Instance instance = instance(endpoint.settings(Duration.ofHours(1)));
            endpoint.answers((request, exchange) -> 500);
            api.created("/claims", claim("A comet was seen above Lisbon."));
            for (int i = 0; i < 3; i++) {
                assertThat(limits(instance.findAfterCatchingUp(ASKED))).containsExactly("TEXT MODEL_FAILS false");
            }

            assertThat(endpoint.asked()).hasSize(1);
        }
    }

    @Test
    void asLongAsItWantsIsItLeftAlone() throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            Instance instance = instance(endpoint.settings(Duration.ZERO));
            endpoint.answers((request, exchange) -> {
                exchange.getResponseHeaders().set("Retry-After", "600");
                return 429;
            });
            instance.find(ASKED);
            instance.find(ASKED);

            assertThat(endpoint.asked()).hasSize(1);
        }
    }

    @Test
    void oneTextThatItRefusesHoldsUpNoOther() throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            Instance instance = instance(endpoint.settings(Duration.ZERO));
            endpoint.answers(
                    (request, exchange) -> request.get("input").toString().contains("poison") ? 400 : 200);
            api.created("/claims", claim("A comet was seen above Lisbon."));
            api.created("/claims", claim("The poison was found in Porto."));

            ObjectNode found = instance.findAfterCatchingUp(ASKED);
            assertThat(limits(found)).containsExactly("CLAIMS REFUSED false");
            int before = endpoint.asked().size();
            assertThat(limits(instance.findAfterCatchingUp("The poison"))).containsExactly("TEXT REFUSED false");
            assertThat(limits(instance.findAfterCatchingUp(ASKED))).containsExactly("CLAIMS REFUSED false");
            assertThat(endpoint.asked().size() - before)
                    .as("it is not asked for the claim again")
                    .isLessThan(6);
        }
    }

    @Test
    void whatIsLongIsCutBeforeItIsSent() throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            LikenessSettings.Endpoint usual = endpoint.settings(Duration.ZERO);
            Instance instance = instance(new LikenessSettings.Endpoint(
                    URI.create(usual.url() + "/embeddings"),
                    "words",
                    null,
                    3,
                    "query: ",
                    100,
                    usual.timeout(),
                    usual.retryAfter()));

            assertThat(limits(instance.find("𝔞".repeat(101)))).containsExactly("TEXT CUT true");
            assertThat(limits(instance.find("Whales sleep."))).isEmpty();

            assertThat(endpoint.asked()).allSatisfy(asked -> {
                assertThat(asked.path()).isEqualTo("/v1/embeddings");
                assertThat(asked.authorization()).isEqualTo("null");
                assertThat(asked.input())
                        .allSatisfy(
                                input -> assertThat(input).startsWith("query: ").hasSizeLessThanOrEqualTo(107));
            });
        }
    }

    @Test
    void itsLanguagesMayBeNamed() throws Exception {
        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            Instance instance = instance(new LikenessSettings(
                    Model.ENDPOINT,
                    Set.of("fr", "pt-BR"),
                    0.7,
                    0.55,
                    Duration.ofDays(1),
                    dir,
                    NO_DIRECTORY,
                    endpoint.settings(Duration.ZERO)));

            assertThat(limits(instance.find("Le ministre nie avoir reçu de l'argent de la société.")))
                    .isEmpty();
            assertThat(limits(instance.find("O governo não suspendeu a distribuição de insulina.")))
                    .isEmpty();
            assertThat(limits(instance.find("The government has not suspended the distribution of insulin.")))
                    .containsExactly("TEXT LANGUAGE true");
        }
    }

    /** Each instance answers all the while; the one that was started last has its model computed. */
    @Test
    void anotherModelComputesAllAnewInTheBackground() throws Exception {
        Instance minilm = instance(settings(Model.MINILM, NO_DIRECTORY, NO_ENDPOINT));
        whales();
        api.created("/claims", claim("A comet was seen above Lisbon."));
        assertThat(limits(minilm.findAfterCatchingUp(ASKED))).isEmpty();

        try (EmbeddingsEndpoint endpoint = new EmbeddingsEndpoint(3)) {
            Instance other = instance(endpoint.settings(Duration.ZERO));
            assertThat(limits(other.find(ASKED))).containsExactly("CLAIMS PENDING false");
            assertThat(limits(minilm.find(ASKED))).containsExactly("CLAIMS PENDING false");
            assertThat(other.find(ASKED).at("/items/0/claim/number").intValue()).isEqualTo(41);
            api.created("/claims", claim("Whales sleep upright."));
            minilm.vectors().catchUp();
            assertThat(models()).containsExactly(name(minilm));

            assertThat(limits(other.findAfterCatchingUp(ASKED))).isEmpty();
            assertThat(models()).containsExactly(name(other));
            assertThat(minilm.find(ASKED).at("/items/0/claim/number").intValue())
                    .isEqualTo(41);
            minilm.vectors().catchUp();
            assertThat(models()).containsExactly(name(other));
            assertThat(limits(other.find(ASKED))).isEmpty();
        }

        Instance again = instance(settings(Model.MINILM, NO_DIRECTORY, NO_ENDPOINT));
        assertThat(limits(again.find(ASKED))).containsExactly("CLAIMS PENDING false");
        assertThat(limits(again.findAfterCatchingUp(ASKED))).isEmpty();
        assertThat(models()).containsExactly(name(again));
    }

    private void whales() {
        db.sql("""
                insert into claim (id, revision, text, kind, created_at, updated_at)
                select gen_random_uuid(), 0, 'Whale number ' || n || ' slept.', 'FACT', now(), now()
                from generate_series(1, 40) n""").update();
    }

    private static String name(Instance instance) {
        return instance.meanings().model().orElseThrow().name();
    }

    private List<String> models() {
        return db.sql("select distinct model from claim_vector where model is not null")
                .query(String.class)
                .list();
    }

    /** A multilingual one: of four languages, each has the same meaning for the same thing. */
    @Test
    void aModelInADirectoryServesItsLanguages() throws Exception {
        TinyModel.write(dir.resolve("tiny"));
        Instance instance =
                instance(settings(Model.ONNX, new LikenessSettings.Onnx(dir.resolve("tiny"), ""), NO_ENDPOINT));
        api.created("/claims", claim("猫"));
        api.created("/claims", claim("bridge"));

        for (String cat : List.of("cat", "chat", "แมว", "猫")) {
            ObjectNode found = instance.findAfterCatchingUp(cat);
            assertThat(limits(found)).isEmpty();
            assertThat(found.at("/items/0/claim/number").intValue()).as(cat).isEqualTo(1);
            assertThat(found.at("/items/0/semantic").doubleValue()).isEqualTo(1);
        }
        ObjectNode dog = instance.find("собака");
        assertThat(limits(dog)).contains("TEXT UNKNOWN_WORDS false");
        assertThat(limits(instance.find("cat и собака chat cat cat"))).contains("TEXT UNKNOWN_WORDS true");
        assertThat(limits(instance.find("cat ".repeat(20)))).containsExactly("TEXT CUT true");
    }

    /** What the tokenizer makes of the list is what it made of its own file. */
    @Test
    void aVocabularyIsEnoughForATokenizer() throws Exception {
        Path copied = dir.resolve("copied");
        Files.createDirectories(copied);
        copy("/all-minilm-l6-v2-q.onnx", copied.resolve("model.onnx"));
        ObjectNode tokenizer;
        try (InputStream in = OnnxModel.class.getResourceAsStream("/all-minilm-l6-v2-q-tokenizer.json")) {
            tokenizer = json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
        String[] pieces = new String[tokenizer.at("/model/vocab").size()];
        tokenizer
                .at("/model/vocab")
                .properties()
                .forEach(piece -> pieces[piece.getValue().intValue()] = piece.getKey());
        Files.write(copied.resolve("vocab.txt"), List.of(pieces));
        Files.writeString(copied.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 256}");
        LikenessSettings.Onnx settings = new LikenessSettings.Onnx(copied, "");

        try (OnnxModel known = new OnnxModel(OnnxFiles.minilm(), new Languages(Set.of("en")), dir);
                OnnxModel same = new OnnxModel(OnnxFiles.of(settings), new Languages(Set.of("en")), dir)) {
            for (String text : List.of(
                    "A comet was seen above Lisbon.",
                    "São Paulo’s CAFÉ — 6,700 €",
                    "Łódź, 北京 & [UNK] [SEP]",
                    "x ".repeat(400))) {
                List<SentenceModel.Text> asked = List.of(new SentenceModel.Text(text, "en"));
                Understood one = known.understand(asked).get(0);
                Understood other = same.understand(asked).get(0);
                assertThat(other.limits()).isEqualTo(one.limits());
                assertThat(other.unknown()).isEqualTo(one.unknown());
                assertThat(other.meaning().bytes())
                        .as(text)
                        .isEqualTo(one.meaning().bytes());
            }
            assertThat(same.name()).isNotEqualTo(known.name());
            assertThat(OnnxFiles.of(settings).name())
                    .isEqualTo(OnnxFiles.of(settings).name());
            assertThat(OnnxFiles.of(new LikenessSettings.Onnx(copied, "query: "))
                            .name())
                    .isNotEqualTo(OnnxFiles.of(settings).name());
        }
        Files.write(copied.resolve("vocab.txt"), List.of("a", "b"));
        assertThatThrownBy(() -> OnnxFiles.of(settings).tokenizer()).hasMessageContaining("lacks [UNK]");
    }

    @Test
    void aModelThatCannotBeReadIsNoFault() throws Exception {
        TinyModel.write(dir.resolve("broken"));
        Files.writeString(dir.resolve("broken/onnx/model.onnx"), "no model");
        Instance instance =
                instance(settings(Model.ONNX, new LikenessSettings.Onnx(dir.resolve("broken"), ""), NO_ENDPOINT));

        assertThat(limits(instance.find(ASKED))).containsExactly("TEXT NO_MODEL false");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "ftp://models.example/v1 | m | 3 | 5s | endpoint.url",
                "- | m | 3 | 5s | endpoint.url",
                "/v1 | m | 3 | 5s | endpoint.url",
                "http://who:secret@models.example/v1 | m | 3 | 5s | endpoint.url",
                "https://models.example/v1 | - | 3 | 5s | endpoint.model",
                "https://models.example/v1 | m | - | 5s | endpoint.dimensions",
                "https://models.example/v1 | m | 0 | 5s | endpoint.dimensions",
                "https://models.example/v1 | m | 99999 | 5s | endpoint.dimensions",
                "https://models.example/v1 | m | 3 | 2m | endpoint.timeout"
            })
    void whatIsWrongWithTheSettingsIsSaidAtTheStart(
            @Nullable String url, @Nullable String model, @Nullable Integer dimensions, String timeout, String named) {
        LikenessSettings.Endpoint endpoint = new LikenessSettings.Endpoint(
                url == null ? null : URI.create(url),
                model,
                null,
                dimensions,
                "",
                8000,
                timeout.endsWith("m") ? Duration.ofMinutes(2) : Duration.ofSeconds(5),
                List.of(Duration.ofSeconds(1)));

        assertThatThrownBy(() -> settings(Model.ENDPOINT, NO_DIRECTORY, endpoint))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("claimtrail.likeness." + named)
                .hasMessageNotContaining("secret");
    }

    @Test
    void whatIsMissingOfADirectoryIsSaidAtTheStart() throws Exception {
        Path empty = Files.createDirectories(dir.resolve("empty"));
        Path withModel = Files.createDirectories(dir.resolve("with-model"));
        Files.writeString(withModel.resolve("model.onnx"), "");
        for (Path wrong : new Path[] {null, dir.resolve("none"), empty, withModel}) {
            assertThatThrownBy(() -> settings(Model.ONNX, new LikenessSettings.Onnx(wrong, ""), NO_ENDPOINT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("claimtrail.likeness.onnx.dir must");
        }
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = OnnxModel.class.getResourceAsStream(resource)) {
            Files.copy(in, to);
        }
    }

    /** Of what, why, and whether it was compared nevertheless. */
    private static List<String> limits(ObjectNode found) {
        return StreamSupport.stream(found.get("limits").spliterator(), false)
                .map(limit ->
                        limit.get("of").asString() + " " + limit.get("reason").asString() + " "
                                + limit.get("compared").asBoolean())
                .toList();
    }

    private Instance instance(LikenessSettings.Endpoint endpoint) {
        return instance(settings(Model.ENDPOINT, NO_DIRECTORY, endpoint));
    }

    private Instance instance(LikenessSettings settings) {
        Meanings meanings = new Meanings(settings);
        Vectors vectors = new Vectors(meanings, settings, db, transactions);
        Instance instance =
                new Instance(new Likeness(meanings, vectors, words, claims, settings, db), vectors, meanings);
        instances.add(instance);
        vectors.start();
        return instance;
    }

    private LikenessSettings settings(Model model, LikenessSettings.Onnx onnx, LikenessSettings.Endpoint endpoint) {
        return new LikenessSettings(model, null, 0.7, 0.62, Duration.ofDays(1), dir, onnx, endpoint);
    }
}
