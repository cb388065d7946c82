package org.claimtrail.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of sending a change.
 *
 * @param error in a few words; absent where it was acknowledged
 * @param gone whether the receiver wants no more
 * @param retryAfter how long the receiver asks to be left alone
 */
record Outcome(
        @Nullable String error, boolean gone, @Nullable Duration retryAfter) {

    static final Outcome ACKNOWLEDGED = new Outcome(null, false, null);

    /** Of a change that could not be sent. */
    static final Outcome UNSENT = failure("cannot be sent");

    static Outcome failure(String error) {
        return new Outcome(error, false, null);
    }
}
