package org.claimtrail.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.claimtrail.access.RateLimits.Allowance;
import org.claimtrail.database.embedded.ServiceFiles;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.StatementCounter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Limits of their own, over the database of the tests. */
class RateLimitsTest extends ApiTest {

    private static final String ADDRESS = "203.0.113.7";

    @Autowired
    private DataSource database;

    @Autowired
    private SecurityLog securityLog;

    private final Caller caller = new Caller(Ids.next(), "somebody", Role.READER, new Caller.Token(Ids.next(), "test"));

    @Test
    void instancesShareWhatIsLeftAndLetATwentiethThroughTooManyAtMost() {
        Rate rate = new Rate(100, Duration.ofHours(1));
        RateLimits one = instance(rate);
        RateLimits other = instance(rate);

        long admitted = IntStream.range(0, 300)
                .filter(i -> (i % 2 == 0 ? one : other)
                        .count(caller, ADDRESS)
                        .orElseThrow()
                        .admitted())
                .count();

        assertThat(admitted).isBetween(100L, 100L + 100 / RateLimits.PART_UNTOLD);
        assertThat(instance(rate).count(caller, ADDRESS).map(Allowance::admitted))
                .contains(false);
    }

    @Test
    void oneInstanceCountsExactlyHoweverManyAskAtOnce() {
        RateLimits limits = instance(new Rate(100, Duration.ofHours(1)));

        assertThat(Race.of(
                                40,
                                i -> IntStream.range(0, 5)
                                        .filter(j -> limits.count(caller, ADDRESS)
                                                .orElseThrow()
                                                .admitted())
                                        .count())
                        .stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(100);
    }

    @Test
    void manyAtOnceFromSomebodyNewAreCounted() {
        RateLimits limits = instance(new Rate(1000, Duration.ofHours(1)));
        for (int round = 0; round < 20; round++) {
            Caller newcomer = new Caller(Ids.next(), "new", Role.READER, new Caller.Token(Ids.next(), "test"));

            assertThat(Race.of(20, i -> limits.count(newcomer, ADDRESS).isPresent()))
                    .as("round " + round)
                    .containsOnly(true);
        }
    }

    @Test
    void manyAtOnceAreCountedAlsoWhereTheRowHasExpired() {
        RateLimits limits = instance(new Rate(20, Duration.ofHours(1)));
        for (int round = 0; round < 20; round++) {
            limits.count(caller, ADDRESS);
            db.sql("delete from rate_limit").update();

            assertThat(Race.of(20, i -> limits.count(caller, ADDRESS).isPresent()))
                    .as("round " + round)
                    .containsOnly(true);
        }
    }

    @Test
    void mostRequestsCostNoStatement() {
        RateLimits limits = instance(new Rate(1200, Duration.ofMinutes(1)));

        assertThat(statements(limits, 1)).as("the first request of a client").isEqualTo(5);
        assertThat(statements(limits, 59)).as("as many more as are a twentieth").isZero();
        assertThat(statements(limits, 1)).as("telling the others").isEqualTo(2);
        assertThat(statements(limits, 60)).isZero();
    }

    @Test
    void aClientThatIsRefusedCostsNoStatement() {
        RateLimits limits = instance(new Rate(100, Duration.ofHours(1)));
        statements(limits, 110);

        assertThat(statements(limits, 500)).isZero();
    }

    @Test
    void anotherLimitCountsAnew() {
        statements(instance(new Rate(20, Duration.ofHours(1))), 21);

        assertThat(instance(new Rate(30, Duration.ofHours(1)))
                        .count(caller, ADDRESS)
                        .map(Allowance::left))
                .contains(29L);
    }

    @Test
    void whereTheDatabaseCannotTellNobodyIsKeptOut() {
        int[] asked = {0};
        RateLimits limits = instance(
                new RateStore(new AbstractDataSource() {
                    @Override
                    public Connection getConnection() throws SQLException {
                        asked[0]++;
                        throw new SQLException("no connection", "08001");
                    }

                    @Override
                    public Connection getConnection(String username, String password) throws SQLException {
                        return getConnection();
                    }
                }),
                new Rate(1, Duration.ofHours(1)),
                false,
                new ServiceFiles(Optional.empty()));

        for (int i = 0; i < 3; i++) {
            assertThat(limits.count(caller, ADDRESS)).isEmpty();
        }

        assertThat(asked[0]).as("asked once, then left alone for a while").isEqualTo(1);
    }

    @Test
    void anAdministratorIsExemptWhereTheDatabaseIsEmbeddedUnlessSet() {
        Caller administrator = new Caller(Ids.next(), "admin", Role.ADMIN, null);
        Rate rate = new Rate(10, Duration.ofHours(1));
        ServiceFiles embedded = new ServiceFiles(Optional.of(Path.of("data")));
        ServiceFiles external = new ServiceFiles(Optional.empty());

        assertThat(instance(rate, null, embedded).count(administrator, ADDRESS)).isEmpty();
        assertThat(instance(rate, false, embedded).count(administrator, ADDRESS))
                .isPresent();
        assertThat(instance(rate, null, external).count(administrator, ADDRESS)).isPresent();
        assertThat(instance(rate, true, external).count(administrator, ADDRESS)).isEmpty();
    }

    @Test
    void rowsThatSayNothingMoreAreRemoved() {
        RateStore store = new RateStore(database);
        UUID[] clients = {Ids.next(), Ids.next()};
        for (UUID client : clients) {
            store.exact("token:" + client, new Rate(5, Duration.ofHours(1))).tryConsume(1);
        }
        db.sql("update rate_limit set expires_at = 1 where key like :key")
                .param("key", "token:" + clients[0] + "%")
                .update();

        store.removeExpired();

        assertThat(db.sql("select key from rate_limit").query(String.class).list())
                .containsExactly("token:" + clients[1] + "@5/3600s");
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:db8:1:2::1%eth0, 20010db800010002/64",
        "::ffff:203.0.113.7, 203.0.113.7",
        "unknown, unknown",
        "no:address, no:address"
    })
    void anAddressStandsForItsNetwork(String address, String expected) {
        assertThat(ClientAddress.of(address)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1200", "0/1m", "5/0s", "five/1m", "5/soon"})
    void whatIsNoRateIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Rate.valueOf(text));
    }

    private int statements(RateLimits limits, int requests) {
        return StatementCounter.of(() -> {
            for (int i = 0; i < requests; i++) {
                limits.count(caller, ADDRESS).orElseThrow();
            }
        });
    }

    private RateLimits instance(Rate rate) {
        return instance(rate, false, new ServiceFiles(Optional.empty()));
    }

    private RateLimits instance(Rate rate, @Nullable Boolean exempt, ServiceFiles files) {
        return instance(new RateStore(database), rate, exempt, files);
    }

    private RateLimits instance(RateStore store, Rate rate, @Nullable Boolean exempt, ServiceFiles files) {
        return new RateLimits(
                store, new RateLimits.Settings(true, rate, rate, rate, exempt), files, securityLog, Clock.systemUTC());
    }
}
