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
 * they were folded by. An article whose address now stands for what another one is recorded under keeps its own, and is told
 * as its probable duplicate: to make two recorded articles one is for a person.
 */
@Service
class AddressesFoldedAnew {

    private static final int BATCH = 1000;

    private static final Logger log = LoggerFactory.getLogger(AddressesFoldedAnew.class);

    private record Addressed(
            UUID id,
            String url,
            String canonicalUrl,
            @Nullable String duplicateUrl,
            @Nullable String site) {}

    private record Further(UUID articleId, int position, String url, String canonicalUrl) {}

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
        changed += foldFurther();
        db.sql("""
                        insert into address_basis as b (rules) values (:rules)
                        on conflict (only_row) do update set rules = :rules where b.rules <> :rules""").param("rules", rules.version()).update();
        if (changed > 0) {
            log.info("The rules of addresses are others than before: {} articles have another one now.", changed);
        }
    }

    /** They are few. */
    private int foldFurther() {
        Rows rows = new Rows();
        db.sql("select article_id, position, url, canonical_url from article_address")
                .query(Further.class)
                .list()
                .forEach(address -> {
                    String document = rules.document(address.url()).value();
                    if (!document.equals(address.canonicalUrl())) {
                        rows.add()
                                .put("article_id", address.articleId())
                                .put("position", address.position())
                                .put("canonical_url", document);
                    }
                });
        if (rows.isEmpty()) {
            return 0;
        }
        Integer changed = transaction.execute(
                status -> db.sql("""
                        update article_address x set canonical_url = f.canonical_url
                        from json_populate_recordset(null::article_address, cast(:rows as json)) f
                        where f.article_id = x.article_id and f.position = x.position""").param("rows", rows.json()).update());
        return Objects.requireNonNull(changed);
    }

    private List<Addressed> next(UUID after) {
        return db.sql("""
                        select id, url, canonical_url, duplicate_url, site from article
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
            String document = Objects.requireNonNullElse(article.duplicateUrl(), article.canonicalUrl());
            if (!document.equals(folded.canonicalUrl()) || !Objects.equals(article.site(), folded.site())) {
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
                                select f.id, f.site, f.canonical_url, not exists (
                                        select from article o
                                        where o.canonical_url = f.canonical_url and o.id <> f.id and o.deleted_at is null)
                                    and not exists (
                                        select from article_address x
                                        join article o on o.id = x.article_id and o.deleted_at is null
                                        where x.canonical_url = f.canonical_url and o.id <> f.id)
                                    and not exists (
                                        select from folded g
                                        where g.canonical_url = f.canonical_url and g.id < f.id) as free
                                from folded f
                            ), settled as (
                                select k.id, k.site,
                                    case when k.free then k.canonical_url else a.canonical_url end as canonical_url,
                                    case when not k.free and k.canonical_url <> a.canonical_url
                                        then k.canonical_url end as duplicate_url
                                from kept k join article a on a.id = k.id
                            )
                            update article a
                            set canonical_url = s.canonical_url, duplicate_url = s.duplicate_url, site = s.site,
                                revision = a.revision + 1, updated_at = :now
                            from settled s
                            where a.id = s.id
                              and (a.canonical_url, a.duplicate_url, a.site)
                                is distinct from (s.canonical_url, s.duplicate_url, s.site)""")
                .param("rows", rows.json())
                .param("now", Timestamp.from(clock.instant()))
                .update());
        return Objects.requireNonNull(changed);
    }
}
