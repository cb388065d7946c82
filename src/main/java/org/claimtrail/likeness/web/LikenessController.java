package org.claimtrail.likeness.web;

import org.claimtrail.likeness.Likeness;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class LikenessController {

    private static final int MOST_DUPLICATES = 10;

    private final Likeness likeness;

    LikenessController(Likeness likeness) {
        this.likeness = likeness;
    }

    @PostMapping(path = "/claims/similar", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> similar(Query query, ObjectNode body) {
        return ResponseEntity.ok().body(likeness.find(body, query));
    }

    @PostMapping(path = "/claims", params = "similar", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(Query query, ObjectNode body) {
        int many = query.number("similar", 1, MOST_DUPLICATES, MOST_DUPLICATES);
        query.done();
        Representation claim = likeness.record(body, many);
        return Api.created("/claims/" + claim.id(), claim);
    }
}
