package org.claimtrail.platform;

import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.util.Timeout;
import org.claimtrail.platform.FileSettings.S3;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;

/**
 * A bucket of a storage that speaks the protocol of Amazon S3, by the five requests that are needed, each signed with what it
 * carries (AWS Signature Version 4). The bucket is named in the path, as every such storage understands it.
 */
final class S3Store implements FileStore {

    private static final String EMPTY = HexFormat.of().formatHex(Sha256.of(""));
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int CONNECTIONS = 20;
    private static final Timeout CONNECTING = Timeout.ofSeconds(5);
    private static final Timeout ANSWERING = Timeout.ofSeconds(30);

    private final S3 settings;
    private final URI endpoint;
    private final Spool spool;
    private final Clock clock;
    private final CloseableHttpClient http;

    S3Store(S3 settings, Spool spool, Clock clock) {
        this.settings = settings;
        this.endpoint = URI.create(settings.endpoint().replaceFirst("/+$", ""));
        if (endpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "claimtrail.files.s3.endpoint has to be an address, such as https://s3.eu-central-1.amazonaws.com.");
        }
        this.spool = spool;
        this.clock = clock;
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(CONNECTIONS)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECTING)
                                .setSocketTimeout(ANSWERING)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(ANSWERING).build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .build();
    }

    @Override
    public void put(String key, Path content) throws IOException {
        if (exists(key)) {
            return;
        }
        // What is no small picture is called by its hash.
        String hash = key.length() == EMPTY.length() ? key : hashOf(content);
        HttpUriRequestBase request = request("PUT", key, Map.of(), hash);
        request.setEntity(new FileEntity(content.toFile(), ContentType.APPLICATION_OCTET_STREAM));
        try (ClassicHttpResponse answer = send(request)) {
            require(answer, "keep a file");
        }
    }

    private static String hashOf(Path content) throws IOException {
        MessageDigest digest = Sha256.begin();
        try (InputStream in = new DigestInputStream(Files.newInputStream(content), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void receive(String sha256, InputStream content) throws IOException {
        try (Spool.Spooled came = spool.take(content, sha256)) {
            put(sha256, came.path());
        }
    }

    @Override
    public boolean exists(String key) {
        return new Stored(key).exists();
    }

    @Override
    public Resource open(String key) {
        return new Stored(key);
    }

    @Override
    public void delete(String key) throws IOException {
        try (ClassicHttpResponse answer = send(request("DELETE", key, Map.of(), EMPTY))) {
            if (answer.getCode() != 404) {
                require(answer, "remove a file");
            }
        }
    }

    @Override
    public List<String> keys() throws IOException {
        List<String> keys = new ArrayList<>();
        String next = null;
        do {
            Map<String, String> query = new TreeMap<>(Map.of("list-type", "2"));
            if (next != null) {
                query.put("continuation-token", next);
            }
            try (ClassicHttpResponse answer = send(request("GET", null, query, EMPTY))) {
                require(answer, "list its files");
                Document page = Jsoup.parse(
                        answer.getEntity().getContent(), StandardCharsets.UTF_8.name(), "", Parser.xmlParser());
                page.select("Contents > Key").eachText().stream()
                        .filter(FileStore::isKey)
                        .forEach(keys::add);
                Element token = page.selectFirst("NextContinuationToken");
                next = token == null ? null : token.text();
            }
        } while (next != null);
        return keys;
    }

    /** An object, which is asked for when it is looked at. */
    private final class Stored extends AbstractResource {

        private final String key;
        private @Nullable Long length;

        Stored(String key) {
            this.key = key;
        }

        @Override
        public boolean exists() {
            try {
                contentLength();
                return true;
            } catch (FileNotFoundException e) {
                return false;
            } catch (IOException e) {
                throw away(e);
            }
        }

        @Override
        public long contentLength() throws IOException {
            Long known = length;
            if (known == null) {
                try (ClassicHttpResponse answer = send(request("HEAD", key, Map.of(), EMPTY))) {
                    refuseMissing(answer);
                    known = Long.valueOf(answer.getFirstHeader("Content-Length").getValue());
                    length = known;
                }
            }
            return known;
        }

        @Override
        public InputStream getInputStream() throws IOException {
            ClassicHttpResponse answer = send(request("GET", key, Map.of(), EMPTY));
            try {
                refuseMissing(answer);
            } catch (IOException e) {
                answer.close();
                throw e;
            }
            return new FilterInputStream(answer.getEntity().getContent()) {
                @Override
                public void close() throws IOException {
                    // What nobody reads any more is not awaited.
                    answer.close();
                }
            };
        }

        private void refuseMissing(ClassicHttpResponse answer) throws IOException {
            if (answer.getCode() == 404) {
                throw new FileNotFoundException(key);
            }
            require(answer, "give a file");
        }

        @Override
        public String getDescription() {
            return "the object " + key;
        }
    }

    private static Busy away(IOException cause) {
        Busy busy = new Busy("The storage of files does not answer.", 30);
        busy.initCause(cause);
        return busy;
    }

    private static void require(ClassicHttpResponse answer, String what) throws IOException {
        if (answer.getCode() < 200 || answer.getCode() > 299) {
            throw new IOException("The storage of files answers " + answer.getCode() + " when asked to " + what);
        }
    }

    private ClassicHttpResponse send(HttpUriRequestBase request) throws IOException {
        return http.executeOpen(
                new HttpHost(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort()), request, null);
    }

    private HttpUriRequestBase request(
            String method, @Nullable String key, Map<String, String> query, String contentHash) {
        String path = (endpoint.getRawPath() == null ? "" : endpoint.getRawPath()) + "/" + encoded(settings.bucket())
                + (key == null ? "" : "/" + encoded(key));
        String parameters = query.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String moment = MOMENT.format(clock.instant());
        String host = endpoint.getPort() < 0 ? endpoint.getHost() : endpoint.getHost() + ":" + endpoint.getPort();
        HttpUriRequestBase request = new HttpUriRequestBase(
                method,
                URI.create(
                        endpoint.getScheme() + "://" + host + path + (parameters.isEmpty() ? "" : "?" + parameters)));
        request.setHeader("x-amz-content-sha256", contentHash);
        request.setHeader("x-amz-date", moment);
        String signed = "host;x-amz-content-sha256;x-amz-date";
        String canonical = String.join(
                "\n",
                method,
                path,
                parameters,
                "host:" + host,
                "x-amz-content-sha256:" + contentHash,
                "x-amz-date:" + moment,
                "",
                signed,
                contentHash);
        String day = moment.substring(0, 8);
        String scope = day + "/" + settings.region() + "/s3/aws4_request";
        String toSign = String.join(
                "\n", "AWS4-HMAC-SHA256", moment, scope, HexFormat.of().formatHex(Sha256.of(canonical)));
        byte[] signing = ("AWS4" + settings.secretKey()).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of(day, settings.region(), "s3", "aws4_request")) {
            signing = hmac(signing, part);
        }
        request.setHeader(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + settings.accessKey() + "/" + scope + ", SignedHeaders=" + signed
                        + ", Signature=" + HexFormat.of().formatHex(hmac(signing, toSign)));
        return request;
    }

    private static byte[] hmac(byte[] key, String text) {
        return Sha256.hmac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
