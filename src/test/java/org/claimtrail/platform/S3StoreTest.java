package org.claimtrail.platform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.io.Resource;
import org.springframework.mock.env.MockEnvironment;

/** Files in a bucket of a storage that believes nobody. */
class S3StoreTest {

    private static final Pattern AUTHORIZATION =
            Pattern.compile("AWS4-HMAC-SHA256 Credential=access/([0-9]{8})/north-1/s3/aws4_request, "
                    + "SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=([0-9a-f]{64})");

    @TempDir
    private Path directory;

    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final List<String> refusals = new ArrayList<>();
    private HttpServer storage;

    @BeforeEach
    void start() throws IOException {
        storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        storage.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Optional<String> fault = fault(exchange, body);
            if (fault.isPresent()) {
                refusals.add(fault.get());
                answer(exchange, 403, fault.get().getBytes(UTF_8));
            } else {
                serve(exchange, body);
            }
        });
        storage.start();
    }

    @AfterEach
    void stop() {
        storage.stop(0);
    }

    private FileStore store(String secret) {
        FileSettings settings = new Binder(new MapConfigurationPropertySource(Map.of(
                        "claimtrail.files.directory",
                        directory.toString(),
                        "claimtrail.files.s3.endpoint",
                        "http://127.0.0.1:" + storage.getAddress().getPort() + "/",
                        "claimtrail.files.s3.bucket",
                        "desk files",
                        "claimtrail.files.s3.region",
                        "north-1",
                        "claimtrail.files.s3.access-key",
                        "access",
                        "claimtrail.files.s3.secret-key",
                        secret)))
                .bind("claimtrail.files", FileSettings.class)
                .get();
        return FileStoreConfiguration.store(
                settings, new Spool(settings, new MockEnvironment(), Clock.systemUTC()), Clock.systemUTC());
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(directory, "file", ""), content);
    }

    @Test
    void filesAreKeptGivenListedAndRemovedBySignedRequests() throws IOException {
        FileStore store = store("secret");
        byte[] one = "One.".getBytes(UTF_8);
        String key = HexFormat.of().formatHex(Sha256.of(one));
        assertThat(store.exists(key)).isFalse();
        assertThatThrownBy(() -> store.open(key).getInputStream()).isInstanceOf(FileNotFoundException.class);

        store.put(key, file(one));
        store.put(key + ".png", file("A picture.".getBytes(UTF_8)));
        byte[] two = "Two.".getBytes(UTF_8);
        String other = HexFormat.of().formatHex(Sha256.of(two));
        store.receive(other, new ByteArrayInputStream(two));
        objects.put("something else", two);

        Resource kept = store.open(key);
        assertThat(kept.exists()).isTrue();
        assertThat(kept.contentLength()).isEqualTo(4);
        assertThat(kept.getInputStream().readAllBytes()).isEqualTo(one);
        assertThat(store.keys()).containsExactlyInAnyOrder(key, key + ".png", other);
        store.delete(key);
        store.delete(key);
        assertThat(store.keys()).containsExactlyInAnyOrder(key + ".png", other);
        assertThatThrownBy(() -> store.receive(key, new ByteArrayInputStream(two)))
                .hasMessageContaining("is not what was written");
        assertThat(refusals).isEmpty();

        assertThatThrownBy(() -> store("wrong").keys()).hasMessageContaining("answers 403");
        assertThat(refusals).containsExactly("signature");
        storage.stop(0);
        assertThatThrownBy(() -> store.exists(key)).isInstanceOf(Busy.class);
    }

    private void serve(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/desk files")) {
            list(exchange);
            return;
        }
        String key = path.replaceFirst("^/desk files/", "");
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                objects.put(key, body);
                answer(exchange, 200, new byte[0]);
            }
            case "DELETE" -> answer(exchange, objects.remove(key) == null ? 404 : 204, new byte[0]);
            default -> {
                byte[] content = objects.get(key);
                if (content == null) {
                    answer(exchange, 404, new byte[0]);
                } else if (exchange.getRequestMethod().equals("HEAD")) {
                    exchange.getResponseHeaders().set("Content-Length", String.valueOf(content.length));
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                } else {
                    answer(exchange, 200, content);
                }
            }
        }
    }

    /** One to a page. */
    private void list(HttpExchange exchange) throws IOException {
        Map<String, String> query = new TreeMap<>();
        for (String parameter : exchange.getRequestURI().getQuery().split("&")) {
            query.put(parameter.replaceFirst("=.*", ""), parameter.replaceFirst("[^=]*=", ""));
        }
        List<String> keys = List.copyOf(objects.keySet());
        int at = Integer.parseInt(
                query.getOrDefault("continuation-token", "t/0+").replaceAll("[^0-9]", ""));
        String next = at + 1 < keys.size()
                ? "<IsTruncated>true</IsTruncated><NextContinuationToken>t/" + (at + 1) + "+</NextContinuationToken>"
                : "";
        answer(
                exchange,
                200,
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">"
                                + "<Contents><Key>" + keys.get(at) + "</Key><Size>4</Size></Contents>" + next
                                + "</ListBucketResult>")
                        .getBytes(UTF_8));
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    /** What is wrong with a request, by the document of AWS on signing. */
    private static Optional<String> fault(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        String told = headers.getFirst("x-amz-content-sha256");
        if (!HexFormat.of().formatHex(Sha256.of(body)).equals(told)) {
            return Optional.of("content");
        }
        Matcher authorization = AUTHORIZATION.matcher(String.valueOf(headers.getFirst("Authorization")));
        String at = headers.getFirst("x-amz-date");
        if (!authorization.matches() || !at.startsWith(authorization.group(1) + "T")) {
            return Optional.of("authorization");
        }
        String query = exchange.getRequestURI().getRawQuery();
        String canonical = exchange.getRequestMethod() + "\n"
                + exchange.getRequestURI().getRawPath() + "\n"
                + (query == null ? "" : query) + "\nhost:" + headers.getFirst("Host") + "\nx-amz-content-sha256:" + told
                + "\nx-amz-date:" + at + "\n\nhost;x-amz-content-sha256;x-amz-date\n" + told;
        String scope = authorization.group(1) + "/north-1/s3/aws4_request";
        byte[] key = hmac(
                hmac(hmac(hmac("AWS4secret".getBytes(UTF_8), authorization.group(1)), "north-1"), "s3"),
                "aws4_request");
        String signature = HexFormat.of()
                .formatHex(hmac(
                        key,
                        "AWS4-HMAC-SHA256\n" + at + "\n" + scope + "\n"
                                + HexFormat.of().formatHex(Sha256.of(canonical))));
        return signature.equals(authorization.group(2)) ? Optional.empty() : Optional.of("signature");
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
