package org.claimtrail.platform.web;

import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the contract that this very build was made with. */
@RestController
class ContractController {

    static final ClassPathResource CONTRACT = new ClassPathResource("api-spec/openapi.yaml");

    private final byte[] contract;
    private final String etag;

    ContractController() throws IOException {
        this.contract = CONTRACT.getContentAsByteArray();
        this.etag = '"' + DigestUtils.md5DigestAsHex(contract) + '"';
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> contract() {
        return ResponseEntity.ok()
                .eTag(etag)
                .cacheControl(CacheControl.noCache())
                .contentType(MediaType.APPLICATION_YAML)
                .body(contract);
    }
}
