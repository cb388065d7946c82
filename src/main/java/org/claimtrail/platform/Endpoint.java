package org.claimtrail.platform;

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
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts JSON to the one address that the operator named, wherever that is, within bounds of time and bytes. What it redirects to is
 * not followed.
 */
public final class Endpoint implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Endpoint.class);

    private static final TimeValue UNUSED_CONNECTIONS_LAST = TimeValue.ofSeconds(30);

    /** Nobody is believed who says that it will take longer. */
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /**
     * What it answered.
     *
     * @param body of 200; of all else nothing is read
     * @param after how long it wants to be left alone
     */
    public record Reply(int status, byte[] body, Duration after) {}

    /**
     * How long it is waited for, and how much it may answer.
     *
     * @param connect until there is a connection
     * @param pause between two parts of an answer
     * @param connections how many there are at once
     * @param answer in bytes
     */
    public record Bounds(Duration connect, Duration pause, int connections, int answer) {}

    /** What it answers has no end in sight. */
    public static final class TooLongException extends IOException {

        private static final long serialVersionUID = 1;

        TooLongException() {
            super("its answer is too long");
        }
    }

    /** It did not answer in the time that there was. */
    public static final class TooLateException extends IOException {

        private static final long serialVersionUID = 1;

        TooLateException(IOException cause) {
            super("no answer in time", cause);
        }
    }

    private final URI address;
    private final Map<String, String> headers;
    private final int longest;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines;

    /** @param name of what it is for, as threads are called */
    public Endpoint(String name, URI address, Map<String, String> headers, Bounds bounds) {
        this.address = address;
        this.headers = headers;
        this.longest = bounds.answer();
        Timeout pause = Timeout.of(bounds.pause());
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.of(bounds.connect()))
                                .setSocketTimeout(pause)
                                .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                .build())
                        .setMaxConnTotal(bounds.connections())
                        .setMaxConnPerRoute(bounds.connections())
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(pause)
                        .setResponseTimeout(pause)
                        .build())
                .evictIdleConnections(UNUSED_CONNECTIONS_LAST)
                .setUserAgent("Claimtrail")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
        this.deadlines = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name + "-deadlines");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * What it answers.
     *
     * @param within how long all of it may take
     * @throws TooLateException if it takes longer
     * @throws TooLongException if there is more of it than may be
     * @throws IOException if there is no answer
     */
    public Reply post(byte[] body, Duration within) throws IOException {
        HttpPost post = new HttpPost(address);
        post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
        post.setHeader(HttpHeaders.ACCEPT, ContentType.APPLICATION_JSON.getMimeType());
        headers.forEach(post::setHeader);
        // Each wait has a bound of its own, which an answer that comes byte by byte never meets.
        Future<?> deadline = deadlines.schedule(post::cancel, Math.max(1, within.toMillis()), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse answer =
                http.executeOpen(new HttpHost(post.getScheme(), post.getAuthority()), post, null)) {
            try {
                return new Reply(
                        answer.getCode(),
                        answer.getCode() == HttpStatus.SC_OK ? read(answer.getEntity()) : new byte[0],
                        after(answer));
            } catch (TooLongException e) {
                // Else the rest of it would be read, so that the connection can be used again.
                post.cancel();
                throw e;
            }
        } catch (TooLongException e) {
            throw e;
        } catch (IOException e) {
            throw post.isCancelled() ? new TooLateException(e) : e;
        } finally {
            deadline.cancel(false);
        }
    }

    private byte[] read(@Nullable HttpEntity entity) throws IOException {
        byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(longest + 1);
        if (body.length > longest) {
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
            log.debug("Connections to {} could not be closed.", address, e);
        }
    }
}
