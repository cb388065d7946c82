package org.claimtrail.database;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.ChangeTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells the database, which keeps the history, who is about to change something, and when. Not where a transaction looks at one
 * state all along, which would begin with this statement: it tells by itself.
 *
 * <p>What a change asks is planned once for each connection, as that takes longer than to run it, and by index, as such a
 * plan has to be right when the tables have grown.
 */
@Component
class ChangeSets implements TransactionExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(ChangeSets.class);

    private static final String SIGN = """
            select set_config('claimtrail.by', :by, true), set_config('claimtrail.through', :through, true),
                set_config('claimtrail.request', coalesce(:request, ''), true),
                set_config('claimtrail.made', :made, true),
                set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)""";

    private final JdbcClient db;
    private final Actor actor;
    private final Clock clock;

    ChangeSets(JdbcClient db, Actor actor, Clock clock) {
        this.db = db;
        this.actor = actor;
        this.clock = clock;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure != null) {
            return;
        }
        Optional<Instant> made = changes(transaction) ? Optional.of(clock.instant()) : Optional.empty();
        ChangeTime.begin(made);
        try {
            made.ifPresent(this::sign);
        } catch (DataAccessException e) {
            // Whoever throws here leaves a transaction begun, and its dead connection to this thread for good. What the
            // transaction asks next fails as this did, and ends it.
            log.debug("A transaction could not tell who changes something", e);
            transaction.setRollbackOnly();
        }
    }

    private static boolean changes(TransactionExecution transaction) {
        return !transaction.isReadOnly()
                && TransactionSynchronizationManager.getCurrentTransactionIsolationLevel() == null;
    }

    private void sign(Instant made) {
        db.sql(SIGN)
                .param("by", actor.author())
                .param("through", actor.channel())
                .param("request", MDC.get(Actor.REQUEST_ID))
                .param("made", made.toString())
                .query()
                .singleRow();
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        ChangeTime.end();
    }

    @Override
    public void afterRollback(TransactionExecution transaction, @Nullable Throwable failure) {
        ChangeTime.end();
    }
}
