package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.claimtrail.testing.Bodies.claim;
import static org.claimtrail.testing.Bodies.containers;
import static org.claimtrail.testing.Bodies.json;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Where history is kept for 30 days. */
class RetentionTest extends ApiTest {

    @Autowired
    private Retention retention;

    @Autowired
    private DataSource connections;

    @BeforeEach
    void keepForThirtyDays() {
        owner.sql("update history.retention set kept_for = '30 days'").update();
    }

    @AfterEach
    void keepForEver() {
        owner.sql("update history.retention set kept_for = null").update();
    }

    @Test
    void historyIsKeptForEverUnlessItIsSaidOtherwise() throws Exception {
        keepForEver();
        changed("One.");
        age(4000);
        retention.forget();

        assertThat(api.get("/changes").items("type")).containsExactly("claim.created", "claim.updated");
        assertThat(count("history.beginning")).isZero();
    }

    @Test
    void itIsNeverKeptForLessThanThirtyDays() {
        assertThatThrownBy(() -> owner.sql("update history.retention set kept_for = '29 days'")
                        .update())
                .hasStackTraceContaining("retention_not_short");
        assertThatThrownBy(() -> new Retention.Settings(Duration.ofDays(29)))
                .isInstanceOf(IllegalArgumentException.class);
        changed("One.");
        age(20);
        assertThat(db.sql("select history.begin_later()").query(Boolean.class).single())
                .isFalse();
    }

    @Test
    void theServiceCannotChooseWhatIsForgotten() {
        changed("One.");
        for (String statement : List.of(
                "update history.retention set kept_for = '30 days'",
                "insert into history.beginning values (true, '1', now(), '0', '{}', null, 0, false)",
                "update history.beginning set at = now()",
                "delete from history.forgotten",
                "delete from history.claim")) {
            assertThatThrownBy(() -> db.sql(statement).update())
                    .as(statement)
                    .hasStackTraceContaining("permission denied");
        }
    }

    @Test
    void whatIsRememberedIsAsItWasAndWhatIsNotSaysSo() throws Exception {
        changed("Two.");
        Instant longAgo = now();
        api.created("/claims/C-1/evidence", json("""
                {"title": "A paper", "kind": "DOCUMENT", "stance": "CONTEXT"}"""));
        age(40);
        String oldCursor = api.get("/changes?limit=1").at("/next");
        String baseCursor = api.get("/changes?after=now").at("/next");
        api.patch("/claims/C-1", Map.of("text", "Three."), "*");
        Instant since = now();
        Answer then = api.get("/claims/C-1");
        List<JsonNode> kept = items("/changes?after=" + baseCursor);
        api.patch("/claims/C-1", Map.of("text", "Four."), "*");
        retention.forget();

        assertThat(api.get("/claims/C-1?asOf=" + since).text()).isEqualTo(then.text());
        Answer before = api.get("/claims/C-1?asOf=" + longAgo.minusSeconds(86400 * 40));
        assertThat(before.status()).isEqualTo(400);
        assertThat(before.at("/errors/0/detail")).startsWith("must not be before ");

        for (String after : List.of("", "after=0", "after=" + oldCursor)) {
            Answer gone = api.get("/changes?" + after);
            assertThat(gone.problem()).isEqualTo("forgotten");
            assertThat(gone.at("/after")).isEqualTo(baseCursor);
            assertThat(api.get("/claims/C-1?asOf=" + gone.at("/asOf")).at("/text"))
                    .isEqualTo("Two.");
        }
        assertThat(items("/changes?after=" + baseCursor).get(0)).isEqualTo(kept.get(0));
        assertThat(api.get("/changes?after=" + baseCursor).items("revision")).containsExactly("3", "4");
        assertThat(api.get("/changes?after=7777777.claim." + then.id() + ".1718782200000000")
                        .status())
                .isEqualTo(400);

        assertThat(api.get("/claims/C-1/history").items("revision")).containsExactly("4", "3");
        assertThat(count("history.forgotten where changes = 2")).isEqualTo(1);
        assertThat(count("history.claim")).isEqualTo(3);
        assertThat(revert(1).status()).isEqualTo(400);
        assertThat(revert(2).pointers()).containsExactly("/to");
        assertThat(revert(3).at("/text")).isEqualTo("Three.");
        assertThat(api.get("/claims/C-1/history?limit=1").items("revision")).containsExactly("5");
    }

    @Test
    void whatIsThereButHasNotChangedForLongHasAnEmptyHistory() throws Exception {
        changed("One.");
        api.created("/claims", claim("Another."));
        age(40);
        api.created("/claims", claim("New."));
        retention.forget();

        assertThat(api.get("/claims/C-1").status()).isEqualTo(200);
        assertThat(api.get("/claims/C-1/history").items("type")).isEmpty();
        assertThat(api.get("/claims?asOf=" + now()).items("number")).containsExactly("3", "2", "1");
        api.patch("/claims/C-1", Map.of("text", "Two."), "*");
        assertThat(api.get("/claims/C-1/history").items("revision")).containsExactly("3");
        assertThat(api.get("/claims/C-1/history").items("type")).containsExactly("updated");
    }

    /** Versions stay as long as somebody reads the past who began when they could be asked for. */
    @Test
    void whoReadsThePastIsAwaited() throws Exception {
        changed("One.", "Two.");
        age(40);
        api.created("/claims", claim("New."));
        try (Connection connection = connections.getConnection();
                Statement reader = connection.createStatement()) {
            connection.setAutoCommit(false);
            reader.execute("select set_config('claimtrail.as_of', as_of.instant(now() - interval '40 days'), true)");
            assertThat(db.sql("select history.begin_later()")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
            for (int i = 0; i < 10; i++) {
                assertThat(forgetSome()).isTrue();
            }
            assertThat(count("history.claim where ended is not null")).isEqualTo(2);
            connection.rollback();
        }
        retention.forget();
        assertThat(count("history.claim where ended is not null")).isZero();
        assertThat(forgetSome()).isFalse();
    }

    /** Instances forget at once while others write, follow and read what was. */
    @Test
    void nothingThatIsRememberedChangesWhileMuchIsForgotten() throws Exception {
        RandomChanges before = new RandomChanges(api, 5);
        for (int i = 0; i < 60; i++) {
            before.next();
        }
        age(40);
        api.created("/claims", containers());
        String from = api.get("/changes?after=now").at("/next");
        record Remembered(String path, String text) {}
        List<Remembered> remembered = new ArrayList<>();
        AtomicInteger writers = new AtomicInteger(3);
        Race.of(6, runner -> {
            try {
                if (runner < 3) {
                    RandomChanges changes = new RandomChanges(api, runner);
                    for (int i = 0; i < 40; i++) {
                        changes.next();
                    }
                    writers.decrementAndGet();
                } else if (runner < 5) {
                    while (writers.get() > 0) {
                        retention.forget();
                    }
                } else {
                    while (writers.get() > 0) {
                        String path = "/claims?limit=200&asOf=" + now();
                        remembered.add(new Remembered(path, api.get(path).text()));
                    }
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return runner;
        });
        retention.forget();

        assertThat(owner.sql("select done from history.beginning")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(remembered)
                .isNotEmpty()
                .allSatisfy(one -> assertThat(api.get(one.path()).text()).isEqualTo(one.text()));
        assertThat(api.get("/changes?limit=500&after=" + from).items("cursor")).hasSizeGreaterThan(20);
        assertThat(owner.sql("""
                        select count(*) from history.change_set c, history.beginning b
                        where c.at < b.at - interval '1 day'""").query(Long.class).single()).isZero();
    }

    private boolean forgetSome() {
        return db.sql("select history.forget()").query(Boolean.class).single();
    }

    private void changed(String... texts) {
        api.created("/claims", claim("At first."));
        for (String text : texts) {
            api.patch("/claims/C-1", Map.of("text", text), "*");
        }
    }

    private Answer revert(int to) {
        return api.post("/claims/C-1/revert", Map.of("to", to, "reason", "It was right."));
    }

    private List<JsonNode> items(String path) {
        return api.get(path).body().get("items").valueStream().toList();
    }

    /** As if all so far had happened so many days earlier: the last of it so long ago, the rest two days before. */
    private void age(int days) {
        owner.sql("""
                        update history.change_set
                        set at = at - :days * interval '1 day'
                            - case when id = (select id from history.change_set order by at desc, id desc limit 1)
                                then interval '0' else interval '2 days' end""").param("days", days).update();
    }

    private Instant now() {
        return db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
