package org.claimtrail.database;

import java.sql.SQLException;
import java.util.regex.Pattern;
import org.claimtrail.platform.OutcomeUnknown;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizers;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** Transactions that do not say of a commit that it failed when nobody can know: the connection broke before the answer came. */
@Component("transactionManager")
class CandidTransactions extends JpaTransactionManager {

    /** A broken connection, or a server that ends it; what has no state the pool says of one that it closed. */
    private static final Pattern BROKEN = Pattern.compile("08...|57P0[123]");

    CandidTransactions(ObjectProvider<TransactionManagerCustomizers> customizers) {
        customizers.ifAvailable(all -> all.customize(this));
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        try {
            super.doCommit(status);
        } catch (RuntimeException e) {
            throw !status.isReadOnly() && isOfABrokenConnection(e) ? new OutcomeUnknown(e) : e;
        }
    }

    private static boolean isOfABrokenConnection(RuntimeException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
                ? sql.getSQLState() == null || BROKEN.matcher(sql.getSQLState()).matches()
                : NestedExceptionUtils.getMostSpecificCause(e) instanceof java.io.IOException;
    }
}
