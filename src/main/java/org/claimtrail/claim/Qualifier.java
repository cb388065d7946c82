package org.claimtrail.claim;

/** How a figure was stated, and so which numbers it has. The list is closed. */
public enum Qualifier {
    EXACT(true, false, false),
    ABOUT(true, false, false),
    AT_LEAST(false, true, false),
    MORE_THAN(false, true, false),
    AT_MOST(false, false, true),
    LESS_THAN(false, false, true),
    NEARLY(false, false, true),
    BETWEEN(false, true, true),
    DOZENS(false, false, false),
    HUNDREDS(false, false, false),
    THOUSANDS(false, false, false),
    MILLIONS(false, false, false),
    UNSTATED(false, false, false);

    private final boolean hasAmount;
    private final boolean hasLowerBound;
    private final boolean hasUpperBound;

    Qualifier(boolean hasAmount, boolean hasLowerBound, boolean hasUpperBound) {
        this.hasAmount = hasAmount;
        this.hasLowerBound = hasLowerBound;
        this.hasUpperBound = hasUpperBound;
    }

    boolean hasAmount() {
        return hasAmount;
    }

    boolean hasLowerBound() {
        return hasLowerBound;
    }

    boolean hasUpperBound() {
        return hasUpperBound;
    }
}
