package org.claimtrail.history;

import java.util.UUID;
import org.claimtrail.note.Noted;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;

/**
 * That a change set changed a thing.
 *
 * @param at the same instant as the place's, as it is answered
 * @param claim the one that evidence, an assessment or a note belongs to
 * @param on what a note is on, as the change left it
 * @param revision which of the changes of the thing it is, from 1
 * @param reason that was given for it
 * @param purge how it stands to purges of the thing
 */
record Event(
        Place place,
        String at,
        String by,
        String through,
        @Nullable String request,
        Resource resource,
        UUID id,
        @Nullable UUID claim,
        Noted.@Nullable Thing on,
        long revision,
        @Nullable String reason,
        Purge purge) {

    /** How it stands to a purge of the thing: none, the change is one, or the change lies before one. */
    enum Purge {
        NONE,
        THIS,
        LATER
    }
}
