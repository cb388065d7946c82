package org.claimtrail.testing;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Many at once. */
public final class Race {

    private Race() {}

    /** Does it so many times, all begun at the same moment, and returns what came of each. */
    public static <T> List<T> of(int runners, IntFunction<T> run) {
        ExecutorService threads = Executors.newFixedThreadPool(runners);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < runners; i++) {
                int runner = i;
                running.add(threads.submit(() -> {
                    start.await();
                    return run.apply(runner);
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Lets the first come as far as a lock on a table lets it, and then the second until it waits, for the first or for
     * the same lock; then lets go.
     *
     * @param owner of the table
     * @param lock the statement that takes it
     */
    public static <T> List<T> inOrder(DataSource owner, String lock, Supplier<T> first, Supplier<T> second) {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(lock);
            CompletableFuture<T> one = CompletableFuture.supplyAsync(first, Race::onItsOwn);
            awaitWaiting(statement, 1);
            CompletableFuture<T> other = CompletableFuture.supplyAsync(second, Race::onItsOwn);
            awaitWaiting(statement, 2);
            connection.rollback();
            return List.of(one.join(), other.join());
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static void onItsOwn(Runnable task) {
        new Thread(task).start();
    }

    private static void awaitWaiting(Statement statement, int sessions) {
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            try (ResultSet waiting =
                    statement.executeQuery("select count(distinct pid) from pg_locks where not granted")) {
                waiting.next();
                return waiting.getInt(1) >= sessions;
            }
        });
    }
}
