package org.claimtrail.follow.web;

import org.claimtrail.follow.FollowedInstallations;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Other installations that are followed, for administrators. */
@RestController
@RequestMapping(path = Api.BASE + "/followed-installations", produces = MediaType.APPLICATION_JSON_VALUE)
class FollowedInstallationController {

    private final FollowedInstallations installations;

    FollowedInstallationController(FollowedInstallations installations) {
        this.installations = installations;
    }

    @GetMapping
    ResponseEntity<byte[]> list() {
        return Api.ok(installations.list());
    }
}
