package org.claimtrail.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.json;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.claimtrail.platform.FileStore;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Role;
import org.claimtrail.platform.Sha256;
import org.claimtrail.platform.Spool;
import org.claimtrail.testing.Api.Answer;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Files of evidence, notes and articles, from their coming to their purge. */
class FilesApiTest extends ApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String BYTES = "application/octet-stream";

    @LocalServerPort
    private int port;

    @Autowired
    private FileStore store;

    @Autowired
    private Spool spool;

    @Autowired
    private Sweep sweep;

    private String evidence;

    @BeforeEach
    void recordEvidence() {
        api.created("/claims", Map.of("text", "Ships were sent.", "kind", "FACT"));
        evidence = "/claims/C-1/evidence/"
                + api.created(
                                "/claims/C-1/evidence",
                                json("{\"title\": \"A picture\", \"kind\": \"IMAGE\", \"stance\": \"SUPPORTS\"}"))
                        .id();
    }

    static byte[] picture(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < Math.min(width, height); i++) {
            picture.setRGB(i, i, 0xcc4400 + i);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private HttpResponse<byte[]> send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1" + path))
                .header("Authorization", People.bearer(Role.ADMIN))
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private JsonNode attached(String of, String name, byte[] content) {
        HttpResponse<byte[]> answer =
                send("POST", of + "/files?name=" + URLEncoder.encode(name, UTF_8), content, "Content-Type", BYTES);
        assertThat(answer.statusCode()).as(new String(answer.body(), UTF_8)).isEqualTo(201);
        return Json.mapper().readTree(answer.body());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private List<String> incoming() throws IOException {
        Path incoming = spool.files().resolve("incoming");
        if (!Files.isDirectory(incoming)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(incoming)) {
            return files.map(Path::toString).toList();
        }
    }

    @Test
    void aPictureIsAttachedLookedAtRemovedAndPutBack() throws IOException {
        byte[] content = picture(900, 600);
        String sha256 = HexFormat.of().formatHex(Sha256.of(content));
        Answer before = api.get(evidence);
        Instant earlier = Instant.now();

        JsonNode file = attached(evidence, "C:\\shots\\bus\u202Egnp\u0007 \u00fc.jpg", content);

        assertThat(file.get("name").asString()).isEqualTo("busgnp \u00fc.jpg");
        assertThat(file.get("mediaType").asString()).isEqualTo("image/png");
        assertThat(file.get("nameSuggests").asString()).isEqualTo("image/jpeg");
        assertThat(file.get("bytes").asInt()).isEqualTo(content.length);
        assertThat(file.get("sha256").asString()).isEqualTo(sha256);
        assertThat(file.get("hasThumbnail").asBoolean()).isTrue();
        String at = evidence + "/files/" + file.get("id").asString();
        assertThat(api.get(evidence).body().at("/files/0")).isEqualTo(file);
        assertThat(api.get(evidence).etag()).isNotEqualTo(before.etag());
        assertThat(api.get(evidence + "/files?count=true").at("/total")).isEqualTo("1");
        assertThat(api.get(evidence + "?asOf=" + earlier).body().has("files")).isFalse();
        Answer present = api.get(evidence);
        assertThat(api.put(evidence, present.object().put("title", "The same picture"), present.etag())
                        .status())
                .isEqualTo(200);
        assertThat(api.put(
                                evidence,
                                api.get(evidence)
                                        .object()
                                        .set("files", Json.mapper().createArrayNode()),
                                "*")
                        .pointers())
                .containsExactly("/files");
        assertThat(api.get("/claims/C-1/history").text()).contains("\"pointer\":\"/files\"");
        assertThat(api.get("/exports/record").text()).contains(sha256);

        HttpResponse<byte[]> bytes = send("GET", at + "/content", new byte[0]);
        assertThat(bytes.body()).isEqualTo(content);
        assertThat(header(bytes, "Content-Type")).isEqualTo("image/png");
        assertThat(header(bytes, "Content-Disposition"))
                .startsWith("inline; ")
                .endsWith("filename*=UTF-8''busgnp%20%C3%BC.jpg");
        assertThat(header(bytes, "Content-Security-Policy")).isEqualTo("sandbox; default-src 'none'");
        assertThat(header(bytes, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(bytes, "Set-Cookie")).isEmpty();
        assertThat(header(bytes, "ETag")).isEqualTo('"' + sha256 + '"');
        HttpResponse<byte[]> some = send("GET", at + "/content", new byte[0], "Range", "bytes=1-3");
        assertThat(some.statusCode()).isEqualTo(206);
        assertThat(some.body()).isEqualTo("PNG".getBytes(UTF_8));
        assertThat(send("GET", at + "/content", new byte[0], "If-None-Match", '"' + sha256 + '"')
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<byte[]> small = send("GET", at + "/thumbnail", new byte[0]);
        BufferedImage thumbnail = ImageIO.read(new ByteArrayInputStream(small.body()));
        assertThat(thumbnail.getWidth()).isEqualTo(320);
        assertThat(thumbnail.getHeight()).isEqualTo(213);
        assertThat(store.exists(sha256 + ".png")).isTrue();

        assertThat(send("POST", evidence + "/files", content, "Content-Type", BYTES)
                        .statusCode())
                .as("a second time")
                .isEqualTo(409);
        assertThat(api.delete(at, "\"stale\"").status()).isEqualTo(412);
        assertThat(api.delete(at, api.get(at).etag()).status()).isEqualTo(204);
        assertThat(api.get(at).problem()).isEqualTo("deleted");
        assertThat(send("GET", at + "/content", new byte[0]).statusCode()).isEqualTo(410);
        assertThat(api.get(evidence).body().has("files")).isFalse();
        assertThat(api.send("POST", at + "/restore", null, null).at("/sha256")).isEqualTo(sha256);
        assertThat(api.get(evidence).at("/files/0/sha256")).isEqualTo(sha256);
        assertThat(incoming()).isEmpty();
    }

    @Test
    void whatIsNoneThatIsTakenLeavesNothing() throws IOException {
        String files = evidence + "/files";
        assertThat(send("POST", files + "?name=a.png", new byte[] {'M', 'Z', 0, 1, 2}, "Content-Type", BYTES)
                        .body())
                .asString()
                .contains("\"detail\":\"must be of a kind that is taken here, and is application/x-");
        assertThat(send("POST", files, new byte[0], "Content-Type", BYTES).body())
                .asString()
                .contains("must not be empty");
        assertThat(api.send("POST", files, "text/plain", "Said.").problem()).isEqualTo("unsupported-media-type");
        assertThat(send(
                                "POST",
                                "/claims/C-1/evidence/" + new java.util.UUID(7, 7) + "/files",
                                picture(1, 1),
                                "Content-Type",
                                BYTES)
                        .statusCode())
                .isEqualTo(404);
        try (Socket broken = new Socket("localhost", port)) {
            broken.getOutputStream()
                    .write(("POST /api/v1" + files + " HTTP/1.1\r\nHost: localhost:" + port
                                    + "\r\nAuthorization: " + People.bearer(Role.ADMIN)
                                    + "\r\nContent-Type: application/octet-stream\r\nContent-Length: 5000\r\n\r\nSome")
                            .getBytes(UTF_8));
            broken.getOutputStream().flush();
            Awaitility.await().until(() -> !incoming().isEmpty());
        }
        Awaitility.await().until(() -> incoming().isEmpty());
        assertThat(count("evidence_file")).isZero();

        Path killed = Spool.directory(spool.files().resolve("incoming")).resolve("killed");
        Files.writeString(killed, "half");
        spool.sweep();
        assertThat(killed).exists();
        Files.setLastModifiedTime(killed, FileTime.from(Instant.now().minusSeconds(7200)));
        spool.sweep();
        assertThat(killed).doesNotExist();
    }

    @Test
    void aNoteHasFilesThatItsAuthorChangesOrAReviewer() {
        String note = "/claims/C-1/notes/"
                + api.created("/claims/C-1/notes", Map.of("text", "See the table."))
                        .id();
        Answer file = api.send("POST", note + "/files?name=ports.csv", BYTES, "port,ships\nRajin,4\n");
        assertThat(file.at("/mediaType")).isEqualTo("text/csv");
        assertThat(file.at("/by")).isEqualTo("admin");
        String at = note + "/files/" + file.id();
        assertThat(api.as(Role.CONTRIBUTOR).delete(at, "*").at("/detail"))
                .isEqualTo("Only a reviewer may change the files of another's note.");
        assertThat(api.as(Role.REVIEWER).delete(at, "*").status()).isEqualTo(204);
        assertThat(api.as(Role.CONTRIBUTOR)
                        .send("POST", note + "/files", BYTES, "Another.")
                        .status())
                .isEqualTo(403);
        assertThat(api.send("POST", at + "/restore", null, null).status()).isEqualTo(200);
        Answer content = api.get(at + "/content");
        assertThat(content.text()).isEqualTo("port,ships\nRajin,4\n");
        assertThat(content.header("Content-Type")).startsWith("text/plain");
        assertThat(content.header("Content-Disposition")).startsWith("attachment; ");
        assertThat(api.get(at + "/thumbnail").status()).isEqualTo(404);
    }

    @Test
    void whatAReviewClosedIsReviewedAgainWhenItsEvidenceHasAnotherFile() {
        api.put("/claims/C-1/stage", Map.of("stage", "IN_REVIEW"), "*");
        api.as(Role.REVIEWER).put("/claims/C-1/stage", Map.of("stage", "DONE"), "*");
        api.send("POST", evidence + "/files", BYTES, "What it says.");
        assertThat(api.get("/claims/C-1/stage").at("/stage")).isEqualTo("IN_REVIEW");
    }

    @Test
    void aPurgeTakesTheBytesThatNobodyElseHas() throws IOException {
        attached(evidence, "one.txt", "Shared by two.".getBytes(UTF_8));
        JsonNode own = attached(evidence, "two.txt", "Of this claim alone.".getBytes(UTF_8));
        String article = "/articles/"
                + api.created("/articles", Map.of("url", "https://news.example/ships"))
                        .id();
        JsonNode shared = attached(article, "three.txt", "Shared by two.".getBytes(UTF_8));
        JsonNode removed = attached(article, "four.txt", "Removed.".getBytes(UTF_8));
        api.delete(article + "/files/" + removed.get("id").asString(), "*");
        store.put(
                "0".repeat(64), Files.writeString(Spool.directory(spool.files()).resolve("lost"), "lost"));

        // Of the present, what was removed goes, also with what it was attached to.
        String another = "/claims/C-1/evidence/"
                + api.created(
                                "/claims/C-1/evidence",
                                json("{\"title\": \"Another\", \"kind\": \"DATA\", \"stance\": \"CONTEXT\"}"))
                        .id();
        JsonNode ofDeleted = attached(another, "five.txt", "Of deleted evidence.".getBytes(UTF_8));
        api.delete(another, "*");
        assertThat(api.post("/claims/C-1/purge", Map.of("reason", "A court.", "keep", "PRESENT"))
                        .status())
                .isLessThan(300);
        assertThat(api.post(article + "/purge", Map.of("reason", "A court.", "keep", "PRESENT"))
                        .status())
                .isLessThan(300);
        assertThat(has(ofDeleted)).isFalse();
        assertThat(has(removed)).isFalse();
        assertThat(has(own)).isTrue();
        assertThat(store.exists("0".repeat(64))).isFalse();

        api.delete("/claims/C-1", "*");
        assertThat(has(own)).isTrue();
        api.post("/claims/C-1/purge", Map.of("reason", "A court."));
        assertThat(count("evidence_file")).isZero();
        assertThat(has(own)).isFalse();
        assertThat(has(shared)).isTrue();
        api.delete(article, "*");
        api.post(article + "/purge", Map.of("reason", "A court."));
        assertThat(has(shared)).isFalse();
        assertThat(owner.sql("select count(*) from history.article_file")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private boolean has(JsonNode file) {
        return store.exists(file.get("sha256").asString());
    }

    @Test
    void filesGoWithTheirArticleWhenItIsMergedAndComeBack() {
        String survivor = api.created("/articles", Map.of("url", "https://news.example/1"))
                .id();
        String duplicate = api.created("/articles", Map.of("url", "https://news.example/2"))
                .id();
        api.send("POST", "/articles/" + survivor + "/files", BYTES, "Of both.");
        api.send("POST", "/articles/" + duplicate + "/files", BYTES, "Of both.");
        Answer moved = api.send("POST", "/articles/" + duplicate + "/files", BYTES, "Of the duplicate.");

        api.post(
                "/articles/" + duplicate + "/merge",
                json("{\"into\": {\"id\": \"" + survivor + "\"}, \"reason\": \"One.\"}"));
        assertThat(api.get("/articles/" + survivor + "/files").items("id"))
                .hasSize(2)
                .contains(moved.id());
        assertThat(api.get("/articles/" + survivor + "/files/" + moved.id() + "/content")
                        .text())
                .isEqualTo("Of the duplicate.");

        api.send("POST", "/articles/" + duplicate + "/restore", null, null);
        assertThat(api.get("/articles/" + survivor + "/files").items("id")).hasSize(1);
        assertThat(api.get("/articles/" + duplicate + "/files").items("id"))
                .hasSize(2)
                .contains(moved.id());
    }

    @Test
    void theFilesOfAnotherRecordStay() throws IOException {
        String lost = "1".repeat(64);
        store.put(lost, Files.writeString(Spool.directory(spool.files()).resolve("lost"), "lost"));
        Path mark = spool.files().resolve("installation");
        String ours = Files.exists(mark) ? Files.readString(mark) : null;
        Files.writeString(mark, "00000000-0000-0000-0000-000000000000");
        sweep.sweep();
        assertThat(store.exists(lost)).isTrue();
        if (ours == null) {
            Files.delete(mark);
        } else {
            Files.writeString(mark, ours);
        }
        api.post("/outgoing/hold", null);
        sweep.sweep();
        assertThat(store.exists(lost)).as("on what may be a copy").isTrue();
        api.post("/outgoing/release", null);
        sweep.sweep();
        assertThat(store.exists(lost)).isFalse();
    }
}
