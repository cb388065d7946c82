package org.claimtrail.bulk;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one claim.
 *
 * @param detail why it was refused
 * @param missing what the record lacks for it, a sentence each
 */
record Result(UUID claim, Outcome outcome, @Nullable String detail, List<String> missing, State was, State now) {

    enum Outcome {
        CHANGED,
        /** It was so already. */
        UNCHANGED,
        REFUSED
    }

    static Result of(UUID claim, State was, State now) {
        return new Result(claim, was.equals(now) ? Outcome.UNCHANGED : Outcome.CHANGED, null, List.of(), was, now);
    }

    static Result refused(UUID claim, State was, @Nullable String detail, List<String> missing) {
        return new Result(claim, Outcome.REFUSED, detail, missing, was, was);
    }
}
