package org.claimtrail.follow;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is to be done with what a followed installation says of a thing. */
enum Plan {
    RECORD,
    CHANGE,
    /** It was deleted here since it was there: it is restored, and then made what is said of it. */
    RESTORE,
    /** It was here before: it gets its name there, and stays as it is. */
    NAME,
    NOTHING,
    KEEP_DELETED,
    KEEP_CHANGED;

    /**
     * Of what is said of a thing that stands there.
     *
     * @param known absent where nothing is known of it
     * @param wasChangedHere whether somebody changed it here since it last came in
     */
    static Plan of(@Nullable Known known, byte[] digest, BooleanSupplier wasChangedHere) {
        if (known == null || known.thing() == null) {
            return RECORD;
        }
        if (!known.isOwn()) {
            return known.digest() != null ? NOTHING : known.isHere() ? NAME : KEEP_DELETED;
        }
        if (!known.isHere()) {
            return known.isWithdrawn() ? RESTORE : KEEP_DELETED;
        }
        if (Arrays.equals(known.digest(), digest)) {
            return NOTHING;
        }
        return wasChangedHere.getAsBoolean() ? KEEP_CHANGED : CHANGE;
    }

    /** Why a thing is not what is said of it. */
    String told() {
        return switch (this) {
            case KEEP_DELETED -> "It was deleted here.";
            case KEEP_CHANGED -> "It was changed here since it came in, and says something else now.";
            default -> throw new IllegalStateException(name());
        };
    }
}
