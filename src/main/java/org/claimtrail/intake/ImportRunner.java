package org.claimtrail.intake;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.claimtrail.access.CallerAuthentication;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.Caller;
import org.claimtrail.platform.Caller.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on imports, a few at a time, in threads of its own. One that nobody has worked on for some time, since the instance that
 * did was ended, is taken over by whoever finds it.
 */
@Component
class ImportRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);

    /** Longer than a transaction takes; where one does take longer, whoever comes second finds that rows were done, and leaves. */
    private static final Duration ABANDONED = Duration.ofSeconds(15);

    private static final int TRIES = 5;

    private final ImportStore store;
    private final EntryReaders readers;
    private final Recorder recorder;
    private final Recorded recorded;
    private final Undoing undoing;
    private final TransactionTemplate transaction;
    private final ImportSettings settings;

    /** Those that are worked on here, or wait for that. */
    private final Map<UUID, Integer> here = new ConcurrentHashMap<>();

    private volatile ExecutorService workers;
    private volatile boolean running;

    ImportRunner(
            ImportStore store,
            EntryReaders readers,
            Recorder recorder,
            Recorded recorded,
            Undoing undoing,
            PlatformTransactionManager transactions,
            ImportSettings settings) {
        this.store = store;
        this.readers = readers;
        this.recorder = recorder;
        this.recorded = recorded;
        this.undoing = undoing;
        this.transaction = new TransactionTemplate(transactions);
        this.settings = settings;
        this.workers = newWorkers();
    }

    private ExecutorService newWorkers() {
        return Executors.newFixedThreadPool(settings.atOnce(), task -> {
            Thread thread = new Thread(task, "import");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to work on one that is to be worked on. */
    void begin(UUID id) {
        if (running && here.putIfAbsent(id, 0) == null) {
            submit(id);
        }
    }

    private void submit(UUID id) {
        try {
            workers.execute(() -> work(id));
        } catch (RejectedExecutionException e) {
            here.remove(id);
        }
    }

    @Scheduled(initialDelay = 1, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
    void takeOver() {
        if (running) {
            store.idle(ABANDONED).forEach(this::begin);
        }
    }

    /** Files that nobody starts, or that never arrived whole. */
    @Scheduled(initialDelayString = "PT1H", fixedDelayString = "PT1H")
    void forgetWhatNobodyStarts() {
        store.forget(settings.keep());
    }

    private void work(UUID id) {
        int failures = here.getOrDefault(id, 0);
        try {
            Optional<Import> run = store.find(id);
            if (run.isPresent()) {
                as(run.get(), () -> work(run.get()));
            }
            here.remove(id);
        } catch (RuntimeException | IOException e) {
            if (!running) {
                here.remove(id);
            } else if (failures < TRIES) {
                log.warn("An import is tried again: {}", e.getMessage());
                here.put(id, failures + 1);
                later(() -> submit(id));
            } else {
                log.error("An import fails", e);
                here.remove(id);
                store.end(id, State.PAUSED, "The service failed: its log says more.");
            }
        }
    }

    private void later(Runnable task) {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        task.run();
    }

    private void work(Import run) throws IOException {
        if (run.disabled()) {
            store.end(run.id(), State.PAUSED, "The account of whoever started it is disabled.");
        } else if (run.state() == State.UNDOING) {
            undoing.undo(run, () -> running);
        } else if (run.state() == State.RUNNING) {
            AtomicLong read = new AtomicLong();
            try (EntryReader reader = readers.open(run, counted(store.open(run.id()), read))) {
                new ImportWork(run, store, recorder, recorded, transaction, settings.rows(), () -> running)
                        .run(reader, read::get);
            } catch (Unreadable e) {
                store.end(run.id(), State.FAILED, e.getMessage());
            }
        }
    }

    private static InputStream counted(InputStream file, AtomicLong read) {
        return new BufferedInputStream(
                new FilterInputStream(file) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        int given = super.read(into, offset, length);
                        read.addAndGet(Math.max(given, 0));
                        return given;
                    }
                },
                256 * 1024);
    }

    private interface Work {
        void run() throws IOException;
    }

    /** In the name of whoever started it, through the import. */
    private static void as(Import run, Work work) throws IOException {
        UUID account = run.account();
        try {
            if (account != null) {
                SecurityContextHolder.setContext(new SecurityContextImpl(CallerAuthentication.ofToken(
                        new Caller(account, run.by(), run.role(), new Token(run.id(), run.channel())))));
                Actor.known(true);
            }
            MDC.put(Actor.REQUEST_ID, run.channel());
            MDC.put(Actor.ACCOUNT, run.by());
            work.run();
        } finally {
            MDC.remove(Actor.REQUEST_ID);
            MDC.remove(Actor.ACCOUNT);
            Actor.known(false);
            SecurityContextHolder.clearContext();
        }
    }

    @Override
    public void start() {
        if (workers.isShutdown()) {
            workers = newWorkers();
        }
        here.clear();
        running = true;
        store.idle(ABANDONED).forEach(this::begin);
    }

    /** What is under way goes on elsewhere, or after the next start. */
    @Override
    public void stop() {
        running = false;
        workers.shutdown();
        try {
            if (!workers.awaitTermination(20, TimeUnit.SECONDS)) {
                log.warn("An import is still under way");
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
