package org.claimtrail.webhook;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
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
import java.util.function.Consumer;
import org.claimtrail.access.SecurityEvent;
import org.claimtrail.access.SecurityLog;
import org.claimtrail.history.ChangeFeed;
import org.claimtrail.history.ChangeNews;
import org.claimtrail.history.CloudEvents;
import org.claimtrail.history.Place;
import org.claimtrail.platform.Forgotten;
import org.claimtrail.platform.Lost;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Sends the changes to the webhooks: to each one after the other, several in one request or those of several things at the same time, as it
 * takes them, and reads ahead what is to be sent next. What was acknowledged is noted soon, at the latest when all that was read is
 * sent: so after a crash those changes are sent twice that were acknowledged within a few milliseconds, that were under way, or
 * that came behind one of these, and none is left out.
 *
 * <p>A thread for each webhook that is served decides what is sent to it ({@link Delivery}). Where several changes are under
 * way at the same time, each is on a thread of its own, of which there are as many as the webhooks that are served take.
 */
@Component
class Deliveries implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private static final int GOING_ON_IS_SAID_EVERY_SECONDS = 5;
    /** Then it is the turn of those webhooks that wait for a thread, and what was read and not sent is read again. */
    private static final Duration TURN = Duration.ofSeconds(1);
    /** Whoever takes longer than this for an answer has each noted by itself; of the others, many are noted at once. */
    private static final Duration NOTED_AFTER = Duration.ofMillis(20);
    /** So many webhooks have changes read for them at once: what is read takes a connection and room. */
    private static final int READERS = 2;

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);
    private static final int REPEAT_AFTER_SECONDS = 5;

    private final ChangeFeed feed;
    private final CloudEvents cloudEvents;
    private final Sender sender;
    private final ServedWebhooks webhooks;
    private final SecurityLog securityLog;
    private final WebhookSettings settings;
    private final Clock clock;

    private volatile ScheduledExecutorService timer = newTimer();
    private volatile ThreadPoolExecutor workers;
    private volatile ExecutorService senders = newSenders();
    private volatile ExecutorService readers = newReaders();
    private final AtomicBoolean told = new AtomicBoolean();
    /** Of those that are served here just now, or wait for it. */
    private final Map<UUID, Mailbox> served = new ConcurrentHashMap<>();
    /** Of those that are not, and have had changes acknowledged behind their place. */
    private final Map<UUID, Progress> ahead = new ConcurrentHashMap<>();

    private volatile boolean running;

    Deliveries(
            ChangeFeed feed,
            CloudEvents cloudEvents,
            ChangeNews news,
            Sender sender,
            ServedWebhooks webhooks,
            SecurityLog securityLog,
            WebhookSettings settings,
            Clock clock) {
        this.feed = feed;
        this.cloudEvents = cloudEvents;
        this.sender = sender;
        this.webhooks = webhooks;
        this.securityLog = securityLog;
        this.settings = settings;
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

    private static ExecutorService newSenders() {
        return Executors.newCachedThreadPool(named("webhook-sending-"));
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
            Set<UUID> known = new HashSet<>();
            for (ServedWebhooks.Known webhook : webhooks.all()) {
                UUID id = webhook.id();
                known.add(id);
                if (webhook.isFree() && (webhook.isDue() || served.containsKey(id) || goesOn(id))) {
                    serve(id);
                }
            }
            ahead.keySet().retainAll(known);
        } catch (RuntimeException e) {
            log.warn("Cannot look which webhooks there are: {}", e.getMessage());
            again(Duration.ofSeconds(REPEAT_AFTER_SECONDS));
        }
    }

    /** Whether something may be sent although a change failed. */
    private boolean goesOn(UUID id) {
        Progress progress = ahead.get(id);
        return progress != null && progress.goesOn();
    }

    private void serve(UUID id) {
        served.compute(id, (key, present) -> {
            if (present != null) {
                present.tellOfNews();
                return present;
            }
            Mailbox mailbox = new Mailbox();
            run(workers, () -> work(id, mailbox));
            return mailbox;
        });
    }

    private void work(UUID id, Mailbox mailbox) {
        boolean more = false;
        try {
            Subscription webhook = webhooks.take(id, goesOn(id)).orElse(null);
            if (webhook != null) {
                more = deliver(webhook, mailbox);
            }
            webhooks.release(id);
        } catch (RuntimeException e) {
            if (running) {
                log.warn("Cannot serve the webhook {} now: {}", id, e.getMessage());
            }
            again(Duration.ofSeconds(REPEAT_AFTER_SECONDS));
        }
        served.remove(id);
        if (running && (more || mailbox.hasNews())) {
            serve(id);
        }
    }

    /** Sends what is there; returns whether there is more. */
    private boolean deliver(Subscription webhook, Mailbox mailbox) {
        Progress before = ahead.remove(webhook.id());
        Place place = place(webhook);
        if (place == null) {
            park(webhook, webhook.failures(), "the change behind which to go on is not there any more");
            return false;
        }
        Delivery delivery = new Delivery(
                webhook,
                before != null && before.isOf(webhook, place) ? before : new Progress(webhook, place),
                mailbox);
        try {
            delivery.sendAll();
        } finally {
            delivery.awaitAnswers();
        }
        return delivery.end();
    }

    /** What a webhook's thread has to know of: news, what was read, and answers. */
    private static final class Mailbox {

        private final BlockingQueue<Consumer<Delivery>> letters = new LinkedBlockingQueue<>();
        private final AtomicBoolean news = new AtomicBoolean();

        void add(Consumer<Delivery> letter) {
            letters.add(letter);
        }

        void tellOfNews() {
            if (news.compareAndSet(false, true)) {
                letters.add(delivery -> {
                    news.set(false);
                    delivery.more = true;
                    delivery.toldOfNews = true;
                });
            }
        }

        /** Whether it was told of some that it did not look for yet. */
        boolean hasNews() {
            return news.get();
        }

        /** The next one, for which it waits; none when the time is over. */
        @Nullable
        Consumer<Delivery> next(Duration time) throws InterruptedException {
            return letters.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        }

        /** The next one that is there. */
        @Nullable
        Consumer<Delivery> next() {
            return letters.poll();
        }
    }

    /** How far a webhook has come, and what failed. */
    private static final class Progress {

        private final Instant updatedAt;
        private final Window window;
        private boolean failing;
        /** When what failed is tried again, as {@link System#nanoTime} tells it. */
        private long retryAt;
        /** Whether until then nothing else is sent. */
        private boolean halted;

        private volatile boolean goesOn;

        Progress(Subscription webhook, Place place) {
            this.updatedAt = webhook.updatedAt();
            this.window = new Window(place, webhook.parallel() > 1);
        }

        /** Not where somebody changed the webhook, or had it go on from elsewhere: then everything is sent again. */
        boolean isOf(Subscription webhook, Place place) {
            return updatedAt.equals(webhook.updatedAt()) && window.place().equals(place);
        }

        void failed(Duration pause) {
            failing = true;
            retryAt = System.nanoTime() + pause.toNanos();
        }

        Duration pauseLeft() {
            return Duration.ofNanos(Math.max(retryAt - System.nanoTime(), 0));
        }

        boolean isToBeTriedAgain() {
            return failing && pauseLeft().isZero();
        }

        void tryAgain() {
            failing = false;
            halted = false;
            window.tryAgain();
        }

        /** While nobody sends: without what is to be sent, which may be gone by then. */
        void rest() {
            goesOn = !halted && window.hasRoom();
            window.readAgain();
        }

        boolean goesOn() {
            return goesOn || isToBeTriedAgain();
        }
    }

    /** What a webhook is sent in a turn. Only its thread calls this. */
    private final class Delivery {

        private static final Duration LONG = Duration.ofHours(1);

        private final Mailbox mailbox;
        private final Progress progress;
        private final Window window;
        private final long turnEnds = System.nanoTime() + TURN.toNanos();
        private Subscription webhook;
        private @Nullable Future<ChangeFeed.Part> reading;
        /** Whether there may be more to be read. */
        private boolean more = true;

        /** Whether somebody may have changed the webhook since it was looked at. */
        private boolean toldOfNews;

        private boolean unnoted;
        private long noted = System.nanoTime();
        /** Whether nothing more is begun. */
        private boolean over;

        private boolean comesBack;
        private boolean parked;
        /** Whether somebody changed the webhook meanwhile, or took it over, so that it has to be looked at again. */
        private boolean otherwise;

        Delivery(Subscription webhook, Progress progress, Mailbox mailbox) {
            this.webhook = webhook;
            this.progress = progress;
            this.window = progress.window;
            this.mailbox = mailbox;
            this.over = progress.halted && !progress.isToBeTriedAgain();
        }

        void sendAll() {
            begin();
            while (window.requestsUnderWay() > 0 || (reading != null && !over)) {
                read(await(patience()));
                for (Consumer<Delivery> letter = mailbox.next(); letter != null; letter = mailbox.next()) {
                    read(letter);
                }
                if (!running) {
                    // Whoever stops interrupts this thread, and waits for it.
                    Thread.interrupted();
                    over = true;
                }
                if (unnoted && System.nanoTime() - noted >= NOTED_AFTER.toNanos()) {
                    note();
                }
                if (!over
                        && System.nanoTime() - turnEnds > 0
                        && !workers.getQueue().isEmpty()) {
                    over = true;
                    comesBack = true;
                }
                begin();
                if (unnoted && window.requestsUnderWay() == 0) {
                    note();
                }
            }
            note();
        }

        private void read(@Nullable Consumer<Delivery> letter) {
            if (letter != null) {
                letter.accept(this);
            }
        }

        private @Nullable Consumer<Delivery> await(Duration time) {
            try {
                return mailbox.next(time);
            } catch (InterruptedException e) {
                over = true;
                return null;
            }
        }

        /** How long it may wait: what was acknowledged is to be noted, and what failed to be tried again. */
        private Duration patience() {
            if (unnoted) {
                return NOTED_AFTER.minusNanos(System.nanoTime() - noted);
            }
            return progress.failing && !over && reading == null ? progress.pauseLeft() : LONG;
        }

        /** Whatever happened: nothing of the same thing may be sent before. */
        void awaitAnswers() {
            over = true;
            while (window.requestsUnderWay() > 0) {
                try {
                    read(await(LONG));
                } catch (RuntimeException e) {
                    log.debug("Cannot note what became of a change", e);
                }
            }
        }

        /** Returns whether to come back at once. */
        boolean end() {
            if (reading != null) {
                reading.cancel(false);
            }
            if (!otherwise && !parked && window.isAhead()) {
                progress.rest();
                ahead.put(webhook.id(), progress);
                if (progress.failing) {
                    again(progress.pauseLeft());
                }
            }
            return otherwise || comesBack;
        }

        /** Has read and sent what may be. */
        private void begin() {
            if (over) {
                return;
            }
            boolean stale = window.isStale(System.nanoTime() - TURN.toNanos());
            if (reading == null) {
                if (progress.isToBeTriedAgain()) {
                    progress.tryAgain();
                    more = true;
                } else if (stale) {
                    window.readAgain();
                    more = true;
                }
                if (more && window.hasRoom()) {
                    readOn();
                }
            } else if (stale) {
                return;
            }
            while (window.requestsUnderWay() < webhook.parallel()) {
                List<ChangeFeed.Entry> changes = window.next(webhook.batch());
                if (changes.isEmpty()) {
                    return;
                }
                send(changes);
            }
        }

        private void readOn() {
            Place place = window.readTo();
            Subscription reader = webhook;
            more = false;
            reading = readers.submit(() -> {
                try {
                    return feed.after(place, reader.wanted());
                } finally {
                    mailbox.add(Delivery::take);
                }
            });
        }

        /** Takes what was read. */
        private void take() {
            try {
                ChangeFeed.Part part = requireNonNull(reading).get();
                reading = null;
                // From now on: however long it took to be read, some of it is sent.
                window.add(part, System.nanoTime());
                // There may be news since it was read.
                more |= part.more();
            } catch (InterruptedException e) {
                over = true;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }

        private void send(List<ChangeFeed.Entry> changes) {
            Subscription receiver = webhook;
            Runnable sending = () -> {
                Outcome outcome = Outcome.UNSENT;
                try {
                    outcome = sent(receiver, changes);
                } finally {
                    Outcome came = outcome;
                    mailbox.add(delivery -> delivery.answered(changes, came));
                }
            };
            if (receiver.parallel() == 1) {
                sending.run();
                return;
            }
            try {
                senders.execute(sending);
            } catch (RejectedExecutionException e) {
                // It is over.
                mailbox.add(delivery -> delivery.answered(changes, Outcome.UNSENT));
            }
        }

        private void answered(List<ChangeFeed.Entry> changes, Outcome outcome) {
            if (outcome.error() == null) {
                window.acknowledged(changes);
                unnoted = true;
                return;
            }
            window.failed(changes);
            // Where it is stopped, perhaps it only failed for being broken off.
            if (running && !parked && note()) {
                failed(outcome, outcome.error());
            }
        }

        /** However many fail until they are tried again, that is one failure. */
        private void failed(Outcome outcome, String error) {
            int failures = webhook.failures() + (progress.failing ? 0 : 1);
            if (outcome.gone() || failures > settings.retryAfter().size()) {
                progress.failing = true;
                parked = true;
                over = true;
                park(webhook, failures, error);
                return;
            }
            Duration pause = progress.failing
                    ? longer(progress.pauseLeft(), outcome.retryAfter())
                    : longer(pause(failures), outcome.retryAfter());
            log.info(
                    "The webhook {} failed: {}. Next try in {}.",
                    webhook.id(),
                    error,
                    pause.truncatedTo(ChronoUnit.MILLIS));
            progress.failed(pause);
            progress.halted |= window.failures() >= webhook.parallel() || outcome.retryAfter() != null;
            over |= progress.halted;
            goOnWith(webhooks.failed(webhook, failures, error, pause));
        }

        /** Notes how far it has come; returns whether the webhook is still served here, and as it was. */
        private boolean note() {
            Place place = window.place();
            boolean moves = !place.cursor().equals(webhook.place());
            if (unnoted || moves || toldOfNews) {
                goOnWith(
                        !unnoted
                                ? webhooks.passed(webhook, place)
                                : moves && !progress.failing
                                        ? webhooks.acknowledged(webhook, place)
                                        : webhooks.acknowledgedBesides(webhook, place));
            }
            unnoted = false;
            toldOfNews = false;
            noted = System.nanoTime();
            return !otherwise;
        }

        /** @param now the webhook as it is by now, if it is still served here */
        private void goOnWith(Optional<Subscription> now) {
            otherwise |= now.filter(Subscription::isServed)
                    .filter(one -> one.updatedAt().equals(webhook.updatedAt()))
                    .isEmpty();
            over |= otherwise;
            webhook = now.orElse(webhook);
        }
    }

    private Outcome sent(Subscription webhook, List<ChangeFeed.Entry> changes) {
        ChangeFeed.Entry last = changes.get(changes.size() - 1);
        boolean several = webhook.batch() > 1;
        return sender.send(
                webhook.url(),
                messageId(last),
                webhook.secrets(clock.instant()),
                several
                        ? webhook.format().mediaTypeOfSeveral()
                        : webhook.format().mediaType(),
                several ? cloudEvents.written(changes, webhook.format()) : cloudEvents.written(last, webhook.format()));
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

    private Duration pause(int failures) {
        long usual = settings.retryAfter().get(failures - 1).toMillis();
        // Not all at once where many failed at once.
        return Duration.ofMillis((long) (usual * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }

    private static Duration longer(Duration pause, @Nullable Duration asked) {
        if (asked == null || asked.compareTo(pause) < 0) {
            return pause;
        }
        return asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
    }

    private void park(Subscription webhook, int failures, String error) {
        if (webhooks.failed(webhook, failures, error, null).isPresent()) {
            log.warn("The webhook {} is parked after {} failures: {}", webhook.id(), failures, error);
            securityLog.record(SecurityEvent.WEBHOOK_PARKED, null, null, null, webhook.id() + ", " + error);
        }
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
            webhooks.goOn();
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
            senders = newSenders();
            readers = newReaders();
            told.set(false);
            served.clear();
            ahead.clear();
        }
        running = true;
        timer.scheduleWithFixedDelay(
                this::sayThatIGoOn, GOING_ON_IS_SAID_EVERY_SECONDS, GOING_ON_IS_SAID_EVERY_SECONDS, TimeUnit.SECONDS);
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
        senders.shutdownNow();
        readers.shutdownNow();
        try {
            workers.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
            // So that another instance need not wait.
            webhooks.releaseAll();
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
