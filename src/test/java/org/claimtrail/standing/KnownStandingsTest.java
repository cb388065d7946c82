package org.claimtrail.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.claimtrail.claim.ListedStandings.StandingTables;
import org.claimtrail.claim.Status;
import org.claimtrail.comparison.ChangedFigures;
import org.claimtrail.comparison.ComparedFigures;
import org.claimtrail.database.Selection;
import org.claimtrail.past.KnownOn;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Lists that ask how claims stood, by what had been published by a day, of more claims than can all be computed. */
class KnownStandingsTest extends ApiTest {

    @Autowired
    private StandingMarks marks;

    @Autowired
    private ComputedStandings computed;

    @Autowired
    private ChangedFigures changed;

    @Autowired
    private ComparedFigures compared;

    @Autowired
    private StoredStandings stored;

    @Autowired
    private PlatformTransactionManager transactions;

    /** Nothing but what is left out makes a difference, so that the rest need not be computed. */
    @ParameterizedTest
    @ValueSource(longs = 31)
    void whatIsStoredIsRightWhereNothingIsLeftOut(long seed) {
        RandomChanges changes = new RandomChanges(api, seed);
        for (int i = 0; i < 150; i++) {
            changes.next();
        }
        stored.catchUp();
        LocalDate day = LocalDate.of(2013 + (int) (seed % 6), 12, 31);
        PastStandings past = new PastStandings(marks, computed, changed, compared, db, 0);

        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            db.sql("""
                            select set_config('claimtrail.as_of', as_of.instant(clock_timestamp()), true),
                                set_config('claimtrail.known_on', :day, true),
                                set_config('search_path', 'known_on, as_of', true)""").param("day", day.toString()).query().singleRow();
            AtomicReference<StandingTables> reading = new AtomicReference<>(StandingTables.STORED);
            KnownOn.during(day, () -> reading.set(past.known(true, new Selection().where("c.deleted_at is null"))));
            StandingTables listed = reading.get();
            List<UUID> known = db.sql("""
                            select c.id from claim c
                            where c.deleted_at is null
                              and c.id in (select p.claim_id from appearance p where p.deleted_at is null)""").query(UUID.class).list();

            assertThat(known).isNotEmpty();
            assertThat(standings(listed, known))
                    .isEqualTo(computed.of(known).stream()
                            .map(Object::toString)
                            .collect(Collectors.toCollection(TreeSet::new)));
            assertThat(Set.copyOf(db.sql("select claim_id from " + listed.conflictTable() + " fc")
                            .params(listed.bindTo(new Selection()).values())
                            .query(UUID.class)
                            .list()))
                    .isEqualTo(db.sql("select id from measure").query(UUID.class).list().stream()
                            .flatMap(measure -> compared.inConflict(measure).stream())
                            .collect(Collectors.toSet()));
        });
    }

    private Set<String> standings(StandingTables listed, List<UUID> claims) {
        return db
                .sql("select claim_id, origins, denied, contradicted, suggested_status from " + listed.standingTable()
                        + " st where claim_id = any(:claims)")
                .params(listed.bindTo(new Selection()).values())
                .param("claims", claims.toArray(UUID[]::new))
                .query((row, n) -> new ComputedStandings.Row(
                        row.getObject(1, UUID.class),
                        row.getInt(2),
                        row.getBoolean(3),
                        row.getBoolean(4),
                        Status.valueOf(row.getString(5))))
                .list()
                .stream()
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
