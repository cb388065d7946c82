package org.claimtrail.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Rounds in which many write and some follow the feed, until the service or PostgreSQL is killed in the middle. One unless
 * {@code claimtrail.faults.rounds} says otherwise. {@code claimtrail.faults.command} is a program to be run instead of the
 * kill, which has to take the power from {@code claimtrail.faults.data-dir} and give it back: it gets the process ids of
 * the service and of PostgreSQL.
 */
@Tag("long")
class FaultRoundsTest {

    private static final int ROUNDS = Integer.getInteger("claimtrail.faults.rounds", 1);
    private static final int CLIENTS = 12;
    private static final int SLOW = 4;
    private static final int READERS = 4;
    private static final int SHARED = 6;

    /** Who follows, and what was told to him so far, whatever happened to the service. */
    private static final class Reader {
        private final List<JsonNode> events = new ArrayList<>();
        private final Replay replay = new Replay();
        private final Set<String> cursors = new HashSet<>();
        private String after = "0";

        /** Returns whether there was anything new. */
        boolean follow(Api api) {
            Answer page = api.get("/changes?limit=50&after=" + after);
            if (page.status() != 200) {
                return false;
            }
            page.body().get("items").forEach(event -> {
                assertThat(cursors.add(event.get("cursor").stringValue()))
                        .as("told once: %s", event)
                        .isTrue();
                replay.apply(event);
                events.add(event);
            });
            boolean more = !page.at("/next").equals(after);
            after = page.at("/next");
            return more;
        }
    }

    /** What each thing was acknowledged to be, in the order of the acknowledgements to the one who wrote it. */
    private final Map<String, Queue<JsonNode>> acknowledged = new ConcurrentHashMap<>();

    private final Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean striking = new AtomicBoolean();
    private final AtomicBoolean struck = new AtomicBoolean();
    private final AtomicInteger committed = new AtomicInteger();
    private final Map<String, Integer> slowlyCommitted = new ConcurrentHashMap<>();

    @AutoClose
    private final ClaimtrailProcesses services = new ClaimtrailProcesses();

    @TempDir
    static Path ownDataDir;

    @Test
    void nothingThatWasAcknowledgedIsLostOrToldTwice() throws Exception {
        String given = System.getProperty("claimtrail.faults.data-dir");
        Path dataDir = given == null ? ownDataDir : Path.of(given);
        String command = System.getProperty("claimtrail.faults.command");
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(new Reader());
        }
        ClaimtrailProcess service = services.start(dataDir).ready();
        List<String> shared = new ArrayList<>();
        for (int i = 0; i < SHARED; i++) {
            shared.add(administrator(service)
                    .created("/claims", claim("Shared " + i))
                    .id());
        }
        for (int round = 1; round <= ROUNDS; round++) {
            int before = committed.get();
            List<Thread> threads = begin(service, readers, shared, round);
            int enough = before + 150 + new Random(round).nextInt(100);
            await().atMost(Duration.ofSeconds(120)).until(() -> committed.get() > enough || !wrong.isEmpty());
            striking.set(true);
            if (command != null) {
                run(command, service);
            } else if (round % 2 == 1) {
                service.kill();
            } else {
                service.postgres().destroyForcibly();
                // It goes on for a while without its database.
                TimeUnit.MILLISECONDS.sleep(300);
                service.kill();
            }
            // PostgreSQL outlives the service: those who came past it would go on.
            struck.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(wrong).isEmpty();
            service = services.start(dataDir).ready();
            check(service, readers);
            System.out.printf(
                    "Round %d: %d changes acknowledged in all, %d events told to each of %d readers%n",
                    round, committed.get(), readers.get(0).events.size(), READERS);
        }
    }

    private List<Thread> begin(ClaimtrailProcess service, List<Reader> readers, List<String> shared, int round)
            throws IOException {
        striking.set(false);
        struck.set(false);
        Api api = administrator(service);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int writer = i;
            threads.add(new Thread(() -> write(api, new Random(1000L * round + writer), writer, shared)));
        }
        for (int i = 0; i < SLOW; i++) {
            int writer = i;
            threads.add(new Thread(() -> writeSlowly(service, new Random(2000L * round + writer), shared)));
        }
        for (Reader reader : readers) {
            threads.add(new Thread(() -> untilItIsGone(() -> reader.follow(api))));
        }
        threads.forEach(Thread::start);
        return threads;
    }

    /** By HTTP: things of one's own, one after another, and now and then one that others change, too. */
    private void write(Api api, Random random, int writer, List<String> shared) {
        String[] own = new String[1];
        untilItIsGone(() -> {
            Answer answer;
            if (own[0] == null || random.nextInt(4) == 0) {
                answer = api.post("/claims", claim("Writer " + writer + ", " + random.nextInt()));
            } else if (random.nextInt(4) == 0) {
                api.patch("/claims/" + shared.get(random.nextInt(SHARED)), Map.of("text", "By " + writer), "*");
                return;
            } else {
                answer = api.patch("/claims/" + own[0], Map.of("text", "Text " + random.nextInt()), "*");
            }
            if (answer.status() == 200 || answer.status() == 201) {
                own[0] = answer.id();
                acknowledged
                        .computeIfAbsent(own[0], id -> new ConcurrentLinkedQueue<>())
                        .add(answer.body());
                committed.incrementAndGet();
            }
        });
    }

    /** Past the API: transactions that change several things, and pause before and after each. */
    private void writeSlowly(ClaimtrailProcess service, Random random, List<String> shared) {
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!struck.get()) {
                String mark = "Slow " + random.nextLong();
                for (String id : shared.stream().sorted().toList()) {
                    if (random.nextInt(3) == 0) {
                        statement.executeUpdate(
                                "update claim set text = text || '.', revision = revision + 1 where id = '" + id + "'");
                        Thread.sleep(random.nextInt(20));
                    }
                }
                statement.executeUpdate("""
                        insert into claim (id, revision, text, kind, created_at, updated_at)
                        values (gen_random_uuid(), 0, '%s', 'FACT', now(), now())""".formatted(mark));
                Thread.sleep(random.nextInt(100));
                connection.commit();
                slowlyCommitted.merge(mark, 1, Integer::sum);
                committed.incrementAndGet();
            }
        } catch (SQLException | IOException e) {
            // It is gone.
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void untilItIsGone(Runnable act) {
        while (!struck.get()) {
            try {
                act.run();
            } catch (AssertionError e) {
                // What the client of the API throws where nobody answers, or the database is not there.
                boolean gone =
                        e.getCause() instanceof IOException || e.getMessage().contains("/problems/internal-error");
                if (!gone || !striking.get()) {
                    wrong.add(e);
                }
                return;
            } catch (RuntimeException e) {
                wrong.add(e);
                return;
            }
        }
    }

    private void check(ClaimtrailProcess service, List<Reader> readers) throws Exception {
        Api api = administrator(service);
        Set<String> changes = new HashSet<>();
        Set<String> texts = new HashSet<>();
        for (Reader reader : readers) {
            while (reader.follow(api)) {
                // to the end
            }
        }
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement()) {
            collect(
                    statement,
                    "select change_set_id || '.' || resource || '.' || resource_id from history.change",
                    changes);
            collect(statement, "select text from claim", texts);
        }
        assertThat(texts).containsAll(slowlyCommitted.keySet());
        for (Reader reader : readers) {
            assertThat(reader.cursors).isEqualTo(changes);
            List<String> times = reader.events.stream()
                    .map(event -> event.get("at").stringValue())
                    .toList();
            assertThat(times).isSorted();
        }
        Map<String, JsonNode> replayed = readers.get(0).replay.things();
        for (Reader reader : readers) {
            assertThat(reader.replay.things()).isEqualTo(replayed);
        }
        Map<String, JsonNode> present = new HashMap<>();
        for (String page = "/claims?limit=200"; page != null; ) {
            Answer answer = api.get(page);
            answer.body()
                    .get("items")
                    .forEach(item -> present.put("claim " + item.get("id").stringValue(), item));
            String next = answer.at("/next");
            page = next.isEmpty() ? null : "/claims?limit=200&cursor=" + next;
        }
        assertThat(present.keySet()).isEqualTo(claims(replayed));
        // Each state that was acknowledged was told, and in the order of the acknowledgements; what is there is one of
        // those
        // or a change whose answer was lost.
        Map<String, List<JsonNode>> told = told(readers.get(0).events);
        acknowledged.forEach((id, states) -> {
            assertThat(present).containsKey("claim " + id);
            assertThat(told.get(id)).as("states of claim %s", id).containsSubsequence(List.copyOf(states));
        });
        List<String> ids = new ArrayList<>(acknowledged.keySet());
        Collections.shuffle(ids, new Random(1));
        for (String id : ids.subList(0, Math.min(50, ids.size()))) {
            assertThat(api.get("/claims/" + id).body()).isEqualTo(replayed.get("claim " + id));
            assertThat(api.get("/claims/" + id + "/history?limit=100").items("revision"))
                    .hasSize(told.get(id).size());
        }
    }

    private static Set<String> claims(Map<String, JsonNode> things) {
        Set<String> claims = new HashSet<>(things.keySet());
        claims.removeIf(name -> !name.startsWith("claim "));
        return claims;
    }

    /** The states of each claim, as the feed makes them. */
    private static Map<String, List<JsonNode>> told(List<JsonNode> events) {
        Map<String, List<JsonNode>> told = new HashMap<>();
        Replay replay = new Replay();
        for (JsonNode event : events) {
            replay.apply(event);
            String id = event.get("id").stringValue();
            JsonNode state = replay.things().get("claim " + id);
            if (state != null) {
                told.computeIfAbsent(id, key -> new ArrayList<>()).add(state);
            }
        }
        return told;
    }

    private static void collect(Statement statement, String sql, Set<String> into) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                into.add(rows.getString(1));
            }
        }
    }

    private static Api administrator(ClaimtrailProcess service) throws IOException {
        return new Api(service.port(), service.token());
    }

    private static void run(String command, ClaimtrailProcess service) throws Exception {
        Process process = new ProcessBuilder(
                        command,
                        String.valueOf(service.pid()),
                        String.valueOf(service.postgres().pid()))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }
}
