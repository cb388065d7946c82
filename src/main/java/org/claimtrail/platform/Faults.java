package org.claimtrail.platform;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that all of it is answered at once. */
public final class Faults {

    private final List<Fault> found = new ArrayList<>();

    public void add(String pointer, String detail) {
        Fault fault = new Fault(pointer, detail);
        if (!found.contains(fault)) {
            found.add(fault);
        }
    }

    public boolean any() {
        return !found.isEmpty();
    }

    /** Whether something at this place, or within it, is already known to be wrong. */
    public boolean anyAt(String pointer) {
        return found.stream()
                .anyMatch(fault ->
                        fault.pointer().equals(pointer) || fault.pointer().startsWith(pointer + "/"));
    }

    /** @throws InvalidInput with all that was collected, if anything was */
    public void throwIfAny() {
        if (any()) {
            throw new InvalidInput(found);
        }
    }
}
