package org.claimtrail.watching;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.claimtrail.database.Selection;
import org.claimtrail.past.Horizon;
import org.claimtrail.platform.InvalidQuery;
import org.claimtrail.savedsearch.SavedSearch;
import org.claimtrail.savedsearch.SavedSearches;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks now and then what searches that are watched find which they did not find before. What they found is kept; what is new is
 * told in the transaction that notes it, so that after a crash nothing is missing and nothing is told twice. Instances look in
 * turn: none at what another one has just looked at.
 */
@Component
class WatchedSearches {

    private static final Logger log = LoggerFactory.getLogger(WatchedSearches.class);

    private static final String TELL = """
            with found as materialized (
                select c.id from unnest(cast(:claims as uuid[])) f (id) join claim c on c.id = f.id for key share of c
            ), gone as (
                delete from watched_match m
                where m.saved_search_id = :search and m.claim_id not in (select id from found)
            ), fresh as (
                insert into watched_match (saved_search_id, claim_id)
                select :search, f.id from found f
                on conflict do nothing
                returning claim_id
            ), told as materialized (
                select w.account_id, f.claim_id, row_number() over (partition by w.account_id order by f.claim_id desc) as nth
                from fresh f
                cross join watch w
                join account a on a.id = w.account_id and not a.disabled
                join saved_search s on s.id = w.thing_id and (s.shared or s.account_id = w.account_id)
                where :tells and w.kind = 'saved-search' and w.thing_id = :search
                  -- What is new by his own doing alone is no news to him.
                  and coalesce(
                    (select bool_or(c.by <> a.name)
                     from history.change h join history.change_set c on c.id = h.change_set_id
                     where h.resource = 'claim' and h.resource_id = f.claim_id and c.at > :lookedAt),
                    (select bool_or(c.by <> a.name) from history.change_set c where c.at > :lookedAt),
                    true)
            ), made as (
                insert into notice (id, account_id, at, things)
                select new_id(), t.account_id, :now, count(*) from told t group by t.account_id
                returning id, account_id
            )
            insert into notice_reason (notice_id, resource, resource_id, reason, kind, watched_id)
            select m.id, 'claim', t.claim_id, 'WATCHED', 'saved-search', :search
            from told t join made m on m.account_id = t.account_id
            where t.nth <= :mostReasons""";

    /** @param lookedAt with these very filters; absent where that is the first time */
    private record Due(
            UUID search,
            UUID watcher,
            OffsetDateTime savedAt,
            @Nullable OffsetDateTime lookedAt) {}

    private final SavedSearches searches;
    private final Horizon horizon;
    private final WatchingSettings settings;
    private final JdbcClient db;
    private final TransactionTemplate transaction;

    WatchedSearches(
            SavedSearches searches,
            Horizon horizon,
            WatchingSettings settings,
            JdbcClient db,
            PlatformTransactionManager transactions) {
        this.searches = searches;
        this.horizon = horizon;
        this.settings = settings;
        this.db = db;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Scheduled(
            initialDelayString = "${claimtrail.watching.searches-every:PT5M}",
            fixedDelayString = "${claimtrail.watching.searches-every:PT5M}")
    void look() {
        // A little less: each instance comes a little late now and then.
        look(settings.searchesEvery().toMillis() * 0.9 / 1000);
    }

    /** @param age in seconds: what was looked at later is left alone */
    void look(double age) {
        List<Due> due = db.sql("""
                        select distinct on (s.id) s.id, w.account_id, s.saved_at,
                            case when l.filters_of = s.saved_at then l.looked_at end as looked_at
                        from watch w
                        join saved_search s on s.id = w.thing_id and (s.shared or s.account_id = w.account_id)
                        left join watched_search l on l.saved_search_id = s.id
                        where w.kind = 'saved-search'
                          and (l.looked_at is null or l.filters_of <> s.saved_at
                            or l.looked_at <= clock_timestamp() - make_interval(secs => :age))
                        order by s.id""")
                .param("age", age)
                .query((row, n) -> new Due(
                        row.getObject("id", UUID.class),
                        row.getObject("account_id", UUID.class),
                        row.getObject("saved_at", OffsetDateTime.class),
                        row.getObject("looked_at", OffsetDateTime.class)))
                .list();
        for (Due one : due) {
            try {
                look(one);
            } catch (InvalidQuery e) {
                log.debug("The search {} does not say anything any more: {}", one.search(), e.getMessage());
            } catch (RuntimeException e) {
                log.warn("Cannot look what the search {} finds now: {}", one.search(), e.getMessage());
            }
        }
    }

    private void look(Due due) {
        OffsetDateTime now = horizon.now().atOffset(ZoneOffset.UTC);
        SavedSearch search = searches.read(due.watcher(), due.search());
        List<UUID> found = searches.found(search.filters());
        if (found.size() > SavedSearches.MOST_COUNTED) {
            log.info("The search {} finds too many claims to tell which of them are new", due.search());
            return;
        }
        transaction.executeWithoutResult(status -> {
            // Who purges waits, or is waited for.
            db.sql("select from notice_mark for update").query().listOfRows();
            int mine = db.sql("""
                            insert into watched_search as l (saved_search_id, filters_of, looked_at)
                            select s.id, s.saved_at, :now from saved_search s where s.id = :search and s.saved_at = :savedAt
                            on conflict (saved_search_id) do update
                            set filters_of = excluded.filters_of, looked_at = excluded.looked_at
                            where case when l.filters_of = excluded.filters_of then l.looked_at end
                                is not distinct from cast(:lookedAt as timestamptz)""")
                    .param("search", due.search())
                    .param("savedAt", due.savedAt())
                    .param("lookedAt", due.lookedAt())
                    .param("now", now)
                    .update();
            if (mine == 1) {
                db.sql(TELL)
                        .param("claims", Selection.texts(found))
                        .param("search", due.search())
                        // The first look tells what there is already.
                        .param("tells", due.lookedAt() != null)
                        .param("lookedAt", due.lookedAt() == null ? now : due.lookedAt())
                        .param("now", now)
                        .param("mostReasons", NoticedChanges.MOST_REASONS)
                        .update();
            }
        });
    }
}
