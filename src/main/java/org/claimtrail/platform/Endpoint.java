package org.claimtrail.platform;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
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
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Posts JSON to the one address that the operator named, wherever that is, within bounds of time and bytes. What it redirects to is
 * not followed.
 */
public final class Endpoint implements AutoCloseable {

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
    private final Client client;

    /** @param name of what it is for, as threads are called */
    public Endpoint(String name, URI address, Map<String, String> headers, Bounds bounds) {
        this.address = address;
        this.headers = headers;
        this.longest = bounds.answer();
        this.client = new Client(name, bounds.connect(), bounds.pause(), bounds.connections());
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
        Future<?> deadline = client.cancelAfter(post, within);
        try (ClassicHttpResponse answer = client.open(post)) {
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

    /** How long whoever answered wants to be left alone: by seconds, which anything else does not say. */
    public static Duration after(ClassicHttpResponse answer) {
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
        client.close(CloseMode.GRACEFUL);
    }

    /** Asks wherever the operator says, within bounds of time. What it is redirected to is not followed, and nothing is repeated. */
    public static final class Client {

        private static final TimeValue UNUSED_CONNECTIONS_LAST = TimeValue.ofSeconds(30);

        private final CloseableHttpClient http;
        private final ScheduledThreadPoolExecutor deadlines;

        /**
         * @param name of what it is for, as threads are called
         * @param connect how long until there is a connection
         * @param pause between two parts of an answer
         * @param connections how many there are at once
         */
        public Client(String name, Duration connect, Duration pause, int connections) {
            Timeout silence = Timeout.of(pause);
            this.http = HttpClients.custom()
                    .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                            .setDefaultConnectionConfig(ConnectionConfig.custom()
                                    .setConnectTimeout(Timeout.of(connect))
                                    .setSocketTimeout(silence)
                                    .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                                    .build())
                            .setMaxConnTotal(connections)
                            .setMaxConnPerRoute(connections)
                            .build())
                    .setDefaultRequestConfig(RequestConfig.custom()
                            .setConnectionRequestTimeout(silence)
                            .setResponseTimeout(silence)
                            .build())
                    .evictIdleConnections(UNUSED_CONNECTIONS_LAST)
                    .setUserAgent("Claimtrail")
                    .disableRedirectHandling()
                    .disableAutomaticRetries()
                    .disableCookieManagement()
                    .disableAuthCaching()
                    .build();
            this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, name + "-deadlines");
                thread.setDaemon(true);
                return thread;
            });
            // Of an answer in many parts, each has a deadline of its own.
            deadlines.setRemoveOnCancelPolicy(true);
        }

        /** What is answered, to be read, and closed. */
        public ClassicHttpResponse open(HttpUriRequestBase request) throws IOException {
            return http.executeOpen(new HttpHost(request.getScheme(), request.getAuthority()), request, null);
        }

        /** Breaks off a request after a time, unless that is cancelled before. */
        public Future<?> cancelAfter(HttpUriRequestBase request, Duration time) {
            return deadlines.schedule(request::cancel, Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS);
        }

        public void close(CloseMode how) {
            deadlines.shutdownNow();
            http.close(how);
        }
    }
}
