package org.claimtrail.comparison.web;

import java.util.UUID;
import org.claimtrail.comparison.Comparisons;
import org.claimtrail.platform.web.Api;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = Api.BASE + "/measures/{id}/comparison", produces = MediaType.APPLICATION_JSON_VALUE)
class ComparisonController {

    private final Comparisons comparisons;

    ComparisonController(Comparisons comparisons) {
        this.comparisons = comparisons;
    }

    @GetMapping
    ResponseEntity<byte[]> read(@PathVariable UUID id) {
        return Api.ok(comparisons.ofMeasure(id));
    }
}
