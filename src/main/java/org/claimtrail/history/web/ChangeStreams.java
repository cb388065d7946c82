package org.claimtrail.history.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.claimtrail.access.KnownCallers;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeFeed.Entry;
import org.claimtrail.history.ChangeFeed.Part;
import org.claimtrail.history.ChangeFeedSettings;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeFormat;
import org.claimtrail.history.ChangeNews;
import org.claimtrail.history.CloudEvents;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Unfollowable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Streams the change feed to many clients with few threads. What is new is read once for all who are at the end; whoever
 * is behind, because he resumes or is slow, has pages of his own read until he has caught up.
 */
@Component
class ChangeStreams implements SmartLifecycle, MeterBinder {

    private static final Logger log = LoggerFactory.getLogger(ChangeStreams.class);

    private static final int WORKERS = 2;
    private static final int REPEAT_AFTER_MILLIS = 1000;

    private final ChangeFeed feed;
    private final CloudEvents cloudEvents;
    private final KnownCallers callers;
    private final ChangeFeedSettings settings;
    private final Clock clock;

    /** Reads what is new; only this one writes to those who are at the end. */
    private volatile ScheduledExecutorService reader = newReader();
    /** They read for those who are behind. */
    private volatile ExecutorService workers = newWorkers();

    private final Set<ChangeStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean told = new AtomicBoolean();
    /** Whether the database may be another one, which lacks what some were told. */
    private final AtomicBoolean doubted = new AtomicBoolean();

    private volatile boolean running;

    /** Those who are at {@link #end}, or ahead of it. Of the reader alone, as the end is. */
    private final Set<ChangeStream> following = new HashSet<>();

    private Place end = Place.START;

    ChangeStreams(
            ChangeFeed feed,
            CloudEvents cloudEvents,
            KnownCallers callers,
            ChangeNews news,
            ChangeFeedSettings settings,
            Clock clock) {
        this.feed = feed;
        this.cloudEvents = cloudEvents;
        this.callers = callers;
        this.settings = settings;
        this.clock = clock;
        news.tell(this::somethingIsNew);
        news.warn(() -> doubted.set(true));
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        Gauge.builder("claimtrail.feed.streams", streams, Set::size)
                .description("Streams of changes that are open here")
                .register(meters);
    }

    /**
     * Makes the answer to a request a stream, which begins behind a place.
     *
     * @param until when the caller's token expires, where that is known only from the token
     * @throws Busy where there are as many as there may be
     */
    void open(
            HttpServletRequest request,
            HttpServletResponse response,
            Caller caller,
            @Nullable Instant until,
            ChangeFilter wanted,
            ChangeFormat format,
            Place place)
            throws IOException {
        if (!isRunning()) {
            throw new Busy("The service is being stopped.", 1);
        }
        if (streams.size() >= settings.streams()) {
            throw new Busy("As many streams are open as this service lets be.", 10);
        }
        if (streams.stream()
                        .filter(stream -> stream.caller().account().equals(caller.account()))
                        .count()
                >= settings.streamsOfAccount()) {
            throw new Busy("As many streams are open as one account may have.", 10);
        }
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        // A proxy that gathers pieces would hold back the events.
        response.setHeader("X-Accel-Buffering", "no");
        if (request.getMethod().equals("HEAD")) {
            return;
        }
        // Not all at once, after the service was started anew.
        int pause = ThreadLocalRandom.current().nextInt(1000, 3000);
        response.getOutputStream().write(("retry: " + pause + "\n").getBytes(StandardCharsets.UTF_8));
        response.getOutputStream().write(heartbeat(place));
        response.flushBuffer();
        AsyncContext exchange = request.startAsync();
        exchange.setTimeout(0);
        ChangeStream[] stream = new ChangeStream[1];
        stream[0] = new ChangeStream(
                exchange,
                response.getOutputStream(),
                caller,
                until,
                wanted,
                format,
                place,
                () -> run(workers, () -> catchUp(stream[0])),
                () -> forget(stream[0]));
        streams.add(stream[0]);
        exchange.addListener(stream[0]);
        response.getOutputStream().setWriteListener(stream[0]);
        if (!isRunning()) {
            // Whoever stops has not seen this one, perhaps.
            stream[0].end();
        }
    }

    private void forget(ChangeStream stream) {
        streams.remove(stream);
        run(reader, () -> following.remove(stream));
    }

    /** Also where nothing is. */
    private void somethingIsNew() {
        if (!streams.isEmpty() && told.compareAndSet(false, true)) {
            run(reader, this::readWhatIsNew);
        }
    }

    private void readWhatIsNew() {
        // What is told from here on may be past what is read now.
        told.set(false);
        try {
            if (doubted.compareAndSet(true, false)) {
                endThoseWhoKnowMore();
            }
            boolean more = true;
            while (more && !following.isEmpty()) {
                Part part = feed.after(end, ChangeFilter.ALL);
                end = part.end();
                passOn(part);
                more = part.more();
            }
        } catch (RuntimeException e) {
            log.warn("Cannot read new changes for those who listen: {}", e.getMessage());
            later(this::somethingIsNew);
        }
    }

    /** Who comes back is told what was lost, and where to go on. */
    private void endThoseWhoKnowMore() {
        for (ChangeStream stream : streams) {
            try {
                feed.place(stream.place().cursor());
            } catch (Unfollowable e) {
                stream.end();
            } catch (RuntimeException e) {
                doubted.set(true);
                throw e;
            }
        }
    }

    private void passOn(Part part) {
        Map<ChangeFormat, List<byte[]>> written = new EnumMap<>(ChangeFormat.class);
        for (ChangeStream stream : List.copyOf(following)) {
            if (!stream.isIdle()) {
                // What he has not taken yet is all that is kept for him; the rest he gets by himself.
                following.remove(stream);
                stream.send(List.of(), stream.place(), () -> run(workers, () -> catchUp(stream)));
            } else if (stream.place().compareTo(part.end()) < 0) {
                List<byte[]> events = written.computeIfAbsent(stream.format(), format -> events(part, format));
                List<byte[]> wanted = new ArrayList<>();
                for (int i = 0; i < events.size(); i++) {
                    Entry change = part.changes().get(i);
                    if (change.place().compareTo(stream.place()) > 0
                            && stream.wanted().includes(change)) {
                        wanted.add(events.get(i));
                    }
                }
                stream.send(wanted, part.end(), () -> {});
            }
        }
    }

    private void catchUp(ChangeStream stream) {
        if (!streams.contains(stream)) {
            return;
        }
        try {
            Part part = feed.after(stream.place(), stream.wanted());
            stream.send(
                    events(part, stream.format()),
                    part.end(),
                    part.more() ? () -> run(workers, () -> catchUp(stream)) : () -> run(reader, () -> follow(stream)));
        } catch (RuntimeException e) {
            log.warn("Cannot read changes for one who listens: {}", e.getMessage());
            later(() -> run(workers, () -> catchUp(stream)));
        }
    }

    private void follow(ChangeStream stream) {
        if (!streams.contains(stream)) {
            return;
        }
        // What came between his last page and now is read again: nobody told him, and the others pass over it. The
        // others
        // may also be ahead of all that there is, where a standby took over that had not yet got the last changes.
        if (following.isEmpty() || stream.place().compareTo(end) < 0) {
            end = stream.place();
        }
        following.add(stream);
        somethingIsNew();
    }

    /** Shows that the streams live, and ends those of callers who may not read any more. */
    private void tick() {
        try {
            // One that is opened meanwhile was looked up by itself.
            List<ChangeStream> present = List.copyOf(streams);
            Set<Caller> known =
                    callers.known(present.stream().map(ChangeStream::caller).collect(Collectors.toSet()));
            Instant now = clock.instant();
            for (ChangeStream stream : present) {
                if (!known.contains(stream.caller()) || stream.hasExpired(now)) {
                    stream.end();
                }
            }
        } catch (RuntimeException e) {
            log.warn("Cannot look up whose streams these are: {}", e.getMessage());
        }
        for (ChangeStream stream : following) {
            if (stream.isIdle()) {
                stream.send(List.of(heartbeat(stream.place())), stream.place(), () -> {});
            }
        }
    }

    /** Also after it was stopped. */
    @Override
    public void start() {
        if (reader.isShutdown()) {
            reader = newReader();
            workers = newWorkers();
            told.set(false);
            run(reader, following::clear);
        }
        reader.scheduleWithFixedDelay(
                this::tick,
                settings.heartbeat().toMillis(),
                settings.heartbeat().toMillis(),
                TimeUnit.MILLISECONDS);
        running = true;
    }

    /** Before the server waits for the requests that are under way: these would go on for ever. */
    @Override
    public void stop() {
        running = false;
        streams.forEach(ChangeStream::end);
        reader.shutdownNow();
        workers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void later(Runnable task) {
        try {
            reader.schedule(task, REPEAT_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // It is over.
        }
    }

    private static void run(ExecutorService threads, Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // It is over.
        }
    }

    private static ScheduledExecutorService newReader() {
        return Executors.newSingleThreadScheduledExecutor(named("changes-"));
    }

    private static ExecutorService newWorkers() {
        return Executors.newFixedThreadPool(WORKERS, named("changes-behind-"));
    }

    private static ThreadFactory named(String name) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        return threads;
    }

    /** An id without data is no event, but the client resumes from there: also where none of its events came for long. */
    private static byte[] heartbeat(Place place) {
        return (":\nid: " + place.cursor() + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private List<byte[]> events(Part part, ChangeFormat format) {
        return part.changes().stream().map(change -> event(change, format)).toList();
    }

    private byte[] event(Entry change, ChangeFormat format) {
        return ("id: " + change.place().cursor() + "\nevent: " + change.type() + "\ndata: "
                        + new String(cloudEvents.written(change, format), StandardCharsets.UTF_8) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
