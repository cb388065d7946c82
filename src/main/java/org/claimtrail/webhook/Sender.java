package org.claimtrail.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.claimtrail.fetch.Networks;
import org.claimtrail.fetch.Unanswered;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends one change to one address.
 *
 * <p>The client connects to the addresses that {@link Networks} allow of those that a name stands for just then, and to no
 * other: a name cannot stand for one when it is checked and for another when it is used. It follows no redirect, keeps no
 * cookies, and knows no proxy.
 */
@Component
class Sender implements DisposableBean {

    /** Of an answer nothing but its head counts; a short one is read so that the connection can be used again. */
    private static final int READ_OF_AN_ANSWER = 16 * 1024;

    private static final TimeValue UNUSED_CONNECTIONS_LAST = TimeValue.ofSeconds(30);

    private final CloseableHttpClient http;
    private final ScheduledThreadPoolExecutor deadlines;
    private final Duration longest;
    private final Clock clock;

    Sender(WebhookSettings settings, Targets targets, Clock clock) {
        Timeout connect = Timeout.of(settings.connectTimeout());
        Timeout answer = Timeout.of(settings.answerTimeout());
        int connections = Math.max(settings.atOnce(), 1) * WebhookInput.MOST_IN_PARALLEL;
        this.http = targets.networks().client(connections, connect, answer, UNUSED_CONNECTIONS_LAST);
        this.longest = settings.connectTimeout().plus(settings.answerTimeout());
        this.clock = clock;
        this.deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "webhook-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        // What was answered is not held any longer.
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /**
     * Takes at most as long as connecting and the answer may take.
     *
     * @param id the same whenever this change is sent
     * @param secrets each signs
     */
    Outcome send(String url, String id, List<byte[]> secrets, String mediaType, byte[] body) {
        long timestamp = clock.instant().getEpochSecond();
        HttpPost post = new HttpPost(URI.create(url));
        post.setEntity(new ByteArrayEntity(body, ContentType.create(mediaType, StandardCharsets.UTF_8)));
        post.setHeader("webhook-id", id);
        post.setHeader("webhook-timestamp", timestamp);
        post.setHeader("webhook-signature", Signing.signatures(secrets, id, timestamp, body));
        // Each wait has a bound of its own, which an answer that comes byte by byte never meets.
        Future<?> deadline = deadlines.schedule(post::cancel, longest.toMillis(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse answer =
                http.executeOpen(new HttpHost(post.getScheme(), post.getAuthority()), post, null)) {
            readTheRest(answer);
            return outcome(answer);
        } catch (IOException e) {
            return Outcome.failure(post.isCancelled() ? "no answer in time" : reason(e));
        } catch (RuntimeException e) {
            return Outcome.failure("what answered is no HTTP server");
        } finally {
            deadline.cancel(false);
        }
    }

    /** What is longer goes with the connection. */
    private static void readTheRest(ClassicHttpResponse answer) throws IOException {
        if (answer.getEntity() != null) {
            InputStream in = answer.getEntity().getContent();
            if (in != null) {
                in.readNBytes(READ_OF_AN_ANSWER);
            }
        }
    }

    private Outcome outcome(ClassicHttpResponse answer) {
        int status = answer.getCode();
        if (status >= 200 && status < 300) {
            return Outcome.ACKNOWLEDGED;
        }
        return new Outcome(
                "answered " + status, status == 410, retryAfter(answer.getFirstHeader(HttpHeaders.RETRY_AFTER)));
    }

    /** Seconds, or a date; anything else is none. */
    private @Nullable Duration retryAfter(@Nullable Header header) {
        if (header == null || header.getValue() == null) {
            return null;
        }
        String value = header.getValue().strip();
        if (value.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant until = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(clock.instant(), until);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String reason(IOException e) {
        return switch (Unanswered.of(e)) {
            case INSIDE -> Networks.INSIDE;
            case UNKNOWN_HOST -> "no such host";
            case UNTRUSTED -> "no TLS connection that can be trusted";
            case LATE -> "no answer in time";
            case UNCONNECTED -> "no connection";
            case BROKEN -> "the connection broke";
        };
    }

    @Override
    public void destroy() throws IOException {
        http.close();
        deadlines.shutdownNow();
    }
}
