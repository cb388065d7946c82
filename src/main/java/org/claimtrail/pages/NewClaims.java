package org.claimtrail.pages;

import org.claimtrail.claim.ClaimKey;
import org.claimtrail.claim.Claims;
import org.claimtrail.claim.Relations;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/** Records a claim together with how it bears on another one, such as a denial with what it denies. */
@Service
public class NewClaims {

    private final Claims claims;
    private final Relations relations;

    NewClaims(Claims claims, Relations relations) {
        this.claims = claims;
        this.relations = relations;
    }

    /**
     * Both, or neither.
     *
     * @param type of the relation
     * @param to the claim that the new one bears on
     */
    @Transactional
    public Representation record(ObjectNode body, String type, String to) {
        Representation claim = claims.record(body);
        ObjectNode relation = Json.object().put("type", type);
        relation.set("to", Json.object().put("id", to));
        relations.record(ClaimKey.of(claim.id()), relation);
        return claim;
    }
}
