package org.claimtrail.likeness;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How likeness is found.
 *
 * @param model what computes the meaning of texts
 * @param meaningWeight what the meaning weighs against the words: 1 is meaning alone, 0 words alone
 * @param catchUpEvery how often vectors are computed ahead of those who ask
 * @param filesDir where the copy of the vectors goes while the service runs; by default where temporary files do
 */
@ConfigurationProperties("claimtrail.likeness")
record LikenessSettings(
        @DefaultValue("minilm") Model model,
        @DefaultValue("0.7") double meaningWeight,
        @DefaultValue("1s") Duration catchUpEvery,
        @Nullable Path filesDir) {

    LikenessSettings {
        filesDir = filesDir == null ? Path.of(System.getProperty("java.io.tmpdir")) : filesDir;
        if (!(meaningWeight >= 0 && meaningWeight <= 1)) {
            throw new IllegalArgumentException("claimtrail.likeness.meaning-weight must be from 0 to 1, such as 0.7.");
        }
    }

    @Override
    public Path filesDir() {
        return Objects.requireNonNull(filesDir);
    }

    enum Model {
        /** all-MiniLM-L6-v2, quantized: English above all. */
        MINILM,
        /** Likeness is found by words alone. */
        NONE
    }
}
