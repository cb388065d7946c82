package org.claimtrail.capture.web;

import java.util.UUID;
import org.claimtrail.capture.Snapshots;
import org.claimtrail.platform.Query;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(Api.BASE + "/articles/{id}/snapshots")
class SnapshotController {

    private final Snapshots snapshots;

    SnapshotController(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> list(@PathVariable UUID id, Query query) {
        return Api.page(snapshots.list(id, query), query);
    }

    @GetMapping(path = "/{snapshot}", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    ResponseEntity<byte[]> content(@PathVariable UUID id, @PathVariable UUID snapshot) {
        return Api.ofOthers("snapshot-" + snapshot, snapshots.content(id, snapshot));
    }
}
