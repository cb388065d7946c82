package org.claimtrail.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** What is known of a database that is not there. */
class RecordStateTest {

    @Test
    void nothingIsKnownAndNothingFails() {
        RecordState gone = new RecordState(new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none"));

        assertThat(gone.now().isEmpty()).isTrue();
        assertThat(gone.number("/standings")).isNaN();
        assertThat(gone.numberOrNone("/imports/RUNNING")).isNaN();
    }
}
