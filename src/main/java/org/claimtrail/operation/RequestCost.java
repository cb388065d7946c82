package org.claimtrail.operation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.claimtrail.database.StatementWatch.Ran;
import org.jspecify.annotations.Nullable;

/** What the statements cost that this thread sends for the request that it answers. */
public final class RequestCost {

    /** So many of the slowest statements are told. */
    private static final int MOST = 3;

    private static final int LONGEST = 400;

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private static final ThreadLocal<RequestCost> OF_THREAD = new ThreadLocal<>();

    /** @param plan as PostgreSQL tells it, where it was asked */
    record Costly(String sql, long nanos, Optional<String> plan) {}

    private final List<Costly> slowest = new ArrayList<>(MOST + 1);
    private int statements;
    private long nanos;
    private int plans;

    private RequestCost() {}

    /** To be ended in the same thread. */
    public static RequestCost begin() {
        RequestCost cost = new RequestCost();
        OF_THREAD.set(cost);
        return cost;
    }

    public static void end() {
        OF_THREAD.remove();
    }

    static @Nullable RequestCost present() {
        return OF_THREAD.get();
    }

    void add(Ran ran, SlowSettings slow) {
        statements++;
        nanos += ran.nanos();
        if (slowest.size() == MOST && slowest.get(MOST - 1).nanos() >= ran.nanos()) {
            return;
        }
        Optional<String> plan = Optional.empty();
        if (slow.isWorthAPlan(ran.nanos()) && plans < MOST) {
            plans++;
            plan = ran.plan().explain();
        }
        slowest.add(new Costly(ran.sql(), ran.nanos(), plan));
        slowest.sort(Comparator.comparingLong(Costly::nanos).reversed());
        if (slowest.size() > MOST) {
            slowest.remove(MOST);
        }
    }

    int statements() {
        return statements;
    }

    long nanos() {
        return nanos;
    }

    List<Costly> slowest() {
        return slowest;
    }

    /** A statement in one line, as far as it fits. */
    static String told(String sql) {
        String line = SPACE.matcher(sql).replaceAll(" ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
