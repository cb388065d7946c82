package org.claimtrail.claim.web;

import java.util.Set;
import java.util.UUID;
import org.claimtrail.claim.Topics;
import org.claimtrail.platform.Change;
import org.claimtrail.platform.IfMatch;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
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
@RequestMapping(path = Api.BASE + "/topics", produces = MediaType.APPLICATION_JSON_VALUE)
class TopicController {

    private final Topics topics;

    TopicController(Topics topics) {
        this.topics = topics;
    }

    @GetMapping
    ResponseEntity<byte[]> list(Query query) {
        return Api.page(topics.list(query), query);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> record(ObjectNode body) {
        Representation topic = topics.record(body);
        return Api.created("/topics/" + topic.id(), topic);
    }

    @GetMapping("/{id}")
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(topics.read(id));
    }

    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> replace(@PathVariable UUID id, IfMatch ifMatch, ObjectNode body) {
        return Api.ok(topics.change(id, ifMatch, Change.replacement(body)));
    }

    @PatchMapping(path = "/{id}", consumes = Api.MERGE_PATCH)
    ResponseEntity<byte[]> patch(@PathVariable UUID id, IfMatch ifMatch, ObjectNode patch) {
        return Api.ok(topics.change(id, ifMatch, Change.mergePatch(patch, Set.of())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id, IfMatch ifMatch) {
        topics.delete(id, ifMatch);
    }

    @PostMapping("/{id}/restore")
    ResponseEntity<byte[]> restore(@PathVariable UUID id) {
        return Api.ok(topics.restore(id));
    }
}
