package org.claimtrail.standing.web;

import org.claimtrail.claim.ClaimKey;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.standing.Standings;
import org.claimtrail.standing.Surroundings;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE, produces = MediaType.APPLICATION_JSON_VALUE)
class StandingController {

    private final Standings standings;
    private final Surroundings surroundings;

    StandingController(Standings standings, Surroundings surroundings) {
        this.standings = standings;
        this.surroundings = surroundings;
    }

    @GetMapping("/claims/{id}/standing")
    ResponseEntity<byte[]> standing(@PathVariable String id) {
        return Api.ok(standings.read(ClaimKey.of(id)));
    }

    @GetMapping("/claims/{id}/graph")
    ResponseEntity<byte[]> graph(@PathVariable String id, Query query) {
        return Api.ok(surroundings.read(ClaimKey.of(id), query));
    }
}
