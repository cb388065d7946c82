package org.claimtrail.proposal.web;

import java.util.UUID;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.proposal.KeptProposals;
import org.claimtrail.proposal.Proposer;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/articles/{id}/proposals", produces = MediaType.APPLICATION_JSON_VALUE)
class ProposalController {

    private final KeptProposals proposals;

    ProposalController(KeptProposals proposals) {
        this.proposals = proposals;
    }

    @PostMapping
    ResponseEntity<byte[]> propose(@PathVariable UUID id, Query query) {
        Proposer proposer = query.oneChoice("proposer", Proposer.class).orElse(Proposer.RULES);
        query.done();
        return ResponseEntity.ok().body(Json.write(proposals.propose(id, proposer)));
    }

    @GetMapping
    ResponseEntity<byte[]> list(@PathVariable UUID id, Query query) {
        return Api.page(proposals.list(id, query), query);
    }

    @GetMapping("/{proposal}")
    ResponseEntity<byte[]> read(@PathVariable UUID id, @PathVariable UUID proposal) {
        return Api.ok(proposals.read(id, proposal));
    }

    @PutMapping(path = "/{proposal}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> decide(
            @PathVariable UUID id, @PathVariable UUID proposal, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(proposals.decide(id, proposal, ifMatch, body));
    }
}
