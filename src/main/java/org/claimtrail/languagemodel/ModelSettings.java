package org.claimtrail.languagemodel;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which language model reads articles, if any.
 *
 * @param kind which API it speaks
 * @param url its base address: the text of articles goes there
 * @param name which of its models
 * @param key what it knows us by, if anything
 * @param keyFile where the key stands instead
 * @param timeout how long one answer may take, with all that is tried again
 * @param tokens how long an answer may be
 * @param budget what may be spent in a day: in the currency of the price, or in tokens where there is none
 * @param price of a million tokens
 * @param atOnce how many answers an instance waits for at once
 */
@ConfigurationProperties("claimtrail.reading.model")
record ModelSettings(
        @DefaultValue("none") Kind kind,
        @Nullable URI url,
        @Nullable String name,
        @Nullable String key,
        // Not a Path: Spring would take a file of that name on the class path for it.
        @Nullable String keyFile,
        @DefaultValue("60s") Duration timeout,
        @DefaultValue("4000") int tokens,
        @Nullable BigDecimal budget,
        @DefaultValue Price price,
        @DefaultValue("2") int atOnce) {

    private static final String PREFIX = "claimtrail.reading.model.";
    private static final int FEWEST_TOKENS = 100;
    private static final int MOST_TOKENS = 100_000;
    private static final int MOST_AT_ONCE = 16;

    ModelSettings {
        if (kind != Kind.NONE) {
            require(
                    url != null
                            && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                            && url.getHost() != null
                            && url.getUserInfo() == null
                            && url.getQuery() == null
                            && url.getFragment() == null,
                    "url must be the base address of the API, such as " + kind.example() + ".");
            require(name != null && !name.isBlank(), "name must name a model of that service.");
            require(
                    key == null || key.isBlank() || keyFile == null || keyFile.isBlank(),
                    "key and key-file must not both be given.");
            require(
                    timeout.toMillis() >= 1 && timeout.compareTo(Duration.ofMinutes(10)) <= 0,
                    "timeout must be at most 10m, such as 60s.");
            require(
                    tokens >= FEWEST_TOKENS && tokens <= MOST_TOKENS,
                    "tokens must be from " + FEWEST_TOKENS + " to " + MOST_TOKENS + ", such as 4000.");
            price.check();
            require(
                    budget != null && budget.signum() > 0,
                    "budget must be what may be spent in a day: money where price.in and price.out are given, else tokens.");
            require(
                    atOnce >= 1 && atOnce <= MOST_AT_ONCE,
                    "at-once must be from 1 to " + MOST_AT_ONCE + ", such as 2.");
            if (keyFile != null && !keyFile.isBlank()) {
                read(keyFile);
            }
        }
    }

    private static void require(boolean met, String sentence) {
        if (!met) {
            throw new IllegalArgumentException(PREFIX + sentence);
        }
    }

    private static String read(String file) {
        String key;
        try {
            key = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException(PREFIX + "key-file must be a file that can be read: " + file + ".", e);
        }
        require(key.matches("\\p{Graph}+"), "key-file must hold the key and nothing else: " + file + ".");
        return key;
    }

    /** The key, wherever it stands; null where there is none. */
    @Nullable
    String secret() {
        if (keyFile != null && !keyFile.isBlank()) {
            return read(keyFile);
        }
        return key == null || key.isBlank() ? null : key.strip();
    }

    URI base() {
        return Objects.requireNonNull(url);
    }

    String model() {
        return Objects.requireNonNull(name).strip();
    }

    BigDecimal most() {
        return Objects.requireNonNull(budget);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "ModelSettings[" + kind + ", " + url + ", " + name + "]";
    }

    /** The API that it speaks. */
    enum Kind {
        /** There is no model: nothing is sent anywhere. */
        NONE(""),
        /** OpenAI's chat completions, which most servers of models speak. */
        OPENAI("https://api.openai.com/v1"),
        OLLAMA("http://localhost:11434"),
        ANTHROPIC("https://api.anthropic.com");

        private final String example;

        Kind(String example) {
            this.example = example;
        }

        private String example() {
            return example;
        }
    }

    /**
     * What a million tokens cost.
     *
     * @param in of what is sent
     * @param out of what is answered
     */
    record Price(@Nullable BigDecimal in, @Nullable BigDecimal out) {

        private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

        private void check() {
            require((in == null) == (out == null), "price.in and price.out must both be given, or neither.");
            require(
                    in == null || out == null || in.signum() >= 0 && out.signum() >= 0,
                    "price.in and price.out must be what a million tokens cost, such as 0.15 and 0.60.");
        }

        boolean isGiven() {
            return in != null;
        }

        /** What one token costs; without a price, tokens are counted. */
        BigDecimal ofTokenIn() {
            return in == null ? BigDecimal.ONE : in.divide(MILLION);
        }

        BigDecimal ofTokenOut() {
            return out == null ? BigDecimal.ONE : out.divide(MILLION);
        }
    }
}
