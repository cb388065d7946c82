package org.claimtrail.access.web;

import java.util.UUID;
import org.claimtrail.access.ApiTokens;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
class TokenController {

    private final ApiTokens tokens;

    TokenController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(tokens.list(query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> issue(ObjectNode body) {
        ApiTokens.NewToken issued = tokens.issue(body);
        return Api.createdWithSecret("/tokens/" + issued.token().id(), issued.token(), "token", issued.secret());
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(tokens.read(id));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id, IfMatch ifMatch) {
        tokens.revoke(id, ifMatch);
    }
}
