package org.claimtrail.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.database.command.Commands;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.Browser;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.claimtrail.testing.RandomChanges;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service on a database that a real server follows by streaming. */
class ReplicaTest {

    /** Beyond all that any server has: so the database itself is read from. */
    private static final String FAR = "FFFFFFFF/FFFFFFFF";

    private static final String TOKEN = "ct_%1$s%1$s%1$s%1$s%1$s%1$s";

    private static final String POSITION = "Claimtrail-Position";

    @TempDir
    static Path directory;

    @AutoClose
    static ClaimtrailProcesses services = new ClaimtrailProcesses();

    static EmbeddedPostgres database;
    static Cluster replica;
    static int replicaPort;

    private static final String PASSWORD = "four words in a row";

    static int port;
    static Api editor;
    static Api other;

    @BeforeAll
    static void databaseWithAReplica() throws Exception {
        database = EmbeddedPostgresTest.start(directory.resolve("database"), 0);
        Path copy = directory.resolve("replica");
        assertThat(Commands.run(
                        "backup",
                        copy.toString(),
                        "--claimtrail.data-dir=" + directory.resolve("database"),
                        "--claimtrail.embedded.binaries-dir=target"))
                .isZero();
        Cluster primary = database.embedded().orElseThrow().cluster();
        Path data = copy.resolve("postgresql");
        Files.createFile(data.resolve("standby.signal"));
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=%d user=postgres password=%s sslmode=disable'%n"
                        .formatted(primary.port(), primary.password()),
                StandardOpenOption.APPEND);
        replica = new Cluster(DataDirectory.open(copy), data, primary.programs());
        replicaPort = freePort();
        replica.start(replicaPort);
        ClaimtrailProcess service = services.start(
                directory.resolve("service"),
                "--claimtrail.db.url=" + database.url(),
                "--claimtrail.db.username=" + database.application().username(),
                "--claimtrail.db.password=" + database.application().password(),
                "--claimtrail.db.migration.username=" + database.migration().username(),
                "--claimtrail.db.migration.password=" + database.migration().password(),
                "--claimtrail.db.replicas=" + Cluster.urlOf(replicaPort, "claimtrail"),
                "--claimtrail.replicas.lag=2s",
                "--claimtrail.likeness.model=none",
                "--claimtrail.admin.password=" + PASSWORD,
                "--claimtrail.rate-limit.enabled=false");
        await().atMost(Duration.ofSeconds(90)).until(() -> service.output().contains("Data: "));
        port = service.port();
        editor = new Api(port, token("ADMIN"));
        other = new Api(port, token("READER"));
        await().until(() -> lag() < 1);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String token(String role) throws Exception {
        String token = TOKEN.formatted(role);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        try (Connection connection = database.embedded().orElseThrow().superuser("claimtrail");
                PreparedStatement account = connection.prepareStatement("""
                        with a as (
                            insert into account (id, name, role, disabled, created_at, revision, updated_at, sessions_valid_from)
                            values (gen_random_uuid(), ?, ?, false, now(), 1, now(), now()) returning id)
                        insert into api_token (id, account_id, name, scope, hash, created_at, expires_at)
                        select gen_random_uuid(), id, 'test', ?, decode(?, 'hex'), now(), now() + interval '1 day' from a""")) {
            account.setString(1, "test-" + role.toLowerCase(Locale.ROOT));
            account.setString(2, role);
            account.setString(3, role);
            account.setString(4, HexFormat.of().formatHex(hash));
            account.executeUpdate();
        }
        return token;
    }

    @AfterAll
    static void end() {
        services.close();
        replica.stop();
        database.close();
    }

    @Test
    void itAnswersAsTheDatabaseDoes() throws Exception {
        var changes = new RandomChanges(editor, 5);
        for (int i = 0; i < 60; i++) {
            changes.next();
        }
        List<String> paths = new ArrayList<>(List.of(
                "/claims",
                "/claims?q=claim",
                "/claims/counts?by=kind,status",
                "/sources",
                "/articles",
                "/measures",
                "/changes"));
        for (String id : editor.get("/claims?limit=20").items("id")) {
            paths.addAll(List.of(
                    "/claims/" + id,
                    "/claims/" + id + "/standing",
                    "/claims/" + id + "/history",
                    "/claims/" + id + "/graph",
                    "/claims/" + id + "?include=standing,relations,evidence,assessments,status"));
        }
        catchUp();
        double before = reads();

        for (String path : paths) {
            Answer here = other.get(path);
            Answer there = other.get(path, POSITION, FAR);
            assertThat(here.status()).as(path).isEqualTo(200);
            assertThat(here.text()).as(path).isEqualTo(there.text());
            assertThat(here.etag()).as(path).isEqualTo(there.etag());
        }
        assertThat(reads() - before).isEqualTo(paths.size());
    }

    @Test
    void whoeverChangesSomethingSeesIt() {
        for (int i = 0; i < 20; i++) {
            Answer claim = editor.created("/claims", Bodies.claim("Number " + i));
            String position = claim.header(POSITION);

            assertThat(editor.get("/claims/" + claim.id()).text()).isEqualTo(claim.text());
            assertThat(editor.get("/claims?limit=1").items("id")).containsExactly(claim.id());
            assertThat(other.get("/claims/" + claim.id(), POSITION, position).text())
                    .isEqualTo(claim.text());
            assertThat(other.get("/changes?after=now", POSITION, position).items("id"))
                    .isEmpty();
            editor.delete("/claims/" + claim.id(), "*");
            assertThat(editor.get("/claims/" + claim.id()).status()).isEqualTo(410);
        }
    }

    @Test
    void programsGetNoCookieHoweverTheyWriteTheAddress() throws Exception {
        for (String address : List.of("/api/v1/topics", "/%61pi/v1/topics")) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            request(address)
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"name\": \"By %s\"}".formatted(address)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.headers().firstValue(POSITION)).isPresent();
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void whatTellsHowToConnectIsInNoMetric() {
        assertThat(metrics()).contains("127.0.0.1:" + replicaPort).doesNotContain("sslmode");
    }

    @Test
    void anInstantOfThePastIsTheSameEverywhere() throws Exception {
        List<String> instants = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            instants.add(editor.created("/topics", Map.of("name", "Topic " + i + " of the past"))
                    .at("/updatedAt"));
        }
        catchUp();
        double before = reads();

        for (int i = 0; i < instants.size(); i++) {
            Answer here = other.get("/topics?asOf=" + instants.get(i));
            assertThat(here.items("name").stream().filter(name -> name.endsWith("of the past")))
                    .hasSize(i + 1);
            assertThat(here.text())
                    .isEqualTo(other.get("/topics?asOf=" + instants.get(i), POSITION, FAR)
                            .text());
        }
        assertThat(reads() - before).isEqualTo(instants.size());
    }

    @Test
    void oneThatIsBehindIsLeftOut() throws Exception {
        catchUp();
        onReplica("select pg_wal_replay_pause()");
        try {
            Answer claim = editor.created("/claims", Bodies.claim("While it stands still"));
            assertThat(editor.get("/claims/" + claim.id()).status()).isEqualTo(200);
            // Somebody else may be told for a moment what there was before.
            await().untilAsserted(() ->
                    assertThat(other.get("/claims/" + claim.id()).status()).isEqualTo(200));
            assertThat(lag()).isGreaterThan(1);
        } finally {
            onReplica("select pg_wal_replay_resume()");
        }
        double before = reads();
        await().until(() -> lag() < 1);
        other.get("/claims");
        assertThat(reads()).isGreaterThan(before);
    }

    @Test
    void oneThatIsGoneIsNotMissed() throws Exception {
        catchUp();
        Browser administrator = new Browser(port);
        administrator.submit(
                administrator.open("/sign-in"), "form[action='/sign-in']", "name", "admin", "password", PASSWORD);
        assertThat(howItIs(administrator)).contains("/claimtrail").contains(" behind");
        replica.stop();
        try {
            // Until that is noticed, to be asked again.
            assertThat(other.get("/claims").status()).isIn(200, 503);
            await().until(() -> Double.isNaN(lag()));
            for (int i = 0; i < 5; i++) {
                assertThat(other.get("/claims").status()).isEqualTo(200);
            }
            assertThat(howItIs(administrator)).contains("not there, or no replica of this database");
        } finally {
            replica.start(replicaPort);
        }
        catchUp();
    }

    /** What the page says of the replica. */
    private static String howItIs(Browser administrator) {
        return administrator
                .open("/how-it-is")
                .document()
                .expectFirst("[aria-label=Replicas]")
                .text();
    }

    /** Until the replica has all, and nobody remembers who wrote last. */
    private static void catchUp() throws Exception {
        Thread.sleep(300);
        await().until(() -> lag() < 0.3);
        editor.get("/claims");
        double before = reads();
        await().until(() -> {
            editor.get("/claims");
            return reads() > before;
        });
    }

    private static void onReplica(String statement) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection(
                        Cluster.urlOf(replicaPort, "postgres"), Cluster.SUPERUSER, replica.password());
                Statement asked = connection.createStatement()) {
            asked.execute(statement);
        }
    }

    private static double lag() {
        return metric("claimtrail_replica_lag_seconds");
    }

    private static double reads() {
        return metric("claimtrail_replica_reads_total");
    }

    private static double metric(String name) {
        Matcher found = Pattern.compile("(?m)^" + name + "\\{.*} (\\S+)$").matcher(metrics());
        assertThat(found.find()).isTrue();
        return Double.parseDouble(found.group(1));
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, address)))
                .header("Authorization", "Bearer " + TOKEN.formatted("ADMIN"));
    }

    private static String metrics() {
        try {
            return HttpClient.newHttpClient()
                    .send(request("/actuator/prometheus").build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
