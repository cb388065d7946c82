package org.claimtrail.watching;

import org.springframework.beans.factory.BeanFactory;

/** For tests, in which nothing works in the background. */
public final class LookedAt {

    private LookedAt() {}

    /** Makes notices of all changes that there are. */
    public static void allChanges(BeanFactory beans) {
        NoticedChanges changes = beans.getBean(NoticedChanges.class);
        while (changes.next()) {
            // There may be more.
        }
    }
}
