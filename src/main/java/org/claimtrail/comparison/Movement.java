package org.claimtrail.comparison;

/** How a claimant's figure differs from what it said before, as intervals. */
enum Movement {
    /** An end went up, and none down. */
    RAISED,
    /** An end went down, and none up. */
    LOWERED,
    /** Both ends are where they were. */
    UNCHANGED,
    /** It leaves less room on both sides: "about 6,700" became "6,700". */
    NARROWED,
    /** It leaves more room on both sides. */
    WIDENED,
    /** It was retracted. */
    WITHDRAWN;

    static Movement between(Interval before, Interval after) {
        int start = Integer.signum(after.compareStart(before));
        int end = Integer.signum(after.compareEnd(before));
        if (start == 0 && end == 0) {
            return UNCHANGED;
        }
        if (start * end < 0) {
            return start > 0 ? NARROWED : WIDENED;
        }
        return start + end > 0 ? RAISED : LOWERED;
    }
}
