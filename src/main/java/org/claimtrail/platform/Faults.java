package org.claimtrail.platform;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects what is wrong with a request, so that all of it is answered at once. */
public final class Faults {

    private final Set<Fault> found = new LinkedHashSet<>();
    private final NavigableSet<String> pointers = new TreeSet<>();

    public void add(String pointer, String detail) {
        found.add(new Fault(pointer, detail));
        pointers.add(pointer);
    }

    /** A reference by id may repeat what was answered of the thing, and nothing else. */
    public void addIfDifferent(String pointer, @Nullable Object given, @Nullable Object known, String thing) {
        if (given != null && !given.equals(known)) {
            add(
                    pointer,
                    "is not what the " + thing + " with this id has: change the " + thing
                            + " itself, or leave it out.");
        }
    }

    /** What was collected so far. */
    public List<Fault> all() {
        return List.copyOf(found);
    }

    public boolean any() {
        return !found.isEmpty();
    }

    /** Whether something at this place, or within it, is already known to be wrong. */
    public boolean anyAt(String pointer) {
        String within = pointer + "/";
        String next = pointers.ceiling(within);
        return pointers.contains(pointer) || (next != null && next.startsWith(within));
    }

    /** @throws InvalidInput with all that was collected, if anything was */
    public void throwIfAny() {
        if (any()) {
            throw new InvalidInput(List.copyOf(found));
        }
    }
}
