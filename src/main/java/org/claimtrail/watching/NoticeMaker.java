package org.claimtrail.watching;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.claimtrail.history.ChangeNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Follows the changes, and has notices made of them. */
@Component
class NoticeMaker implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NoticeMaker.class);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    /** While many work, what they change meanwhile is looked at together. */
    private static final Duration GATHERING = Duration.ofMillis(500);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(3);

    private final NoticedChanges changes;
    private final WatchingSettings settings;
    private final AtomicBoolean told = new AtomicBoolean();
    private volatile ScheduledExecutorService thread = newThread();
    private volatile boolean running;

    NoticeMaker(NoticedChanges changes, ChangeNews news, WatchingSettings settings) {
        this.changes = changes;
        this.settings = settings;
        news.tell(() -> look(GATHERING));
    }

    private static ScheduledExecutorService newThread() {
        CustomizableThreadFactory threads = new CustomizableThreadFactory("notices-");
        threads.setDaemon(true);
        return Executors.newSingleThreadScheduledExecutor(threads);
    }

    private void look(Duration pause) {
        if (running && told.compareAndSet(false, true)) {
            try {
                thread.schedule(this::makeAll, pause.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // It is over.
            }
        }
    }

    private void makeAll() {
        told.set(false);
        try {
            while (running && changes.next()) {
                // There may be more.
            }
        } catch (RuntimeException e) {
            if (running) {
                log.warn("Cannot make notices now: {}", e.getMessage());
                look(AGAIN_AFTER);
            }
        }
    }

    /** Also after it was stopped. */
    @Override
    public void start() {
        if (!settings.notices()) {
            return;
        }
        if (thread.isShutdown()) {
            thread = newThread();
            told.set(false);
        }
        running = true;
        look(Duration.ZERO);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            thread.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
