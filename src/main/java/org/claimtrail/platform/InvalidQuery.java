package org.claimtrail.platform;

import java.util.List;

/** A request whose query parameters are unknown or break rules; pointers name parameters. */
public class InvalidQuery extends Refusal {

    private final List<Fault> faults;

    public InvalidQuery(List<Fault> faults) {
        super(faults.size() == 1 ? faults.get(0).detail() : faults.size() + " faults");
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }
}
