package org.claimtrail.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What happened in the last sixty minutes: how often, and how long it took, by what it is called. There are few such names. */
public final class LastHour {

    private static final int MINUTES = 60;

    /** @param most how long the longest took */
    public record Tally(long count, long nanos, long most) {

        Tally and(Tally other) {
            return new Tally(count + other.count, nanos + other.nanos, Math.max(most, other.most));
        }
    }

    private final long[] minutes = new long[MINUTES];
    private final Map<Integer, Map<String, Tally>> tallies = new HashMap<>();

    public void add(String what, long nanos) {
        add(what, nanos, minute());
    }

    synchronized void add(String what, long nanos, long minute) {
        int slot = Math.floorMod(minute, MINUTES);
        if (minutes[slot] != minute) {
            minutes[slot] = minute;
            tallies.remove(slot);
        }
        tallies.computeIfAbsent(slot, none -> new HashMap<>()).merge(what, new Tally(1, nanos, nanos), Tally::and);
    }

    public Map<String, Tally> tallies() {
        return tallies(minute());
    }

    synchronized Map<String, Tally> tallies(long minute) {
        Map<String, Tally> all = new HashMap<>();
        tallies.forEach((slot, of) -> {
            if (minute - minutes[slot] < MINUTES) {
                of.forEach((what, tally) -> all.merge(what, tally, Tally::and));
            }
        });
        return all;
    }

    private static long minute() {
        return TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
    }
}
