package org.claimtrail.platform.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ExternalDatabaseTest {

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedWithoutItsPassword() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = free.getLocalPort();
        }
        String url = "jdbc:postgresql://127.0.0.1:" + port + "/desk?password=geheim";

        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> ExternalDatabase.connect(url, "claimtrail", "geheim"))
                .withMessageStartingWith("The database at 127.0.0.1:" + port + "/desk does not let Claimtrail in: ")
                .withMessageContaining("refused")
                .withMessageNotContaining("geheim");
    }

    @Test
    void anAddressOfAnotherProductIsRefused() {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> ExternalDatabase.connect("jdbc:mysql://db/desk", null, null))
                .withMessageContaining("jdbc:postgresql://host:5432/claimtrail");
    }

    @Test
    void serversBeforeVersion15AreRefused() {
        assertThatExceptionOfType(DatabaseUnavailableException.class)
                .isThrownBy(() -> ExternalDatabase.requireSupported("db:5432/desk", 14, "14.19"))
                .withMessage(
                        "The database at db:5432/desk is PostgreSQL 14.19, but Claimtrail needs version 15 or newer.");
        assertThatCode(() -> ExternalDatabase.requireSupported("db:5432/desk", 15, "15.1"))
                .doesNotThrowAnyException();
    }
}
