package org.claimtrail.history.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeFormat;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What the container may do with the response of a stream whose client is gone, and when. */
class ChangeStreamErrorTest {

    private final AtomicInteger completed = new AtomicInteger();
    private final MockAsyncContext exchange =
            new MockAsyncContext(new MockHttpServletRequest(), new MockHttpServletResponse()) {
                @Override
                public void complete() {
                    completed.incrementAndGet();
                }
            };

    @Test
    void theResponseIsNotGivenOnWhileAnotherThreadIsAtIt() throws Exception {
        BrokenPipe out = new BrokenPipe();
        ChangeStream stream = stream(out);
        stream.onWritePossible();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(
                () -> stream.send(List.of("event".getBytes(StandardCharsets.UTF_8)), Place.START, () -> {}));
        out.writing.await();

        CompletableFuture<Void> container = CompletableFuture.runAsync(() -> stream.onError(new AsyncEvent(exchange)));
        assertThatThrownBy(() -> container.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThat(completed).hasValue(0);
        out.broken.countDown();
        container.get(10, TimeUnit.SECONDS);

        assertThat(completed).hasValue(1);
        writer.get(10, TimeUnit.SECONDS);
        stream.send(List.of("late".getBytes(StandardCharsets.UTF_8)), Place.START, () -> {});
        assertThat(out.writes).hasValue(1);
    }

    @Test
    void anEndThatFailsCompletesItOnce() {
        ChangeStream stream = stream(new BrokenPipe());
        stream.onWritePossible();
        stream.end();
        stream.onError(new AsyncEvent(exchange));

        assertThat(completed).hasValue(1);
    }

    private ChangeStream stream(ServletOutputStream out) {
        Caller caller = new Caller(UUID.randomUUID(), "reader", Role.READER, null);
        return new ChangeStream(
                exchange,
                out,
                caller,
                null,
                ChangeFilter.ALL,
                ChangeFormat.CLAIMTRAIL,
                Place.START,
                () -> {},
                () -> {});
    }

    /** Fails when it is told to. */
    private static final class BrokenPipe extends ServletOutputStream {

        private final CountDownLatch writing = new CountDownLatch(1);
        private final CountDownLatch broken = new CountDownLatch(1);
        private final AtomicInteger writes = new AtomicInteger();

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            writes.incrementAndGet();
            writing.countDown();
            try {
                broken.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IOException("Broken pipe");
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {}
    }
}
