package org.claimtrail.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.claimtrail.testing.Bodies.claim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.ApiTest;
import org.claimtrail.testing.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

class CompressionTest extends ApiTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Test
    void whatIsCompressedIsTheSameWithATagOfItsOwn() throws Exception {
        api.created("/claims", claim("It was said at length. ".repeat(100).strip()));
        HttpResponse<byte[]> plain = get("/api/v1/claims/C-1", Map.of());
        HttpResponse<byte[]> small = get("/api/v1/claims/C-1", Map.of("Accept-Encoding", "br, gzip;q=0.8"));

        assertThat(header(small, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(small, "Vary")).contains("Accept-Encoding");
        assertThat(header(plain, "Vary")).contains("Accept-Encoding");
        assertThat(small.body().length).isLessThan(plain.body().length / 3);
        assertThat(unzipped(small)).isEqualTo(plain.body());
        assertThat(header(small, "ETag")).isEqualTo(header(plain, "ETag").replaceFirst("\"$", ".gzip\""));

        // Either tag tells that nothing changed, and guards a change.
        for (HttpResponse<byte[]> known : List.of(plain, small)) {
            HttpResponse<byte[]> same = get(
                    "/api/v1/claims/C-1",
                    Map.of("Accept-Encoding", "gzip", "If-None-Match", "\"other\", " + header(known, "ETag")));
            assertThat(same.statusCode()).isEqualTo(304);
            assertThat(header(same, "ETag")).isEqualTo(header(known, "ETag"));
            assertThat(same.body()).isEmpty();
        }
        assertThat(api.patch("/claims/C-1", Map.of("place", "Rason"), header(small, "ETag"))
                        .status())
                .isEqualTo(200);
        assertThat(api.patch("/claims/C-1", Map.of("place", "Vladivostok"), header(small, "ETag"))
                        .status())
                .isEqualTo(412);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "GZIP | true",
                "deflate, gzip | true",
                "gzip;q=1.0, identity; q=0.5 | true",
                "gzip;q=0 | false",
                "gzip; q=0.000, deflate | false",
                "identity | false",
                "xgzip | false"
            })
    void whoTakesItGetsIt(String accepts, boolean compressed) throws Exception {
        api.created("/claims", claim("It was said at length. ".repeat(100).strip()));
        assertThat(header(get("/api/v1/claims/C-1", Map.of("Accept-Encoding", accepts)), "Content-Encoding"))
                .isEqualTo(compressed ? "gzip" : "");
    }

    @Test
    void pagesAreCompressedAndWhatIsShortIsNot() throws Exception {
        HttpResponse<byte[]> page = get("/sign-in", Map.of("Accept-Encoding", "gzip"));
        assertThat(header(page, "Content-Encoding")).isEqualTo("gzip");
        assertThat(new String(unzipped(page), StandardCharsets.UTF_8)).endsWith("</html>\n");
        HttpResponse<byte[]> unknown = get("/docs", Map.of("Accept-Encoding", "gzip"));
        assertThat(header(unknown, "Content-Encoding")).isEqualTo("gzip");
        HttpResponse<byte[]> missing = get("/api/v1/claims/C-1", Map.of("Accept-Encoding", "gzip"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(header(missing, "Content-Encoding")).isEmpty();
        assertThat(new String(missing.body(), StandardCharsets.UTF_8)).startsWith("{");
    }

    private HttpResponse<byte[]> get(String path, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + People.token(Role.READER));
        headers.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static byte[] unzipped(HttpResponse<byte[]> answer) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return in.readAllBytes();
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }
}
