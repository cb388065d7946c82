package org.claimtrail.platform;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Works on what others sent in a thread of its own and within bounds of time, so that what is made to keep somebody busy keeps
 * nobody who answers others. So many are worked on at a time: what cannot be stopped keeps its place.
 */
public final class BoundedWork {

    private final String name;
    private final Semaphore places;
    private final Duration patience;
    private final Duration longest;
    private final String full;

    /**
     * @param name of the threads
     * @param places how many there are
     * @param patience how long a place is waited for
     * @param longest how long the work is waited for
     * @param full what whoever waited for a place in vain is told
     */
    public BoundedWork(String name, int places, Duration patience, Duration longest, String full) {
        this.name = name;
        this.places = new Semaphore(places, true);
        this.patience = patience;
        this.longest = longest;
        this.full = full;
    }

    /**
     * What the work comes to.
     *
     * @throws Busy if there is no place, or the service is being stopped
     * @throws TimeoutException if it takes too long
     * @throws ExecutionException if it fails
     */
    public <T> T run(Callable<T> work) throws TimeoutException, ExecutionException {
        try {
            if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Busy(full, patience.toSeconds());
            }
        } catch (InterruptedException e) {
            throw stopped();
        }
        FutureTask<T> task = new FutureTask<>(() -> {
            try {
                return work.call();
            } finally {
                places.release();
            }
        });
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            throw e;
        } catch (InterruptedException e) {
            task.cancel(true);
            throw stopped();
        }
    }

    private static Busy stopped() {
        Thread.currentThread().interrupt();
        return new Busy("The service is being stopped.", 1);
    }
}
