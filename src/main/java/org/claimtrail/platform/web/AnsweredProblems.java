package org.claimtrail.platform.web;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.claimtrail.platform.LastHour;

/** How often each problem was answered by this process: to a request, or within the answer to one of many things. */
public final class AnsweredProblems {

    private static final Map<ProblemType, LongAdder> COUNTS = new EnumMap<>(ProblemType.class);
    private static final LastHour LAST_HOUR = new LastHour();

    static {
        for (ProblemType type : ProblemType.values()) {
            COUNTS.put(type, new LongAdder());
        }
    }

    private AnsweredProblems() {}

    static void add(ProblemType type) {
        of(type).increment();
        LAST_HOUR.add(type.slug(), 0);
    }

    /** Since the process began. */
    public static long count(ProblemType type) {
        return of(type).sum();
    }

    /** By their slugs. */
    public static Map<String, LastHour.Tally> lastHour() {
        return LAST_HOUR.tallies();
    }

    private static LongAdder of(ProblemType type) {
        LongAdder count = COUNTS.get(type);
        if (count == null) {
            throw new IllegalArgumentException(type.slug());
        }
        return count;
    }
}
