package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.claimtrail.testing.Api;
import org.claimtrail.testing.Bodies;
import org.claimtrail.testing.ClaimtrailProcess;
import org.claimtrail.testing.ClaimtrailProcesses;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Really sends what a small service could not hold. */
class BodiesInFlightTest {

    private static final int CLIENTS = 64;
    private static final int SIZE = 31 * 1024 * 1024;

    @TempDir
    static Path dataDir;

    @AutoClose
    static ClaimtrailProcesses services = new ClaimtrailProcesses();

    static ClaimtrailProcess service;

    @BeforeAll
    static void start() throws Exception {
        service = services.start(dataDir, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError")
                .ready();
    }

    /** A text of any length; a list of short texts, of which each takes more room than its bytes; and forms. */
    @Test
    void manyLargeBodiesAtOnceLeaveOthersAnswered() throws Exception {
        Api api = service.api();
        api.created("/claims", Bodies.claim("Said before."));
        String json = "POST /api/v1/claims HTTP/1.1\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + service.token();
        String form = "POST /sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<String>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int kind = i % 4;
                answers.add(clients.submit(() -> switch (kind) {
                    case 0 -> send(json, "{\"text\": \"", "x", "\"}");
                    case 1 -> send(json, "{\"text\": [", "\"x\",", "1]}");
                    case 2 -> send(json, "{\"text\": [", "{},", "1]}");
                    default -> send(form, "name=", "x", "");
                }));
            }
            while (answers.stream().anyMatch(answer -> !answer.isDone())) {
                assertThat(api.get("/claims/C-1").status()).isEqualTo(200);
            }
            for (Future<String> answer : answers) {
                // Refused before it was read: the client may not have got so far as to hear of it.
                assertThat(answer.get()).matches("|HTTP/1\\.1 (400|413|503) ");
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(api.created("/claims", Bodies.claim("Said after.")).status()).isEqualTo(201);
        assertThat(service.output()).doesNotContain("OutOfMemoryError");
    }

    @Test
    void aFormWithoutALengthIsRefused() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.getOutputStream()
                    .write(("POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                                    + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("A form has to tell its Content-Length.");
        }
    }

    /** The status of the answer; nothing where the connection ended without one. */
    private static String send(String request, String start, String piece, String end) {
        byte[] pieces = piece.repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
        int rest = SIZE - start.length() - end.length();
        // A whole number of pieces, so that it is what it says.
        int whole = rest - rest % piece.length();
        try (Socket socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write((request + "\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
                            + (start.length() + whole + end.length()) + "\r\n\r\n" + start)
                    .getBytes(StandardCharsets.US_ASCII));
            try {
                for (int sent = 0; sent < whole; sent += Math.min(pieces.length, whole - sent)) {
                    out.write(pieces, 0, Math.min(pieces.length, whole - sent));
                }
                out.write(end.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // It was answered, and nobody reads on.
            }
            byte[] status = new byte[13];
            int length = socket.getInputStream().readNBytes(status, 0, status.length);
            return new String(Arrays.copyOf(status, length), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
