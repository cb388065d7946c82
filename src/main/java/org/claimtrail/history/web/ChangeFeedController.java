package org.claimtrail.history.web;

import org.claimtrail.history.ChangeFeed;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/changes", produces = MediaType.APPLICATION_JSON_VALUE)
class ChangeFeedController {

    private final ChangeFeed feed;

    ChangeFeedController(ChangeFeed feed) {
        this.feed = feed;
    }

    @GetMapping
    ResponseEntity<byte[]> read(Query query) {
        return Api.ok(new Representation(feed.read(query).json()));
    }
}
