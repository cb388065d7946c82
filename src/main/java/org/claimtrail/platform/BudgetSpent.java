package org.claimtrail.platform;

/** What it may cost is more than is left of what may be spent in a day. */
public final class BudgetSpent extends Refusal {

    private final long seconds;

    /** @param seconds until there is a new budget */
    public BudgetSpent(String detail, long seconds) {
        super(detail);
        this.seconds = seconds;
    }

    public long seconds() {
        return seconds;
    }
}
