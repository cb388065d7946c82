package org.claimtrail.languagemodel;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts to the one address that the operator named, within bounds of time and bytes. What it redirects to is not followed. */
final class ModelEndpoint implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ModelEndpoint.class);
    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final int LONGEST_ANSWER = 4 * 1024 * 1024;
    /** Nobody is believed who says that it will take longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** @param after how long it wants to be left alone */
    record Reply(int status, byte[] body, Duration after) {}

    /** What it answers has no end in sight. */
    static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1;

        TooLongException() {
            super("its answer is too long");
        }
    }

    private final URI address;
    private final Map<String, String> headers;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "language-model-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    ModelEndpoint(URI address, Map<String, String> headers, Duration timeout, int connections) {
        this.address = address;
        this.headers = headers;
        Timeout answer = Timeout.of(timeout);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(timeout.compareTo(TO_CONNECT) < 0 ? timeout : TO_CONNECT))
                                .setSocketTimeout(answer)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .setMaxConnTotal(connections)
                        .setMaxConnPerRoute(connections)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(answer)
                        .setResponseTimeout(answer)
                        .build())
                .setUserAgent("Claimtrail")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * What it answers.
     *
     * @param within how long all of it may take
     * @throws IOException if there is no answer, or none in time
     */
    Reply post(byte[] body, Duration within) throws IOException {
        HttpPost post = new HttpPost(address);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        headers.forEach(post::setHeader);
        // Each wait has a bound of its own, which an answer that comes byte by byte never meets.
        Future<?> deadline = deadlines.schedule(post::cancel, Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse answer =
                http.executeOpen(new HttpHost(post.getScheme(), post.getAuthority()), post, null)) {
            try {
                return new Reply(answer.getCode(), read(answer.getEntity()), after(answer));
            } catch (TooLongException e) {
                // Else the rest of it would be read, so that the connection can be used again.
                post.cancel();
                throw e;
            }
        } finally {
            deadline.cancel(false);
        }
    }

    private static byte[] read(@Nullable HttpEntity entity) throws IOException {
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(LONGEST_ANSWER + 1);
        if (body.length > LONGEST_ANSWER) {
            throw new TooLongException();
        }
        return body;
    }

    private static Duration after(ClassicHttpResponse answer) {
        Header header = answer.getFirstHeader(HttpHeaders.RETRY_AFTER);
        String value = header == null ? null : header.getValue();
        if (value == null || !value.strip().matches("[0-9]{1,9}")) {
            return Duration.ZERO;
        }
        Duration said = Duration.ofSeconds(Long.parseLong(value.strip()));
        return said.compareTo(LONGEST_PAUSE) < 0 ? said : LONGEST_PAUSE;
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        try {
            http.close();
        } catch (IOException e) {
            log.debug("Connections to the language model could not be closed.", e);
        }
    }
}
