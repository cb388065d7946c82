package org.claimtrail.claim;

import java.util.List;

/** Ordered lists of ids, each id once. */
final class Lists {

    private Lists() {}

    /** Makes the list hold these, in this order, and leaves it untouched where it does already. */
    static <T> void replace(List<T> list, List<T> wanted) {
        List<T> distinct = wanted.stream().distinct().toList();
        if (!list.equals(distinct)) {
            list.clear();
            list.addAll(distinct);
        }
    }
}
