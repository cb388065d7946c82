package org.claimtrail.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.claimtrail.platform.Actor;
import org.junit.jupiter.api.Test;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.SimpleTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class GroupCommitTest {

    private static final RuntimeException DEADLOCK = failure("40P01");
    private static final RuntimeException HELD = failure("55P03");

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private int begun;
    private int rolledBack;

    private final GroupCommit<String, String> changes = new GroupCommit<>(
            new PlatformTransactionManager() {
                @Override
                public TransactionStatus getTransaction(TransactionDefinition definition) {
                    begun++;
                    return new SimpleTransactionStatus();
                }

                @Override
                public void commit(TransactionStatus status) {}

                @Override
                public void rollback(TransactionStatus status) {
                    rolledBack++;
                }
            },
            new Actor(),
            asked -> {
                if (!failures.isEmpty()) {
                    throw failures.remove();
                }
                return asked;
            });

    private static RuntimeException failure(String state) {
        return new PessimisticLockingFailureException("refused", new SQLException("refused", state));
    }

    @Test
    void whatADatabaseEndedForARingOfLocksIsBegunAnew() {
        failures.addAll(List.of(DEADLOCK, DEADLOCK));

        assertThat(changes.make("one")).isEqualTo("one");

        assertThat(begun).isEqualTo(3);
        assertThat(rolledBack).isEqualTo(2);
    }

    @Test
    void notForEver() {
        failures.addAll(List.of(DEADLOCK, DEADLOCK, DEADLOCK));

        assertThatThrownBy(() -> changes.make("one")).isSameAs(DEADLOCK);
        assertThat(rolledBack).isEqualTo(3);
    }

    @Test
    void whoWaitedLongEnoughIsToldSo() {
        failures.add(HELD);

        assertThatThrownBy(() -> changes.make("one")).isSameAs(HELD);
        assertThat(begun).isEqualTo(1);
    }

    /** What others did in it is gone as well. */
    @Test
    void aTransactionOfOthersIsNotBegunAnew() {
        failures.add(DEADLOCK);
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> changes.make("one")).isSameAs(DEADLOCK);
        } finally {
            TransactionSynchronizationManager.setActualTransactionActive(false);
        }
        assertThat(begun).isEqualTo(1);
    }
}
