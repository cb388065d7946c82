package org.claimtrail.follow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.follow.FollowStore.Progress;
import org.claimtrail.intake.LineIntake;
import org.claimtrail.intake.LineIntake.Stopped;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Role;
import org.claimtrail.thing.ExternalIds;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Follows the installations that the settings name, each in a thread of its own. */
@Component
class Following implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Following.class);

    private static final int GOING_ON_IS_SAID_EVERY_SECONDS = 5;
    private static final int PATIENCE_AT_THE_END_SECONDS = 20;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final List<FollowSettings.Installation> installations;
    private final FollowStore store;
    private final FollowWork.Tools tools;
    private final List<FollowedRecord> records = new ArrayList<>();
    private @Nullable ScheduledExecutorService threads;
    private volatile boolean running;

    Following(
            FollowSettings settings,
            FollowStore store,
            LineIntake intake,
            ExternalIds externalIds,
            Withdrawal withdrawal,
            PlatformTransactionManager transactions) {
        this.installations = settings.follow();
        this.store = store;
        this.tools =
                new FollowWork.Tools(store, intake, externalIds, withdrawal, new TransactionTemplate(transactions));
    }

    @Override
    public void start() {
        running = true;
        store.want(installations);
        if (installations.isEmpty()) {
            return;
        }
        CustomizableThreadFactory names = new CustomizableThreadFactory("follow-");
        names.setDaemon(true);
        ScheduledExecutorService started = Executors.newScheduledThreadPool(installations.size() + 1, names);
        started.scheduleWithFixedDelay(
                this::goOn, GOING_ON_IS_SAID_EVERY_SECONDS, GOING_ON_IS_SAID_EVERY_SECONDS, TimeUnit.SECONDS);
        for (FollowSettings.Installation one : installations) {
            FollowedRecord record = new FollowedRecord(one);
            records.add(record);
            long every = one.every().toMillis();
            started.scheduleWithFixedDelay(() -> turn(one, record), every, every, TimeUnit.MILLISECONDS);
        }
        threads = started;
    }

    private void goOn() {
        try {
            store.goOn();
        } catch (RuntimeException e) {
            log.warn("It cannot be said that others are followed here: {}", e.getMessage());
        }
    }

    /** Until all that it has is recorded, another instance follows it, or it cannot be read now. */
    private void turn(FollowSettings.Installation installation, FollowedRecord record) {
        try {
            as(installation, () -> follow(installation, record));
        } catch (RuntimeException e) {
            if (running) {
                log.warn("{} cannot be followed now: {}", installation.called(), e.getMessage());
            }
        }
    }

    /** @return whether it was followed to its end */
    boolean follow(FollowSettings.Installation installation, FollowedRecord record) {
        Progress progress = store.take(installation.called()).orElse(null);
        if (progress == null) {
            return false;
        }
        try {
            new FollowWork(installation, record, tools, () -> running).run(progress);
            return true;
        } catch (Stopped e) {
            log.debug("{} is not followed here any more", installation.called());
            return false;
        } catch (IOException e) {
            if (running) {
                log.warn("{} cannot be read: {}", installation.called(), e.getMessage());
                store.failed(installation.called(), told(e), pause(e, progress.failures()));
            }
            return false;
        } finally {
            store.release(installation.called());
        }
    }

    private static String told(IOException e) {
        return e instanceof Unread ? String.valueOf(e.getMessage()) : "No answer: " + e.getMessage();
    }

    /** Twice as long after each failure in a row, and as long as it wants. */
    static Duration pause(IOException e, int failures) {
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, 10));
        Duration most = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return e instanceof Unread unread && unread.after().compareTo(most) > 0 ? unread.after() : most;
    }

    /** In the name of the service, which nobody can sign in as, through the following. */
    static void as(FollowSettings.Installation installation, Runnable work) {
        UUID id = UUID.nameUUIDFromBytes(installation.channel().getBytes(StandardCharsets.UTF_8));
        try {
            SecurityContextHolder.setContext(new SecurityContextImpl(CallerAuthentication.ofToken(
                    new Caller(id, Actor.SYSTEM, Role.ADMIN, new Caller.Token(id, installation.channel())))));
            Actor.known(true);
            MDC.put(Actor.REQUEST_ID, installation.channel());
            work.run();
        } finally {
            MDC.remove(Actor.REQUEST_ID);
            Actor.known(false);
            SecurityContextHolder.clearContext();
        }
    }

    /** What is under way goes on elsewhere, or after the next start. */
    @Override
    public void stop() {
        running = false;
        ScheduledExecutorService ending = threads;
        if (ending == null) {
            return;
        }
        ending.shutdown();
        // Nobody is waited for who answers slowly.
        records.forEach(FollowedRecord::close);
        records.clear();
        try {
            if (!ending.awaitTermination(PATIENCE_AT_THE_END_SECONDS, TimeUnit.SECONDS)) {
                log.warn("Others are still followed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
