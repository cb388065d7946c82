package org.claimtrail.history.web;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeFormat;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What one client listens to. Nobody waits for it: what it does not take at once stays here, and Tomcat says when it takes
 * more. One that takes nothing for {@code server.tomcat.connection-timeout} is disconnected by Tomcat.
 */
final class ChangeStream implements WriteListener, AsyncListener {

    /** That of one who waits for a thread which is about to leave. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration PAUSE = Duration.ofNanos(100_000);

    private final AsyncContext exchange;
    private final ServletOutputStream out;
    private final Caller caller;
    private final @Nullable Instant until;
    private final ChangeFilter wanted;
    private final ChangeFormat format;
    private final Runnable gone;

    private final Queue<byte[]> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Runnable> then = new AtomicReference<>();
    /**
     * How often somebody wanted to write since the one who does began. Who finds another one at it leaves it to him: a lock
     * would be taken in either order with Tomcat's own.
     */
    private final AtomicInteger wishes = new AtomicInteger();

    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean completed = new AtomicBoolean();
    private volatile Place place;
    private volatile boolean open;
    private volatile boolean idle;
    private volatile boolean ending;
    private boolean unsent;

    /**
     * @param until when the caller's token expires, where that is known only from the token
     * @param gone is run when the client is gone, or was told the end
     */
    ChangeStream(
            AsyncContext exchange,
            ServletOutputStream out,
            Caller caller,
            @Nullable Instant until,
            ChangeFilter wanted,
            ChangeFormat format,
            Place place,
            Runnable begin,
            Runnable gone) {
        this.exchange = exchange;
        this.out = out;
        this.caller = caller;
        this.until = until;
        this.wanted = wanted;
        this.format = format;
        this.place = place;
        this.gone = gone;
        then.set(begin);
    }

    Caller caller() {
        return caller;
    }

    boolean hasExpired(Instant now) {
        return until != null && !until.isAfter(now);
    }

    ChangeFilter wanted() {
        return wanted;
    }

    ChangeFormat format() {
        return format;
    }

    /** Behind the last change that was passed on to here, or passed over. */
    Place place() {
        return place;
    }

    /** Whether the client took all that it was sent. */
    boolean isIdle() {
        return idle;
    }

    /**
     * Returns at once. Whoever sends waits for {@code then} before he sends more, so that little is kept for a slow client.
     *
     * @param end where the client is when it has taken this
     * @param then is run when the client took it all, in any thread
     */
    void send(Collection<byte[]> events, Place end, Runnable then) {
        idle = false;
        waiting.addAll(events);
        place = end;
        this.then.set(then);
        write();
    }

    /** Ends the stream when the client has taken what there is. */
    void end() {
        ending = true;
        write();
    }

    private void write() {
        if (!open || wishes.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        do {
            writeWhatIsTaken();
            seen = wishes.addAndGet(-seen);
        } while (seen != 0);
    }

    private void writeWhatIsTaken() {
        try {
            while (!over.get() && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    out.write(next);
                    unsent = true;
                } else if (unsent) {
                    unsent = false;
                    out.flush();
                } else if (ending) {
                    over();
                    complete();
                } else {
                    idle = true;
                    Runnable more = then.getAndSet(null);
                    if (more != null) {
                        more.run();
                    }
                    return;
                }
            }
        } catch (IOException | RuntimeException e) {
            // The client is gone. Tomcat knows, and tells onError where it has not taken the exchange apart already.
            over();
        }
    }

    private void over() {
        if (over.compareAndSet(false, true)) {
            waiting.clear();
            gone.run();
        }
    }

    private void complete() {
        if (completed.compareAndSet(false, true)) {
            exchange.complete();
        }
    }

    /**
     * Tomcat gives the response to the next request after it has told of an error. Whoever met the error may be at it
     * still, in another thread, and would end that next one.
     */
    private void awaitWriter() {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); wishes.get() > 0 && System.nanoTime() < end; ) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void onWritePossible() {
        open = true;
        write();
    }

    @Override
    public void onError(Throwable e) {
        over();
    }

    @Override
    public void onError(AsyncEvent event) {
        over();
        awaitWriter();
        complete();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        onError(event);
    }

    @Override
    public void onComplete(AsyncEvent event) {
        over();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
