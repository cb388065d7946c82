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
 * What is done in the background about what claims are found by. Where the rule by which texts become words has changed, that
 * of earlier claims is made anew, now and in the past: {@code search.rewrite()}, two hundred claims at a time. And names that
 * very many claims share are gathered, so that what is called so can be renamed without rewriting these claims: {@code
 * search.gather()}, a thousand claims at a time. And their words are learned, so that it can be told which one was meant by
 * whoever mistypes one: {@code search.learn()}, a thousand claims at a time.
 */
@Component
class ClaimWordsUpkeep {

    private static final Logger log = LoggerFactory.getLogger(ClaimWordsUpkeep.class);

    private final JdbcClient db;
    private final TransactionTemplate transaction;

    ClaimWordsUpkeep(JdbcClient db, PlatformTransactionManager transactions) {
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            initialDelayString = "${claimtrail.search.gather-every:5s}",
            fixedDelayString = "${claimtrail.search.gather-every:5s}")
    void keep() {
        doAll("select search.rewrite()");
        doAll("select search.gather()");
        doAll("select search.learn()");
    }

    private void doAll(String some) {
        try {
            boolean more = true;
            while (more) {
                more = Boolean.TRUE.equals(transaction.execute(status -> isThereMoreAfter(some)));
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("What claims are found by could not be kept, and will be tried again: {}", e.getMessage());
        }
    }

    private boolean isThereMoreAfter(String some) {
        db.sql("""
                        select set_config('claimtrail.by', 'system', true), set_config('claimtrail.through', 'system', true),
                            set_config('synchronous_commit', 'off', true), set_config('statement_timeout', '0', true)""").query().singleRow();
        return db.sql(some).query(Boolean.class).single();
    }
}
