package org.claimtrail.claim;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gathers the names that very many claims share, so that what is called so can be renamed without rewriting what these
 * claims are found by: {@code search.gather()}, a thousand claims at a time.
 */
@Component
class CommonNames {

    private static final Logger log = LoggerFactory.getLogger(CommonNames.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    CommonNames(JdbcClient db, PlatformTransactionManager transactions) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            initialDelayString = "${claimtrail.search.gather-every:5s}",
            fixedDelayString = "${claimtrail.search.gather-every:5s}")
    void gather() {
        try {
            boolean more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(status -> gatherOnce()));
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("Names that many claims share could not be gathered, and will be tried again: {}", e.getMessage());
        }
    }

    private boolean gatherOnce() {
        db.sql("""
                        select set_config('claimtrail.by', 'system', true), set_config('claimtrail.through', 'system', true),
                            set_config('synchronous_commit', 'off', true), set_config('statement_timeout', '0', true)""").query().singleRow();
        return db.sql("select search.gather()").query(Boolean.class).single();
    }
}
