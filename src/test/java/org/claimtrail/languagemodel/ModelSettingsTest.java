package org.claimtrail.languagemodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What the operator says of a language model. */
class ModelSettingsTest {

    private static final Map<String, String> GOOD = Map.of(
            "kind", "openai",
            "url", "https://api.openai.com/v1",
            "name", "gpt-4o-mini",
            "key", "a-secret",
            "budget", "5.00",
            "price.in", "0.15",
            "price.out", "0.60");

    @TempDir
    private Path dir;

    private static ModelSettings bound(Map<String, String> said) {
        Map<String, String> properties = new HashMap<>();
        said.forEach((name, value) -> properties.put("claimtrail.reading.model." + name, value));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("claimtrail.reading.model", ModelSettings.class);
    }

    private static ModelSettings with(String name, String value) {
        Map<String, String> said = new HashMap<>(GOOD);
        said.put(name, value);
        return bound(said);
    }

    @Test
    void unlessItIsSaidThereIsNone() {
        assertThat(bound(Map.of()).kind()).isEqualTo(ModelSettings.Kind.NONE);
        assertThat(bound(GOOD).toString()).contains("gpt-4o-mini").doesNotContain("a-secret");
        assertThat(bound(GOOD).secret()).isEqualTo("a-secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            url       | ftp://models.example       | url must be the base address of the API, such as https://api.openai.com/v1.
            url       | https://me@models.example  | url must be the base address
            name      | ' '                        | name must name a model
            timeout   | 11m                        | timeout must be at most 10m
            tokens    | 99                         | tokens must be from 100 to 100000
            budget    | 0                          | budget must be what may be spent in a day
            price.in  | -1                         | price.in and price.out must be what a million tokens cost
            at-once   | 0                          | at-once must be from 1 to 16
            key-file  | /nowhere                   | key and key-file must not both be given.""")
    void whatCannotBeIsToldAtTheStart(String name, String value, String sentence) {
        assertThatThrownBy(() -> with(name, value))
                .rootCause()
                .hasMessageStartingWith("claimtrail.reading.model." + sentence);
    }

    @Test
    void theKeyMayStandInAFile() throws Exception {
        Map<String, String> said = new HashMap<>(GOOD);
        said.remove("key");
        Path file = Files.writeString(dir.resolve("key"), "from-a-file\n");
        said.put("key-file", file.toString());
        assertThat(bound(said).secret()).isEqualTo("from-a-file");

        Files.writeString(file, "two words");
        assertThatThrownBy(() -> bound(said))
                .rootCause()
                .hasMessageContaining("key-file must hold the key and nothing else");
        said.put("key-file", dir.resolve("none").toString());
        assertThatThrownBy(() -> bound(said)).hasStackTraceContaining("key-file must be a file that can be read");
        said.remove("key-file");
        said.remove("price.in");
        assertThatThrownBy(() -> bound(said)).rootCause().hasMessageContaining("both be given, or neither");
        said.remove("price.out");
        assertThat(bound(said).price().isGiven()).isFalse();
    }
}
