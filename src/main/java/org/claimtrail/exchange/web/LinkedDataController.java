package org.claimtrail.exchange.web;

import java.util.UUID;
import org.claimtrail.claim.ClaimKey;
import org.claimtrail.exchange.LinkedData;
import org.claimtrail.platform.Representation;
import org.claimtrail.platform.web.Api;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Things as JSON-LD, at their own addresses with {@code .jsonld}; {@link LinkedDataFilter} leads there, too. */
@RestController
@RequestMapping(Api.BASE)
class LinkedDataController {

    private static final MediaType JSON_LD = MediaType.parseMediaType(LinkedDataFilter.JSON_LD);

    private final LinkedData things;

    LinkedDataController(LinkedData things) {
        this.things = things;
    }

    @GetMapping("/claims/{id}.jsonld")
    ResponseEntity<byte[]> claim(@PathVariable String id) {
        return answer(things.claim(ClaimKey.of(id), base()));
    }

    @GetMapping("/claims/{id}/assessments/{assessment}.jsonld")
    ResponseEntity<byte[]> assessment(@PathVariable String id, @PathVariable UUID assessment) {
        return answer(things.assessment(ClaimKey.of(id), assessment, base()));
    }

    @GetMapping("/sources/{id}.jsonld")
    ResponseEntity<byte[]> source(@PathVariable UUID id) {
        return answer(things.source(id, base()));
    }

    @GetMapping("/articles/{id}.jsonld")
    ResponseEntity<byte[]> article(@PathVariable UUID id) {
        return answer(things.article(id, base()));
    }

    private static String base() {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path(Api.BASE)
                .toUriString();
    }

    private static ResponseEntity<byte[]> answer(Representation thing) {
        return ResponseEntity.ok()
                .eTag(thing.etag())
                .cacheControl(CacheControl.noCache())
                .varyBy("Accept")
                .contentType(JSON_LD)
                .body(thing.json());
    }
}
