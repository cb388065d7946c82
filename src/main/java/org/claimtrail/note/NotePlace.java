package org.claimtrail.note;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.Ids;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.thing.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What notes are on, as an address names it.
 *
 * @param claim that it is, or belongs to, if any
 * @param id of it, unless it is a claim
 */
public record NotePlace(
        Resource kind, @Nullable ClaimKey claim, @Nullable UUID id) {

    public static NotePlace ofClaim(ClaimKey claim) {
        return new NotePlace(Resource.CLAIM, claim, null);
    }

    /** By the variables of an address: {@code source}, {@code article}, or {@code claim} with or without {@code assessment}. */
    public static NotePlace named(Map<String, String> path) {
        String claim = path.get(Resource.CLAIM.toString());
        if (claim == null) {
            Resource kind = path.containsKey(Resource.SOURCE.toString()) ? Resource.SOURCE : Resource.ARTICLE;
            return new NotePlace(kind, null, id(path, kind));
        }
        ClaimKey key = ClaimKey.of(claim);
        return path.containsKey(Resource.ASSESSMENT.toString())
                ? new NotePlace(Resource.ASSESSMENT, key, id(path, Resource.ASSESSMENT))
                : ofClaim(key);
    }

    private static UUID id(Map<String, String> path, Resource kind) {
        String id = String.valueOf(path.get(kind.toString()));
        return Ids.parse(id).orElseThrow(() -> new NotRecorded(kind.thing(), id));
    }

    /** Its address, below that of the API and as a page. */
    public String address() {
        String whole = claim == null ? "" : "/" + Resource.CLAIM.address() + "/" + claim;
        return id == null ? whole : whole + "/" + kind.plural() + "/" + id;
    }
}
