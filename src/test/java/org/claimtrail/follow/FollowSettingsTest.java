package org.claimtrail.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.claimtrail.follow.FollowSettings.Installation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A setting that cannot be meant so ends the start, and says which and why. */
class FollowSettingsTest {

    private static Installation lisbon(@Nullable String token, @Nullable String file) {
        return new Installation("lisbon", URI.create("https://lisbon.example"), token, file, Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Lisbon | https://lisbon.example | ct_x | 5s | claimtrail.follow[0].name must be",
                "claimtrail | https://lisbon.example | ct_x | 5s | claimtrail.follow[0].name must be",
                "claimtrail.12345678 | https://lisbon.example | ct_x | 5s | claimtrail.follow[0].name must be",
                " | https://lisbon.example | ct_x | 5s | claimtrail.follow[0].name must be",
                "lisbon | ftp://lisbon.example | ct_x | 5s | claimtrail.follow[0].url must be",
                "lisbon | https://me:secret@lisbon.example | ct_x | 5s | claimtrail.follow[0].url must be",
                "lisbon | https://lisbon.example?a=b | ct_x | 5s | claimtrail.follow[0].url must be",
                "lisbon | | ct_x | 5s | claimtrail.follow[0].url must be",
                "lisbon | https://lisbon.example | | 5s | claimtrail.follow[0].token must be",
                "lisbon | https://lisbon.example | two words | 5s | claimtrail.follow[0].token must be",
                "lisbon | https://lisbon.example | ct_x | 1ms | claimtrail.follow[0].every must be from 100ms to 1h"
            })
    void aSettingThatCannotBeMeantSoIsTold(
            @Nullable String name, @Nullable URI url, @Nullable String token, String every, String told) {
        Duration pause = Duration.parse("PT" + every.replace("1ms", "0.001s"));
        assertThatThrownBy(() -> new FollowSettings(List.of(new Installation(name, url, token, null, pause))))
                .hasMessageStartingWith(told);
    }

    @Test
    void eachHasANameOfItsOwn() {
        assertThatThrownBy(() -> new FollowSettings(List.of(lisbon("ct_x", null), lisbon("ct_y", null))))
                .hasMessage("claimtrail.follow[1].name must not be that of another one: lisbon.");
    }

    @Test
    void theTokenMayStandInAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("token"), "ct_secret\n");
        Installation one = new FollowSettings(List.of(lisbon(null, file.toString())))
                .follow()
                .get(0);
        assertThat(one.secret()).isEqualTo("ct_secret");
        assertThat(lisbon("ct_secret", null).toString())
                .contains("lisbon.example")
                .doesNotContain("secret");
        assertThatThrownBy(() -> new FollowSettings(List.of(lisbon(null, file + ".gone"))))
                .hasMessageStartingWith("claimtrail.follow[0].token-file must be a file that can be read");
        assertThatThrownBy(() -> new FollowSettings(List.of(lisbon("ct_x", file.toString()))))
                .hasMessageStartingWith("claimtrail.follow[0].token must be");
    }
}
