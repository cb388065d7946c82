package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.claimtrail.testing.Race;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Really starts the application, and really kills it. Each test leaves a running one on the same data to the next. */
class KilledServiceTest {

    @TempDir
    static Path dataDir;

    @AutoClose
    static ClaimtrailProcesses services = new ClaimtrailProcesses();

    static ClaimtrailProcess service;

    /** What the first start said. */
    static String firstLog;

    @BeforeAll
    static void firstStart() throws Exception {
        service = services.start(dataDir).ready();
        firstLog = service.output();
        execute("create table entry (id int primary key)");
    }

    @Tag("long")
    @Test
    void committedDataSurviveTheKillOfTheServiceAlone() throws Exception {
        int committed = commitSome();
        ProcessHandle orphan = service.postgres();

        service.kill();
        assertThat(orphan.isAlive()).isTrue();
        service = services.start(dataDir).ready();

        assertThat(service.postgres()).isNotEqualTo(orphan);
        assertThat(count()).isEqualTo(committed);
    }

    @Test
    @Tag("long")
    void committedDataSurviveWhenAnotherProgramGotTheProcessIdOfTheKilledServer() throws Exception {
        int committed = commitSome();

        killBoth();
        Path pidFile = dataDir.resolve("postgresql/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        lines.set(0, String.valueOf(ProcessHandle.current().pid()));
        Files.write(pidFile, lines);
        service = services.start(dataDir).ready();

        assertThat(count()).isEqualTo(committed);
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAKillAndARepeatAnswersTheSame() throws Exception {
        Api api = service.api();
        long before = claims();
        Queue<Answer> acknowledged = new ConcurrentLinkedQueue<>();
        AtomicInteger number = new AtomicInteger();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread writer = new Thread(() -> {
                try {
                    while (true) {
                        int n = number.incrementAndGet();
                        acknowledged.add(
                                api.post("/claims", Bodies.claim("Claim " + n), "Idempotency-Key", "kill-" + n));
                    }
                } catch (AssertionError e) {
                    // The service is gone.
                }
            });
            writer.start();
            writers.add(writer);
        }
        await().until(() -> acknowledged.size() > 100);
        killBoth();
        for (Thread writer : writers) {
            writer.join();
        }

        service = services.start(dataDir).ready();

        for (Answer answer : acknowledged) {
            assertThat(answer.status()).isEqualTo(201);
            assertThat(service.api().get("/claims/" + answer.id()).text()).isEqualTo(answer.text());
            String key = "kill-" + answer.at("/text").substring("Claim ".length());
            Answer repeat = service.api().post("/claims", Bodies.claim(answer.at("/text")), "Idempotency-Key", key);
            assertThat(repeat.text()).isEqualTo(answer.text());
        }
        assertThat(claims() - before).isBetween((long) acknowledged.size(), (long) number.get());
    }

    @Test
    @Tag("long")
    void nobodyIsCutOffWhenTheServiceIsAskedToEnd() throws Exception {
        Queue<String> recorded = new ConcurrentLinkedQueue<>();
        Queue<Exception> cutOff = new ConcurrentLinkedQueue<>();
        AtomicInteger number = new AtomicInteger();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            // Half of them keep their connections.
            HttpClient kept = i % 2 == 0 ? HttpClient.newHttpClient() : null;
            Thread writer = new Thread(() -> {
                try {
                    while (true) {
                        HttpClient client = kept == null ? HttpClient.newHttpClient() : kept;
                        HttpRequest request = HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + service.port() + "/api/v1/claims"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .header("Authorization", "Bearer " + service.token())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        Bodies.claim("Claim " + number.incrementAndGet())
                                                .toString()))
                                .build();
                        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
                        recorded.add(answer.headers().firstValue("Location").orElseThrow());
                    }
                } catch (ConnectException e) {
                    // It takes no more.
                } catch (IOException | InterruptedException e) {
                    cutOff.add(e);
                }
            });
            writer.start();
            writers.add(writer);
        }
        await().until(() -> recorded.size() > 200);
        service.stop();
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(cutOff).isEmpty();

        service = services.start(dataDir).ready();
        assertThat(recorded)
                .allSatisfy(location -> assertThat(service.api()
                                .get(location.substring(location.indexOf("/claims/")))
                                .status())
                        .isEqualTo(200));
    }

    @Test
    @Tag("long")
    void aRequestThatIsUnderWayWhenTheServiceIsAskedToEndFinishes() throws Exception {
        byte[] body = "{\"text\": \"Said in time.\", \"kind\": \"FACT\"}".getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/claims HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Authorization: Bearer " + service.token() + "\r\n"
                            + "Connection: close\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(body, 0, 10);
            out.flush();
            // The service has to have begun to read it.
            TimeUnit.MILLISECONDS.sleep(500);
            Thread stop = new Thread(service::stop);
            stop.start();
            await().until(() -> service.output().contains("Takes no more connections"));

            out.write(body, 10, body.length - 10);
            out.flush();

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 201").contains("Said in time.");
            stop.join();
            service = services.start(dataDir).ready();
            String location =
                    answer.substring(answer.indexOf("/api/v1/claims/")).split("\\s")[0];
            assertThat(service.api().get(location).at("/text")).isEqualTo("Said in time.");
        }
    }

    @Test
    void aSecondServiceOnTheSameDataIsRefusedInOneSentence() throws Exception {
        ClaimtrailProcess second = services.start(dataDir);
        assertThat(second.exitCode()).isEqualTo(1);

        assertThat(second.output())
                .contains("Another Claimtrail (process ")
                .contains("already uses the data directory " + dataDir)
                .doesNotContain("\tat ")
                .doesNotContain("BeanCreationException");
        assertThat(service.postgres().isAlive()).isTrue();
        count();
    }

    /** Also those threads come back that it left in the midst of a transaction. */
    @Test
    void aServerThatIsKilledIsStartedAnewAndMeanwhileClientsAreToldToComeBack() throws Exception {
        Api api = service.api();
        ProcessHandle killed = service.postgres();
        AtomicBoolean back = new AtomicBoolean();
        Thread kill = new Thread(() -> {
            sleep(2);
            killed.destroyForcibly();
            await().atMost(Duration.ofMinutes(1))
                    .pollInSameThread()
                    .until(() -> api.post("/claims", Bodies.claim("Back.")).status() == 201);
            sleep(3);
            back.set(true);
        });
        kill.start();
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        Set<String> undone = ConcurrentHashMap.newKeySet();
        Race.of(24, i -> {
            for (int n = 0; !back.get(); n++) {
                String name = i + " and " + n;
                Answer answer = api.post("/topics", Map.of("name", name));
                assertThat(answer.status()).isIn(201, 503);
                if (answer.status() == 503) {
                    assertThat(answer.problem()).isIn("busy", "outcome-unknown");
                    assertThat(answer.header("Retry-After")).isNotNull();
                }
                if (!"outcome-unknown".equals(answer.problem())) {
                    (answer.status() == 201 ? acknowledged : undone).add(name);
                }
            }
            return i;
        });
        kill.join();
        Set<String> there = new HashSet<>();
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement();
                ResultSet topics = statement.executeQuery("select name from topic")) {
            while (topics.next()) {
                there.add(topics.getString(1));
            }
        }
        assertThat(there).containsAll(acknowledged).doesNotContainAnyElementsOf(undone);
        assertThat(service.postgres()).isNotEqualTo(killed);
        Race.of(64, i -> api.post("/topics", Map.of("name", "after " + i)).status())
                .forEach(status -> assertThat(status).isEqualTo(201));
    }

    /** Whoever publishes all tables, to follow them elsewhere, gets what was done on a day, and nobody is refused anything. */
    @Test
    @Tag("long")
    void aDaysWorkIsDecodedFromAPublicationOfAllTables() throws Exception {
        Api api = service.api();
        Files.writeString(
                dataDir.resolve("postgresql/postgresql.conf"), "\nwal_level = logical\n", StandardOpenOption.APPEND);
        ProcessHandle before = service.postgres();
        before.destroyForcibly();
        await().atMost(Duration.ofMinutes(1))
                .until(() -> api.get("/statuses").status() == 200
                        && api.post("/topics", Map.of("name", "Awake")).status() != 503);
        try (Connection connection = service.connectAsSuperuser();
                Statement statement = connection.createStatement()) {
            statement.execute("create publication everything for all tables");
            statement.execute("select pg_create_logical_replication_slot('everything', 'pgoutput')");

            worksADay(api);

            Map<String, Long> decoded = new TreeMap<>();
            Set<String> tables = new TreeSet<>();
            try (ResultSet changes = statement.executeQuery("""
                    select chr(get_byte(data, 0)) as type,
                        case when get_byte(data, 0) = ascii('R') then split_part(encode(substr(data, 6, 100), 'escape'), '\\000', 1)
                            || '.' || split_part(encode(substr(data, 6, 100), 'escape'), '\\000', 2) end as relation
                    from pg_logical_slot_get_binary_changes(
                        'everything', null, null, 'proto_version', '1', 'publication_names', 'everything')""")) {
                while (changes.next()) {
                    decoded.merge(changes.getString("type"), 1L, Long::sum);
                    if (changes.getString("relation") != null) {
                        tables.add(changes.getString("relation"));
                    }
                }
            } finally {
                statement.execute("select pg_drop_replication_slot('everything')");
                statement.execute("drop publication everything");
            }
            assertThat(decoded).containsKeys("B", "C", "R", "I", "U", "D");
            assertThat(decoded.get("I")).isGreaterThan(1000);
            assertThat(tables)
                    .contains(
                            "public.claim",
                            "public.figure",
                            "public.attribution_source",
                            "public.source_merge",
                            "public.claim_standing",
                            "public.claim_origin",
                            "public.source_act",
                            "public.standing_mark",
                            "public.idempotency",
                            "history.claim",
                            "history.change_set");
        }
    }

    private static void worksADay(Api api) throws Exception {
        List<Object> many = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            many.add(Bodies.containers().put("text", "Imported " + i));
        }
        Answer imported =
                api.post("/claims/batch", Map.of("mode", "EACH", "claims", many), "Idempotency-Key", "import");
        assertThat(imported.status()).as(imported.text()).isEqualTo(200);
        assertThat(imported.at("/recorded")).isEqualTo("200");
        RandomChanges changes = new RandomChanges(api, 7);
        for (int i = 0; i < 150; i++) {
            changes.next();
        }
        String claim = "/claims/" + api.created("/claims", Bodies.containers()).id();
        assertThat(api.patch(claim, Map.of("text", "Changed."), "*").status()).isEqualTo(200);
        assertThat(api.put(claim + "/status", Map.of("status", "UNVERIFIABLE", "reason", "So."), "*")
                        .status())
                .isEqualTo(200);
        String one =
                api.created("/sources", Bodies.source("One of a day", "PERSON")).id();
        String other = api.created("/sources", Bodies.source("Other of a day", "PERSON"))
                .id();
        assertThat(api.post("/sources/" + one + "/merge", Map.of("into", Map.of("id", other), "reason", "The same."))
                        .status())
                .isEqualTo(200);
        assertThat(api.delete(claim, "*").status()).isEqualTo(204);
        assertThat(api.post(claim + "/purge", Map.of("reason", "Private.")).status())
                .isLessThan(300);
        // What the service does by itself afterwards.
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            try (Connection connection = service.connect();
                    Statement statement = connection.createStatement();
                    ResultSet waiting = statement.executeQuery(
                            "select not exists (select from standing_mark) and not exists (select from source_act_mark)")) {
                return waiting.next() && waiting.getBoolean(1);
            }
        });
    }

    private static void sleep(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Tag("long")
    @Test
    void theServerStopsWithTheService() throws Exception {
        Path pidFile = dataDir.resolve("postgresql/postmaster.pid");

        service.stop();

        assertThat(pidFile).doesNotExist();
        assertThat(dataDir.resolve("postgresql.log")).content().contains("database system is shut down");
        service = services.start(dataDir).ready();
    }

    @Test
    void theFirstStartSaysInAFewLinesWhatPeopleNeed() {
        assertThat(firstLog.lines())
                .hasSizeBetween(8, 12)
                .noneMatch(line -> line.contains("WARN"))
                .anySatisfy(
                        line -> assertThat(line).containsPattern("Claimtrail \\S.* on Java \\d+ and PostgreSQL \\d+"))
                .anySatisfy(line -> assertThat(line).contains("  password: "));
    }

    @Test
    void theLogTellsWhereApiAndDocsAndDataAre() {
        // Before these, the first start tells the administrator's password.
        assertThat(service.output()
                        .lines()
                        .filter(line -> line.contains(" claimtrail  "))
                        .dropWhile(line -> !line.contains("API: ")))
                .satisfiesExactly(
                        line -> assertThat(line).containsPattern("API:  http://127\\.0\\.0\\.1:\\d+/api/v1$"),
                        line -> assertThat(line).containsPattern("Docs: http://127\\.0\\.0\\.1:\\d+/docs$"),
                        line -> assertThat(line).contains("Data: " + dataDir.resolve("postgresql")));
    }

    private static long claims() throws IOException {
        return service.api()
                .get("/claims?limit=1&count=true")
                .body()
                .get("total")
                .longValue();
    }

    private static void killBoth() throws IOException {
        ProcessHandle postgres = service.postgres();
        service.kill();
        postgres.destroyForcibly();
    }

    /** Returns how many rows are there now. */
    private static int commitSome() throws IOException, SQLException {
        int before = count();
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement()) {
            for (int i = before; i < before + 50; i++) {
                statement.execute("insert into entry values (" + i + ")");
            }
        }
        return before + 50;
    }

    private static int count() throws IOException, SQLException {
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from entry")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void execute(String sql) throws IOException, SQLException {
        try (Connection connection = service.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
