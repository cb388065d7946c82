package org.claimtrail.webhook;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.database.Sql;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeFilter;
import org.claimtrail.history.ChangeNews;
import org.claimtrail.history.CloudEvents;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Forgotten;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.Lost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Sends the changes to the webhooks, to each one after the other, or several at once where it takes them so, and reads ahead what is to be sent next. What was
 * acknowledged is noted soon, at the latest when what was read is sent: so after a crash those changes are sent twice that
 * were acknowledged within a few milliseconds, or the one that was under way, and none is left out.
 *
 * <p>One instance at a time serves a webhook. It says for how long, in the database and by the database's clock; when it
 * has not said so again by then, another one takes over.
 */
@Component
class Deliveries implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private static final int MINE_FOR_SECONDS = 15;
    private static final int MINE_IS_SAID_EVERY_SECONDS = 5;
    /** Then it is the turn of those webhooks that wait for a thread. */
    private static final Duration TURN = Duration.ofSeconds(1);
    /** Whoever takes longer than this for an answer has each noted by itself; of the others, many are noted at once. */
    private static final Duration NOTED_AFTER = Duration.ofMillis(20);
    /** So many webhooks have changes read for them at once: what is read takes a connection and room. */
    private static final int READERS = 2;

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);
    private static final int REPEAT_AFTER_SECONDS = 5;

    private static final String MINE = "worker = :me, worker_until = now() + make_interval(secs => :mine)";

    private final ChangeFeed feed;
    private final CloudEvents cloudEvents;
    private final Sender sender;
    private final SecurityLog securityLog;
    private final WebhookSettings settings;
    private final JdbcClient db;
    private final Clock clock;

    private final UUID me = Ids.next();
    private volatile ScheduledExecutorService timer = newTimer();
    private volatile ThreadPoolExecutor workers;
    private volatile ExecutorService readers = newReaders();
    private final AtomicBoolean told = new AtomicBoolean();
    /** Those that are served here just now, and whether something is new since. */
    private final Map<UUID, Boolean> served = new ConcurrentHashMap<>();

    private volatile boolean running;

    Deliveries(
            ChangeFeed feed,
            CloudEvents cloudEvents,
            ChangeNews news,
            Sender sender,
            SecurityLog securityLog,
            WebhookSettings settings,
            JdbcClient db,
            Clock clock) {
        this.feed = feed;
        this.cloudEvents = cloudEvents;
        this.sender = sender;
        this.securityLog = securityLog;
        this.settings = settings;
        this.db = db;
        this.clock = clock;
        this.workers = newWorkers();
        news.tell(this::somethingIsNew);
    }

    private static ScheduledExecutorService newTimer() {
        return Executors.newSingleThreadScheduledExecutor(named("webhooks-"));
    }

    private ThreadPoolExecutor newWorkers() {
        int threads = Math.max(settings.atOnce(), 1);
        return new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("webhook-"));
    }

    private static ExecutorService newReaders() {
        return Executors.newFixedThreadPool(READERS, named("webhooks-reading-"));
    }

    private static CustomizableThreadFactory named(String name) {
        CustomizableThreadFactory threads = new CustomizableThreadFactory(name);
        threads.setDaemon(true);
        return threads;
    }

    private void somethingIsNew() {
        if (running && told.compareAndSet(false, true)) {
            run(timer, this::serveAll);
        }
    }

    private void serveAll() {
        told.set(false);
        try {
            db.sql("""
                            select id from webhook
                            where active and parked_at is null
                              and not exists (select from outgoing_hold)
                              and (next_attempt_at is null or next_attempt_at <= now())
                              and (worker is null or worker = :me or worker_until < now())""").param("me", me).query(UUID.class).list().forEach(this::serve);
        } catch (RuntimeException e) {
            log.warn("Cannot look which webhooks there are: {}", e.getMessage());
            again(Duration.ofSeconds(REPEAT_AFTER_SECONDS));
        }
    }

    private void serve(UUID id) {
        if (served.merge(id, false, (busy, more) -> true).equals(false)) {
            run(workers, () -> work(id));
        }
    }

    private void work(UUID id) {
        boolean more = false;
        try {
            more = claim(id).map(this::deliver).orElse(false);
            release(id);
        } catch (RuntimeException e) {
            if (running) {
                log.warn("Cannot serve the webhook {} now: {}", id, e.getMessage());
            }
            again(Duration.ofSeconds(REPEAT_AFTER_SECONDS));
        }
        Boolean meanwhile = served.remove(id);
        if (running && (more || Boolean.TRUE.equals(meanwhile))) {
            serve(id);
        }
    }

    /** Sends what is there; returns whether there is more. */
    private boolean deliver(Subscription webhook) {
        Place place = place(webhook);
        if (place == null) {
            park(webhook, webhook.failures(), "the change behind which to go on is not there any more");
            return false;
        }
        Delivery delivery = new Delivery(webhook);
        Future<ChangeFeed.Part> reading = read(place, webhook.wanted());
        long end = System.nanoTime() + TURN.toNanos();
        try {
            while (true) {
                ChangeFeed.Part part = reading.get();
                List<ChangeFeed.Entry> changes = part.changes();
                // Not all at once: whoever is slow has nothing read for him that he does not get to in his turn.
                int half = changes.size() / 2;
                for (int from = 0, to; from < changes.size(); from = to) {
                    to = Math.min(from + delivery.batch(), changes.size());
                    if (from <= half && half < to && part.more()) {
                        reading = read(part.end(), webhook.wanted());
                    }
                    if (!delivery.send(changes.subList(from, to))) {
                        return delivery.isOtherwise();
                    }
                    if (System.nanoTime() > end) {
                        delivery.note(changes.get(to - 1).place());
                        return true;
                    }
                }
                if (!delivery.note(part.end())) {
                    return true;
                }
                if (!part.more()) {
                    return false;
                }
                if (changes.isEmpty()) {
                    reading = read(part.end(), webhook.wanted());
                }
                if (workers.getQueue().isEmpty()) {
                    end = System.nanoTime() + TURN.toNanos();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } finally {
            reading.cancel(false);
        }
    }

    private Future<ChangeFeed.Part> read(Place place, ChangeFilter wanted) {
        return readers.submit(() -> feed.after(place, wanted));
    }

    /** What a webhook is sent in a turn, and how far that is noted. */
    private final class Delivery {

        private Subscription webhook;
        private @Nullable Place unnoted;
        private long noted = System.nanoTime();
        private boolean otherwise;

        Delivery(Subscription webhook) {
            this.webhook = webhook;
        }

        /** How many changes a request may hold by now. */
        int batch() {
            return webhook.batch();
        }

        /** Returns whether to go on. */
        boolean send(List<ChangeFeed.Entry> changes) {
            ChangeFeed.Entry last = changes.get(changes.size() - 1);
            boolean several = webhook.batch() > 1;
            Outcome outcome = sender.send(
                    webhook.url(),
                    messageId(last),
                    webhook.secrets(clock.instant()),
                    several
                            ? webhook.format().mediaTypeOfSeveral()
                            : webhook.format().mediaType(),
                    several
                            ? cloudEvents.written(changes, webhook.format())
                            : cloudEvents.written(last, webhook.format()));
            if (outcome.error() == null) {
                unnoted = last.place();
            }
            if (!running) {
                // Perhaps it only failed for being broken off. Whoever stops interrupted this thread, and waits for it.
                Thread.interrupted();
                noteWhatWasAcknowledged();
                return false;
            }
            if (outcome.error() != null) {
                if (noteWhatWasAcknowledged()) {
                    failed(webhook, outcome, outcome.error());
                }
                return false;
            }
            return System.nanoTime() - noted < NOTED_AFTER.toNanos() || noteWhatWasAcknowledged();
        }

        private boolean noteWhatWasAcknowledged() {
            return unnoted == null || note(unnoted);
        }

        /** Notes how far it has come; returns whether the webhook is still served here, and wants the same. */
        boolean note(Place place) {
            Subscription now = (unnoted == null ? passed(webhook, place) : acknowledged(webhook, place)).orElse(null);
            unnoted = null;
            noted = System.nanoTime();
            otherwise = now == null || !now.isServed() || !now.wantsTheSameAs(webhook);
            if (now != null) {
                webhook = now;
            }
            return !otherwise;
        }

        /** Whether somebody changed the webhook meanwhile, so that it has to be looked at again. */
        boolean isOtherwise() {
            return otherwise;
        }
    }

    private @Nullable Place place(Subscription webhook) {
        try {
            return feed.place(webhook.place()).orElse(null);
        } catch (Lost e) {
            log.warn(
                    "The webhook {} was told more than came along to here. It goes on after {}.",
                    webhook.id(),
                    e.after());
            return feed.place(e.after()).orElse(null);
        } catch (Forgotten e) {
            return null;
        }
    }

    /** The cursor, with no full stops: what is signed is put together with these. */
    private static String messageId(ChangeFeed.Entry change) {
        return change.place().cursor().replace('.', '_');
    }

    private Optional<Subscription> claim(UUID id) {
        return db.sql(Sql.of("""
                        update webhook set {mine}
                        where id = :id and active and parked_at is null
                          and not exists (select from outgoing_hold)
                          and (next_attempt_at is null or next_attempt_at <= now())
                          and (worker is null or worker = :me or worker_until < now())
                        returning {columns}""", Map.of("mine", MINE, "columns", Subscription.COLUMNS)))
                .param("me", me)
                .param("mine", MINE_FOR_SECONDS)
                .param("id", id)
                .query(Subscription::of)
                .optional();
    }

    private void release(UUID id) {
        db.sql("update webhook set worker = null, worker_until = null where id = :id and worker = :me")
                .param("id", id)
                .param("me", me)
                .update();
    }

    /** The webhook as it is by now; empty where it is gone, somebody set its place, or another instance took over. */
    private Optional<Subscription> acknowledged(Subscription webhook, Place place) {
        return moved(
                webhook, place, ", failures = 0, last_delivered_at = now(), next_attempt_at = null, last_error = null");
    }

    private Optional<Subscription> passed(Subscription webhook, Place place) {
        return place.cursor().equals(webhook.place()) ? Optional.of(webhook) : moved(webhook, place, "");
    }

    private Optional<Subscription> moved(Subscription webhook, Place place, String also) {
        return db.sql("update webhook set place = :next, " + MINE + also
                        + " where id = :id and worker = :me and place = :place returning " + Subscription.COLUMNS)
                .param("next", place.cursor())
                .param("mine", MINE_FOR_SECONDS)
                .param("id", webhook.id())
                .param("me", me)
                .param("place", webhook.place())
                .query(Subscription::of)
                .optional();
    }

    private void failed(Subscription webhook, Outcome outcome, String error) {
        int failures = webhook.failures() + 1;
        if (outcome.gone() || failures > settings.retryAfter().size()) {
            park(webhook, failures, error);
            return;
        }
        Duration pause = pause(failures, outcome.retryAfter());
        log.info("The webhook {} failed: {}. Next try in {}.", webhook.id(), error, pause);
        note(webhook, failures, error, pause);
        again(pause);
    }

    private Duration pause(int failures, @Nullable Duration asked) {
        long usual = settings.retryAfter().get(failures - 1).toMillis();
        // Not all at once where many failed at once.
        Duration pause =
                Duration.ofMillis((long) (usual * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
        if (asked == null || asked.compareTo(pause) < 0) {
            return pause;
        }
        return asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
    }

    private void park(Subscription webhook, int failures, String error) {
        if (note(webhook, failures, error, null)) {
            log.warn("The webhook {} is parked after {} failures: {}", webhook.id(), failures, error);
            securityLog.record(SecurityEvent.WEBHOOK_PARKED, null, null, null, webhook.id() + ", " + error);
        }
    }

    /** @param pause absent where it is parked */
    private boolean note(Subscription webhook, int failures, String error, @Nullable Duration pause) {
        return db.sql("""
                        update webhook
                        set failures = :failures, last_error = :error,
                            next_attempt_at = now() + make_interval(secs => cast(:pause as float8)),
                            parked_at = case when cast(:pause as float8) is null then now() end
                        where id = :id and worker = :me and place = :place""")
                        .param("failures", failures)
                        .param("error", error)
                        .param("pause", pause == null ? null : pause.toMillis() / 1000.0)
                        .param("id", webhook.id())
                        .param("me", me)
                        .param("place", webhook.place())
                        .update()
                == 1;
    }

    private void again(Duration pause) {
        try {
            // A little later than the database's own time has come.
            timer.schedule(this::somethingIsNew, pause.toMillis() + 10, TimeUnit.MILLISECONDS);
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

    private void sayThatIGoOn() {
        if (served.isEmpty()) {
            return;
        }
        try {
            db.sql("update webhook set " + MINE + " where worker = :me")
                    .param("me", me)
                    .param("mine", MINE_FOR_SECONDS)
                    .update();
        } catch (RuntimeException e) {
            log.warn("Cannot say that the webhooks are served: {}", e.getMessage());
        }
    }

    /** Also after it was stopped. */
    @Override
    public void start() {
        if (settings.atOnce() == 0) {
            return;
        }
        if (timer.isShutdown()) {
            timer = newTimer();
            workers = newWorkers();
            readers = newReaders();
            told.set(false);
            served.clear();
        }
        running = true;
        timer.scheduleWithFixedDelay(
                this::sayThatIGoOn, MINE_IS_SAID_EVERY_SECONDS, MINE_IS_SAID_EVERY_SECONDS, TimeUnit.SECONDS);
        somethingIsNew();
    }

    @Override
    public void stop() {
        if (!running) {
            return;
        }
        running = false;
        timer.shutdownNow();
        workers.shutdownNow();
        readers.shutdownNow();
        try {
            workers.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
            // So that another instance need not wait.
            db.sql("update webhook set worker = null, worker_until = null where worker = :me")
                    .param("me", me)
                    .update();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.debug("Cannot hand over the webhooks", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
