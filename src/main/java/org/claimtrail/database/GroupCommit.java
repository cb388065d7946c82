package org.claimtrail.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.platform.Actor;
import org.claimtrail.platform.OutcomeUnknown;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes changes that one caller asks for at the same time in one transaction, by sets: what a transaction costs by itself is
 * most of what a small change costs.
 *
 * <p>Nobody waits for others to come. Whoever finds few enough of his transactions under way makes his change at once, in
 * his own thread; who comes meanwhile waits, and all who wait go together with the next. A change is answered when its
 * transaction has been committed. Where that fails nothing of it was done, and each of them is made alone, so that nobody
 * is refused for what another one asked; where nobody knows whether it was done, all are told that.
 *
 * <p>The history tells one change of them all, by the same account and through the same token; as the request it names
 * those of all of them.
 *
 * @param <C> what is asked for
 * @param <A> what is answered
 */
public final class GroupCommit<C, A> {

    /** So many changes are made at most by one transaction: it is not to hold its locks for long. */
    private static final int MOST = 50;

    /** So many transactions of one caller at the same time: while one waits for the disk, another one works. */
    private static final int MOST_AT_WORK = 2;

    private static final int MOST_TRIES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    private final TransactionTemplate transaction;
    private final Actor actor;
    private final Function<List<C>, List<A>> together;
    private final Map<Object, Line<C, A>> lines = new HashMap<>();

    /** @param together makes all changes, one or several, or fails; and answers in their order */
    public GroupCommit(PlatformTransactionManager transactions, Actor actor, Function<List<C>, List<A>> together) {
        this.transaction = new TransactionTemplate(transactions);
        this.actor = actor;
        this.together = together;
    }

    /** What one caller asks for, and how many of his transactions are under way. */
    private static final class Line<C, A> {

        private final Deque<Place<C, A>> waiting = new ArrayDeque<>();
        private int atWork;
    }

    private record Place<C, A>(C change, @Nullable String request, CompletableFuture<Turn<A>> turn) {}

    /** What becomes of one who waits. */
    private sealed interface Turn<A> {

        record Done<A>(A answer) implements Turn<A> {}

        record Alone<A>() implements Turn<A> {}

        /** It may have been done: made again, it would be done twice. */
        record Unknown<A>(OutcomeUnknown why) implements Turn<A> {}

        /** He makes the changes of all that wait now, his own as the first. */
        record First<A>() implements Turn<A> {}
    }

    /**
     * Makes a change by itself, within the transaction that there is or in one of its own. One of its own is begun anew where the
     * database ended it, since several waited for each other: nothing of it was done.
     */
    public A makeAlone(C change) {
        int triesLeft = TransactionSynchronizationManager.isActualTransactionActive() ? 0 : MOST_TRIES - 1;
        while (true) {
            try {
                return inTransaction(List.of(change)).get(0);
            } catch (PessimisticLockingFailureException e) {
                if (triesLeft-- == 0
                        || SqlStates.of(e).filter(SqlStates.DEADLOCK::equals).isEmpty()) {
                    throw e;
                }
                LOG.debug("A change is made once more.", e);
            }
        }
    }

    /** Makes a change together with what else this caller asks for now. Within a transaction it is made by that. */
    public A make(C change) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return makeAlone(change);
        }
        Object caller = actor.caller().<Object>map(known -> known).orElse("");
        Place<C, A> place = new Place<>(change, MDC.get(Actor.REQUEST_ID), new CompletableFuture<>());
        Turn<A> turn = enter(caller, place) ? new Turn.First<>() : place.turn().join();
        if (turn instanceof Turn.First) {
            try {
                List<Place<C, A>> group = groupOf(place, caller);
                if (group.size() == 1) {
                    return makeAlone(change);
                }
                turn = makeAll(group);
            } finally {
                leave(caller);
            }
        }
        if (turn instanceof Turn.Unknown<A> unknown) {
            throw unknown.why();
        }
        return turn instanceof Turn.Done<A> done ? done.answer() : makeAlone(change);
    }

    /** Whether it is his turn already. */
    private synchronized boolean enter(Object caller, Place<C, A> place) {
        Line<C, A> line = lines.computeIfAbsent(caller, newcomer -> new Line<>());
        if (line.atWork == MOST_AT_WORK) {
            line.waiting.add(place);
            return false;
        }
        line.atWork++;
        return true;
    }

    /** Whose turn it is, and those who wait now. */
    private synchronized List<Place<C, A>> groupOf(Place<C, A> first, Object caller) {
        Deque<Place<C, A>> waiting = Objects.requireNonNull(lines.get(caller)).waiting;
        List<Place<C, A>> group = new ArrayList<>(List.of(first));
        while (group.size() < MOST && !waiting.isEmpty()) {
            group.add(waiting.remove());
        }
        return group;
    }

    private synchronized void leave(Object caller) {
        Line<C, A> line = Objects.requireNonNull(lines.get(caller));
        Place<C, A> next = line.waiting.poll();
        if (next != null) {
            next.turn().complete(new Turn.First<>());
        } else if (--line.atWork == 0) {
            lines.remove(caller);
        }
    }

    /** @return what becomes of the first */
    private Turn<A> makeAll(List<Place<C, A>> group) {
        Turn<A> first = new Turn.Alone<>();
        List<? extends Turn<A>> turns = group.stream().map(place -> first).toList();
        String own = MDC.get(Actor.REQUEST_ID);
        MDC.put(
                Actor.REQUEST_ID,
                group.stream().map(Place::request).filter(Objects::nonNull).collect(Collectors.joining(" ")));
        try {
            turns = inTransaction(group.stream().map(Place::change).toList()).stream()
                    .map(answer -> new Turn.Done<>(answer))
                    .toList();
        } catch (OutcomeUnknown e) {
            turns = group.stream().map(place -> new Turn.Unknown<A>(e)).toList();
        } catch (RuntimeException e) {
            LOG.debug("{} changes are made one by one, not together.", group.size(), e);
        } finally {
            MDC.put(Actor.REQUEST_ID, own);
            for (int i = 1; i < group.size(); i++) {
                group.get(i).turn().complete(turns.get(i));
            }
        }
        return turns.get(0);
    }

    private List<A> inTransaction(List<C> changes) {
        return Objects.requireNonNull(transaction.execute(status -> together.apply(changes)));
    }
}
