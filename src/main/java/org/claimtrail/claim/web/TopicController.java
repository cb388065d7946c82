package org.claimtrail.claim.web;

import org.claimtrail.claim.Topics;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

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
}
