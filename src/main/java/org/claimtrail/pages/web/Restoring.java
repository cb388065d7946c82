package org.claimtrail.pages.web;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.ClaimParts;
import org.claimtrail.claim.Claims;
import org.claimtrail.note.Notes;
import org.claimtrail.thing.Life;
import org.claimtrail.thing.Resource;
import org.claimtrail.thing.Things;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Restores things of any kind. */
@Component
class Restoring {

    private final Claims claims;
    private final Notes notes;
    private final Map<Resource, Things<?>> things;
    private final Map<Resource, ClaimParts<?>> parts;

    Restoring(Claims claims, List<Things<?>> things, List<ClaimParts<?>> parts, Notes notes) {
        this.claims = claims;
        this.notes = notes;
        this.things = things.stream().collect(Collectors.toMap(Life::resource, Function.identity()));
        this.parts = parts.stream().collect(Collectors.toMap(Life::resource, Function.identity()));
    }

    /** @param claim that it belongs to, if any */
    void restore(Resource resource, UUID id, @Nullable UUID claim) {
        if (resource == Resource.CLAIM) {
            claims.restore(ClaimKey.of(id));
        } else if (resource == Resource.NOTE) {
            notes.restore(notes.placeOf(id), id);
        } else if (claim != null) {
            requireNonNull(parts.get(resource)).restore(ClaimKey.of(claim), id);
        } else {
            requireNonNull(things.get(resource)).restore(id);
        }
    }
}
