package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ReconnectingTest {

    private final DataSource driver = mock(DataSource.class);
    private final Connection connection = mock(Connection.class);
    private final Reconnecting connections = new Reconnecting(driver);

    @Test
    void theFirstConnectionMayFail() throws Exception {
        when(driver.getConnection("me", "secret")).thenThrow(new SQLException("refused"));
        assertThatThrownBy(() -> connections.getConnection("me", "secret")).hasMessage("refused");
        verify(driver, times(1)).getConnection("me", "secret");
    }

    @Test
    void laterOnesAreTriedAgain() throws Exception {
        when(driver.getConnection("me", "secret"))
                .thenReturn(connection)
                .thenThrow(new SQLException("refused"), new SQLException("no primary"))
                .thenReturn(connection);
        assertThat(connections.getConnection("me", "secret")).isSameAs(connection);
        assertThat(connections.getConnection("me", "secret")).isSameAs(connection);
        verify(driver, times(4)).getConnection("me", "secret");
    }

    @Test
    void whoeverClosesThePoolIsNotWaitedWith() throws Exception {
        when(driver.getConnection()).thenReturn(connection).thenThrow(new SQLException("refused"));
        connections.getConnection();
        Thread.currentThread().interrupt();
        assertThatThrownBy(connections::getConnection).hasMessage("refused");
        assertThat(Thread.interrupted()).isTrue();
    }
}
