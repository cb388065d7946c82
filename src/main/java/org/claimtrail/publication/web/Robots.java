package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.claimtrail.platform.web.PublicReadSettings;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What robots may read (RFC 9309): what is published, and nothing of the desk. */
@RestController
class Robots {

    private static final String NOTHING = "User-agent: *\nDisallow: /\n";

    /** The longest rule that fits counts. What is looked for has no end, and what is found has pages of its own. */
    private static final String WHAT_IS_PUBLISHED = """
            User-agent: *
            Disallow: /
            Allow: /public
            Disallow: /public/*q=
            Allow: /claims/*/embed$
            Allow: /oembed
            Allow: /sitemap
            Allow: /robots.txt
            Allow: /*.css$
            Allow: /*.svg$

            Sitemap: %s/sitemap.xml
            """;

    private final PublicReadSettings settings;
    private final SiteAddress address;

    Robots(PublicReadSettings settings, SiteAddress address) {
        this.settings = settings;
        this.address = address;
    }

    @GetMapping("/robots.txt")
    ResponseEntity<byte[]> robots(HttpServletRequest request) {
        String rules = settings.publicRead() ? WHAT_IS_PUBLISHED.formatted(address.of(request)) : NOTHING;
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePublic())
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(rules.getBytes(StandardCharsets.UTF_8));
    }
}
