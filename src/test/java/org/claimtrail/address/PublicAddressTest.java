package org.claimtrail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where others reach the service. */
class PublicAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://claims.example, https://claims.example/api/v1",
        "https://claims.example/, https://claims.example/api/v1",
        "' https://claims.example:8443// ', https://claims.example:8443/api/v1",
        "http://claims.example/desk/, http://claims.example/desk/api/v1",
        "http://[::1]:8080, http://[::1]:8080/api/v1",
        "https://claims.example/prüfung, https://claims.example/pr%C3%BCfung/api/v1"
    })
    void itStandsBeforeAddressesOfTheService(String url, String address) {
        assertThat(new PublicAddress(url).of("/api/v1")).isEqualTo(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void whereItIsNotSaidAddressesHaveNoHost(String url) {
        assertThat(new PublicAddress(url).of("/api/v1")).isEqualTo("/api/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claims.example",
                "claims.example:8080",
                "//claims.example",
                "/desk",
                "ftp://claims.example",
                "https:claims",
                "https:///desk",
                "https://me:secret@claims.example",
                "https://claims.example/?a=b",
                "https://claims.example/#top",
                "https://claims example"
            })
    void whatIsNoAddressIsRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PublicAddress(url))
                .withMessageContaining("claimtrail.url has to be");
    }
}
