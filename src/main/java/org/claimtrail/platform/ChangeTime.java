package org.claimtrail.platform;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * When the transaction of this thread makes its changes: one instant for all of them, by which the past can be asked for as
 * these left it.
 */
public final class ChangeTime {

    /** Of transactions within each other, the innermost is the last; empty where one makes no changes. */
    private static final ThreadLocal<Deque<Optional<Instant>>> TIMES = ThreadLocal.withInitial(ArrayDeque::new);

    private ChangeTime() {}

    /** Empty outside of a transaction that makes changes. */
    public static Optional<Instant> now() {
        Optional<Instant> innermost = TIMES.get().peekLast();
        return innermost == null ? Optional.empty() : innermost;
    }

    public static void begin(Optional<Instant> time) {
        TIMES.get().addLast(time);
    }

    public static void end() {
        TIMES.get().pollLast();
    }
}
