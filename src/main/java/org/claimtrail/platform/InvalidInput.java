package org.claimtrail.platform;

import java.util.List;

/** A request whose body breaks rules; carries every fault that was found. */
public class InvalidInput extends Refusal {

    private final List<Fault> faults;

    public InvalidInput(List<Fault> faults) {
        super(faults.size() == 1 ? faults.get(0).detail() : faults.size() + " faults");
        this.faults = List.copyOf(faults);
    }

    public List<Fault> faults() {
        return faults;
    }

    /**
     * The same faults as seen from within a part: {@code /figures/3/amount} is {@code /amount} of that figure.
     * Faults elsewhere keep their place.
     */
    public InvalidInput within(String prefix) {
        return new InvalidInput(faults.stream()
                .map(fault -> fault.pointer().equals(prefix) || fault.pointer().startsWith(prefix + "/")
                        ? new Fault(fault.pointer().substring(prefix.length()), fault.detail())
                        : fault)
                .toList());
    }
}
