package org.claimtrail.likeness;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.ConstructorBinding;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How likeness is found.
 *
 * @param model what computes the meaning of texts
 * @param languages which ones the model was made for; by default English for the model that comes along, all for others
 * @param meaningWeight what the meaning weighs against the words: 1 is meaning alone, 0 words alone
 * @param repeatsFrom from where on a claim is told as one that is probably repeated: {@link Repetition}
 * @param catchUpEvery how often vectors are computed ahead of those who ask
 * @param filesDir where the copy of the vectors goes while the service runs; by default where temporary files do
 */
@ConfigurationProperties("claimtrail.likeness")
record LikenessSettings(
        Model model,
        Set<String> languages,
        double meaningWeight,
        double repeatsFrom,
        Duration catchUpEvery,
        @Nullable Path filesDir,
        Onnx onnx,
        Endpoint endpoint) {

    private static final String PREFIX = "claimtrail.likeness.";

    @ConstructorBinding
    LikenessSettings(
            @DefaultValue("minilm") Model model,
            @Nullable Set<String> languages,
            @DefaultValue("0.7") double meaningWeight,
            @DefaultValue("0.62") double repeatsFrom,
            @DefaultValue("1s") Duration catchUpEvery,
            @Nullable Path filesDir,
            @DefaultValue Onnx onnx,
            @DefaultValue Endpoint endpoint) {
        this.model = model;
        this.languages = languages == null
                ? model == Model.MINILM ? Set.of(Locale.ENGLISH.getLanguage()) : Set.of()
                : tags(languages);
        this.meaningWeight = meaningWeight;
        this.repeatsFrom = repeatsFrom;
        this.catchUpEvery = catchUpEvery;
        this.filesDir = filesDir == null ? Path.of(System.getProperty("java.io.tmpdir")) : filesDir;
        this.onnx = onnx;
        this.endpoint = endpoint;
        require(meaningWeight >= 0 && meaningWeight <= 1, "meaning-weight must be from 0 to 1, such as 0.7.");
        require(repeatsFrom > 0 && repeatsFrom <= 1.6, "repeats-from must be above 0 and at most 1.6, such as 0.62.");
        if (model == Model.ONNX) {
            onnx.check();
        }
        if (model == Model.ENDPOINT) {
            endpoint.check();
        }
    }

    private static Set<String> tags(Set<String> languages) {
        Set<String> tags = new TreeSet<>();
        for (String language : languages) {
            String tag = Locale.forLanguageTag(language.strip()).getLanguage();
            require(!tag.isEmpty(), "languages must be language tags such as en or pt: not " + language + ".");
            tags.add(tag);
        }
        return tags;
    }

    private static void require(boolean met, String sentence) {
        if (!met) {
            throw new IllegalArgumentException(PREFIX + sentence);
        }
    }

    @Override
    public Path filesDir() {
        return Objects.requireNonNull(filesDir);
    }

    enum Model {
        /** all-MiniLM-L6-v2, quantized: English. */
        MINILM,
        /** One in a directory. */
        ONNX,
        /** One that another service computes. */
        ENDPOINT,
        /** Likeness is found by words alone. */
        NONE
    }

    /**
     * A model in a directory.
     *
     * @param dir has the model and its tokenizer, as sentence-transformers lays them out
     * @param prefix what the model wants to be written before each text
     */
    record Onnx(@Nullable Path dir, @DefaultValue("") String prefix) {

        /** Where models are looked for, the first that there is. */
        private static final List<String> MODELS =
                List.of("model.onnx", "onnx/model.onnx", "model_quantized.onnx", "onnx/model_quantized.onnx");

        private void check() {
            require(
                    dir != null && Files.isDirectory(dir),
                    "onnx.dir must be a directory that holds a model: " + dir + ".");
            require(find(MODELS) != null, "onnx.dir must hold one of " + String.join(", ", MODELS) + ": " + dir + ".");
            require(
                    find(List.of("tokenizer.json", "vocab.txt")) != null,
                    "onnx.dir must hold the tokenizer of the model, as tokenizer.json or vocab.txt: " + dir + ".");
        }

        Path model() {
            return Objects.requireNonNull(find(MODELS));
        }

        private @Nullable Path find(List<String> names) {
            return names.stream()
                    .map(Objects.requireNonNull(dir)::resolve)
                    .filter(Files::isReadable)
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * A service that speaks the API of OpenAI.
     *
     * @param url its base address, to which /embeddings is added
     * @param model which of its models
     * @param key what it knows us by, if anything
     * @param dimensions how many numbers the model makes of a text
     * @param prefix what the model wants to be written before each text
     * @param longest how many characters of a text are sent
     * @param timeout how long connecting, and then the answer, may take
     * @param retryAfter how long it is left alone after each failure in a row, the last one from then on
     */
    record Endpoint(
            @Nullable URI url,
            @Nullable String model,
            @Nullable String key,
            @Nullable Integer dimensions,
            @DefaultValue("") String prefix,
            @DefaultValue("8000") int longest,
            @DefaultValue("5s") Duration timeout,
            @DefaultValue({"1s", "5s", "30s", "2m", "5m"}) List<Duration> retryAfter) {

        private static final int MOST_DIMENSIONS = 8192;

        private void check() {
            require(
                    url != null
                            && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                            && url.getHost() != null
                            && url.getUserInfo() == null
                            && url.getQuery() == null,
                    "endpoint.url must be the base address of the API, such as https://api.openai.com/v1.");
            require(model != null && !model.isBlank(), "endpoint.model must name a model of the endpoint.");
            require(
                    dimensions != null && dimensions >= 1 && dimensions <= MOST_DIMENSIONS,
                    "endpoint.dimensions must be how many numbers the model makes of a text, from 1 to "
                            + MOST_DIMENSIONS + ", such as 1536.");
            require(longest >= 100, "endpoint.longest must be at least 100 characters.");
            require(
                    timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofMinutes(1)) <= 0,
                    "endpoint.timeout must be at most 1m, such as 5s.");
            require(
                    !retryAfter.isEmpty() && retryAfter.stream().noneMatch(Duration::isNegative),
                    "endpoint.retry-after must be how long to wait after each failure, such as 1s, 5s, 30s.");
        }

        /** Without the key. */
        @Override
        public String toString() {
            return "Endpoint[" + url + ", " + model + "]";
        }
    }
}
