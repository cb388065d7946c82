package org.claimtrail.fetch;

import org.claimtrail.platform.Refusal;

/** Why a page is not fetched, in words that follow "It": {@code leads into a network that is not public}. */
public final class NotFetched extends Refusal {

    NotFetched(String why) {
        super(why);
    }
}
