package org.claimtrail.database.embedded;

import org.jspecify.annotations.Nullable;

/** The service cannot have its database; the message tells an operator why, and what to do, in one sentence. */
public final class DatabaseUnavailableException extends RuntimeException {

    DatabaseUnavailableException(String sentence) {
        this(sentence, null);
    }

    DatabaseUnavailableException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
