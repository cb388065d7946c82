package org.claimtrail.webhook.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.platform.Edit;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.claimtrail.webhook.Webhooks;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = Api.BASE + "/webhooks", produces = MediaType.APPLICATION_JSON_VALUE)
class WebhookController {

    private final Webhooks webhooks;

    WebhookController(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(webhooks.list(query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        return withSecret(webhooks.record(body));
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(webhooks.read(id));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(@PathVariable UUID id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(webhooks.change(id, ifMatch, Edit.replacement(body)));
    }

    @PatchMapping(path = "/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable UUID id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(webhooks.change(id, ifMatch, Edit.mergePatch(patch, Set.of())));
    }

    @DeleteMapping(path = "/{id}", produces = MediaType.ALL_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, IfMatch ifMatch) {
        webhooks.delete(id, ifMatch);
    }

    @PostMapping("/{id}/secret")
    ResponseEntity<byte[]> renewSecret(@PathVariable UUID id) {
        return withSecret(webhooks.renewSecret(id));
    }

    @PostMapping(path = "/{id}/replay", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replay(@PathVariable UUID id, ObjectNode body) {
        return Api.ok(webhooks.replay(id, body));
    }

    private static ResponseEntity<byte[]> withSecret(Webhooks.WithSecret made) {
        return Api.createdWithSecret("/webhooks/" + made.webhook().id(), made.webhook(), "secret", made.secret());
    }
}
