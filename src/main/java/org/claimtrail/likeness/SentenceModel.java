package org.claimtrail.likeness;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes what texts mean, each as if it were alone. */
interface SentenceModel extends AutoCloseable {

    /** @param language what somebody said that it is written in */
    record Text(String words, @Nullable String language) {}

    /** It cannot just now, and may later. The message says why, without what was sent or any secret. */
    final class UnavailableException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnavailableException(String why) {
            super(why);
        }
    }

    /** What {@code claim_vector.model} says: another one for whatever gives other vectors. */
    String name();

    /** How many coordinates its vectors have. */
    int dimensions();

    /** How many texts it is given at once in the background. */
    int batch();

    /** Whether it answers soon enough to compute, besides what somebody asks, what of the record is due. */
    boolean isSwift();

    /** How many tokens it was asked about since it was loaded, as far as somebody charges for them and says so. */
    default long tokens() {
        return 0;
    }

    /** @throws UnavailableException if it does not answer */
    List<Understood> understand(List<Text> texts);

    @Override
    void close();
}
