package org.claimtrail.standing;

import java.util.List;
import java.util.UUID;

/**
 * A sentence of an explanation.
 *
 * @param restsOn the appearances, then the sources or claims, that it speaks of
 */
record Sentence(String text, List<UUID> restsOn) {

    Sentence {
        restsOn = List.copyOf(restsOn);
    }
}
