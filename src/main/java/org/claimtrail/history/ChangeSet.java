package org.claimtrail.history;

import java.time.Instant;
import java.util.Comparator;

/** A change set among all, in the order in which they took effect. */
record ChangeSet(Instant at, String id) implements Comparable<ChangeSet> {

    private static final Comparator<ChangeSet> ORDER = Comparator.comparing(ChangeSet::at)
            .thenComparing(set -> Long.parseUnsignedLong(set.id()), Long::compareUnsigned);

    static ChangeSet of(Event event) {
        return new ChangeSet(event.place().at(), event.place().changeSet());
    }

    @Override
    public int compareTo(ChangeSet other) {
        return ORDER.compare(this, other);
    }
}
