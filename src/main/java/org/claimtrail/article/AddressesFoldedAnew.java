package org.claimtrail.article;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.claimtrail.address.AddressRules;
import org.claimtrail.database.Rows;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Folds the addresses of recorded articles anew, in the background, where the service runs with other rules than those that
 * they were folded by. An article whose address now stands for what another one is recorded under keeps its own: to make two
 * recorded articles one is for a person.
 */
@Service
class AddressesFoldedAnew {

    private static final int BATCH = 1000;

    private static final Logger log = LoggerFactory.getLogger(AddressesFoldedAnew.class);

    private record Addressed(
            UUID id,
            String url,
            String canonicalUrl,
            @Nullable String site) {}

    private final AddressRules rules;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AddressesFoldedAnew(AddressRules rules, JdbcClient db, PlatformTransactionManager transactions, Clock clock) {
        this.rules = rules;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Again where it failed, such as when somebody recorded one of the documents meanwhile. */
    @Scheduled(
            initialDelayString = "${claimtrail.addresses.compare-every:1m}",
            fixedDelayString = "${claimtrail.addresses.compare-every:1m}")
    void keep() {
        try {
            compareRules();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Addresses could not be folded anew, and will be tried again: {}", e.getMessage());
        }
    }

    /** What was done before is not done again: only what differs is written. */
    void compareRules() {
        boolean asBefore = db.sql("select exists (select from address_basis where rules = :rules)")
                .param("rules", rules.version())
                .query(Boolean.class)
                .single();
        if (asBefore) {
            return;
        }
        int changed = 0;
        UUID after = new UUID(0, 0);
        for (List<Addressed> batch = next(after); !batch.isEmpty(); batch = next(after)) {
            changed += fold(batch);
            after = batch.get(batch.size() - 1).id();
        }
        db.sql("""
                        insert into address_basis as b (rules) values (:rules)
                        on conflict (only_row) do update set rules = :rules where b.rules <> :rules""").param("rules", rules.version()).update();
        if (changed > 0) {
            log.info("The rules of addresses are others than before: {} articles have another one now.", changed);
        }
    }

    private List<Addressed> next(UUID after) {
        return db.sql("""
                        select id, url, canonical_url, site from article
                        where id > :after and url is not null order by id limit :most""")
                .param("after", after)
                .param("most", BATCH)
                .query(Addressed.class)
                .list();
    }

    private int fold(List<Addressed> batch) {
        Rows rows = new Rows();
        for (Addressed article : batch) {
            FoldedAddress folded = FoldedAddress.of(rules, article.url());
            if (!article.canonicalUrl().equals(folded.canonicalUrl())
                    || !Objects.equals(article.site(), folded.site())) {
                rows.add()
                        .put("id", article.id())
                        .put("canonical_url", folded.canonicalUrl())
                        .put("site", folded.site());
            }
        }
        if (rows.isEmpty()) {
            return 0;
        }
        Integer changed = transaction.execute(status -> db.sql("""
                            with folded as (
                                select id, canonical_url, site
                                from json_populate_recordset(null::article, cast(:rows as json))
                            ), kept as (
                                -- The first of those that now stand for one document gets its address, if it is free.
                                select f.id, f.site, case when not exists (
                                        select from article o
                                        where o.canonical_url = f.canonical_url and o.id <> f.id and o.deleted_at is null)
                                    and not exists (
                                        select from folded g
                                        where g.canonical_url = f.canonical_url and g.id < f.id)
                                    then f.canonical_url end as canonical_url
                                from folded f
                            )
                            update article a
                            set canonical_url = coalesce(k.canonical_url, a.canonical_url), site = k.site,
                                revision = a.revision + 1, updated_at = :now
                            from kept k
                            where a.id = k.id
                              and (a.canonical_url <> coalesce(k.canonical_url, a.canonical_url)
                                or a.site is distinct from k.site)""")
                .param("rows", rows.json())
                .param("now", Timestamp.from(clock.instant()))
                .update());
        return Objects.requireNonNull(changed);
    }
}
