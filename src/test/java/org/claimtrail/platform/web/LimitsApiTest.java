package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.People;
import org.claimtrail.testing.RawHttp;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class LimitsApiTest extends StrictApiTest {

    private static final String HEAD = "POST /api/v1/claims HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
            + People.bearer(Role.ADMIN) + "\r\n"
            + "Content-Type: application/json\r\nContent-Length: 50000\r\n\r\n{";

    private static final String TIMEOUTS = """
            select concat_ws(' ', current_setting('statement_timeout'), current_setting('lock_timeout'),
                current_setting('idle_in_transaction_session_timeout'), current_setting('TimeZone'))""";

    @Autowired
    private JdbcConnectionDetails database;

    @Autowired
    private Flyway flyway;

    @Test
    void aBodyHasABound() {
        assertThat(api.post("/claims", claim("x".repeat(90_000))).status()).isEqualTo(201);
        Answer tooLarge = api.post("/claims", claim("x".repeat(110_000)));

        assertThat(tooLarge.problem()).isEqualTo("body-too-large");
        assertThat(tooLarge.at("/detail")).isEqualTo("A body may have at most 102400 bytes.");
    }

    @Test
    void aBodyThatDoesNotTellItsLengthHasTheSameBound() throws IOException {
        String body = "x".repeat(110_000);
        assertThat(RawHttp.answer(
                        port,
                        "POST /api/v1/claims HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked",
                        Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @Test
    void whoIsRefusedBeforeTheEndOfALargeBodyIsToldWhy() {
        assertThat(api.send("POST", "/claims", "text/plain", "x".repeat(90_000)).problem())
                .isEqualTo("unsupported-media-type");
    }

    @Test
    void aListInABodyHasABoundWhereverItStands() {
        List<String> five = List.of("a", "b", "c", "d", "e");
        List<String> six = List.of("a", "b", "c", "d", "e", "f");

        assertThat(api.post("/claims", Map.of("text", "t", "kind", "FACT", "topics", five))
                        .status())
                .isEqualTo(201);
        Answer refused = api.post("/claims", Map.of("text", "t", "kind", "FACT", "topics", six));
        assertThat(refused.problem()).isEqualTo("invalid-body");
        assertThat(refused.pointers()).containsExactly("/topics");
        assertThat(api.post("/claims", Map.of("un/known", List.of(1, Map.of("deep", six))))
                        .pointers())
                .containsExactly("/un~1known/1/deep");
    }

    @Test
    void aQueryHasABound() {
        Answer refused = api.get("/claims?q=" + "x".repeat(199));

        assertThat(refused.problem()).isEqualTo("invalid-query");
        assertThat(refused.at("/detail")).contains("200 characters");
        assertThat(api.get("/claims?q=" + "x".repeat(198)).status()).isEqualTo(200);
    }

    @Test
    void headersHaveABound() throws IOException {
        assertThat(RawHttp.answer(port, "GET /api/v1/claims HTTP/1.1\r\nX-Large: " + "x".repeat(5_000)))
                .startsWith("HTTP/1.1 400")
                .contains("\"type\":\"/problems/invalid-request\"");
    }

    @Test
    @Timeout(10)
    void whoStopsInTheMiddleOfTheHeadersIsCutOff() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            write(socket, "GET /api/v1/claims HTTP/1.1\r\nHost: loc");

            assertThat(read(socket)).doesNotStartWith("HTTP/1.1 200");
        }
    }

    @Test
    @Timeout(10)
    void whoStopsInTheMiddleOfTheBodyIsToldAndCutOff() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            write(socket, HEAD);

            assertThat(read(socket)).startsWith("HTTP/1.1 408").contains("/problems/too-slow");
        }
    }

    @Test
    void aBodyThatIsBadlyChunkedIsTheClientsFault() throws IOException {
        assertThat(RawHttp.answer(
                        port,
                        "POST /api/v1/claims HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked",
                        "zz\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/invalid-request");
    }

    @Test
    @Timeout(20)
    void whoSendsTheBodyDropByDropIsCutOff() throws IOException, InterruptedException {
        try (Socket socket = new Socket("localhost", port)) {
            write(socket, HEAD);
            long start = System.nanoTime();
            boolean cut = false;
            while (!cut && System.nanoTime() - start < TimeUnit.SECONDS.toNanos(15)) {
                TimeUnit.MILLISECONDS.sleep(200);
                try {
                    write(socket, " ");
                } catch (SocketException e) {
                    cut = true;
                }
            }
            assertThat(cut).isTrue();
        }
    }

    @Test
    void aStatementThatRunsTooLongIsCutOff() {
        owner.sql(
                        "create function dawdle() returns trigger language plpgsql as 'begin perform pg_sleep(9); return new; end'")
                .update();
        owner.sql("create trigger dawdle before insert on measure for each row execute function dawdle()")
                .update();
        try {
            isBusy(() -> api.post("/measures", Map.of("name", "ships", "unit", "ships")));
            isBusy(() -> api.post("/measures", Map.of("name", "ships", "unit", "ships"), "Idempotency-Key", "k-1"));
        } finally {
            owner.sql("drop function dawdle cascade").update();
        }
        assertThat(api.post("/measures", Map.of("name", "ships", "unit", "ships"), "Idempotency-Key", "k-1")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatWaitsTooLongForAnotherIsCutOff() throws SQLException {
        Answer claim = api.created("/claims", claim("One."));
        try (Connection other = aside();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select * from claim for update");
            isBusy(() -> api.patch("/claims/C-1", "{\"place\": \"Rajin\"}", claim.etag()));
            statement.execute("lock table claim in access exclusive mode");
            isBusy(() -> api.get("/claims"));
            other.rollback();
        }
        assertThat(api.patch("/claims/C-1", "{\"place\": \"Rajin\"}", claim.etag())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void everyConnectionOfThePoolIsBound() {
        assertThat(db.sql(TIMEOUTS).query(String.class).single()).isEqualTo("1500ms 500ms 5s UTC");
    }

    @Test
    void migrationsMayRunForAsLongAsTheyNeed() throws SQLException {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(flyway.getConfiguration().getInitSql());
            try (ResultSet row = statement.executeQuery(TIMEOUTS)) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("0 0 0 UTC");
            }
        }
    }

    private static void isBusy(Supplier<Answer> request) {
        Answer answer = request.get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("busy");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    /** A connection of somebody else. */
    private Connection aside() throws SQLException {
        return new DriverManagerDataSource(database.getJdbcUrl(), database.getUsername(), database.getPassword())
                .getConnection();
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String read(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
