package org.claimtrail.database.dump;

import org.jspecify.annotations.Nullable;

/** Why a dump cannot be written, or not be restored, in words for the operator. */
public final class DumpException extends RuntimeException {

    public DumpException(String message) {
        this(message, null);
    }

    DumpException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
