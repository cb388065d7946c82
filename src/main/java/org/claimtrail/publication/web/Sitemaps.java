package org.claimtrail.publication.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.claimtrail.platform.NotRecorded;
import org.claimtrail.publication.Publications;
import org.claimtrail.publication.Publications.Listed;
import org.claimtrail.publication.web.Published.Made;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * All pages, for search engines: an index, and files of at most {@value #MOST} addresses each. The claims of a file are those of a
 * span of numbers, so that it never matters how many there are, nor how many come.
 */
@RestController
@ConditionalOnBooleanProperty("claimtrail.public-read")
class Sitemaps {

    /** What sitemaps.org allows. */
    static final int MOST = 50_000;

    private static final String NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
    private static final MediaType XML = new MediaType(MediaType.APPLICATION_XML, StandardCharsets.UTF_8);
    private static final long MOST_SPANS = Long.MAX_VALUE / MOST;

    private final Publications publications;
    private final Published published;

    Sitemaps(Publications publications, Published published) {
        this.publications = publications;
        this.published = published;
    }

    private record Parts(List<Listed> claims, List<UUID> sources) {}

    @GetMapping("/sitemap.xml")
    ResponseEntity<byte[]> index(HttpServletRequest request) {
        return published.answerOfAll(
                request,
                "sitemap",
                XML,
                base -> new Parts(publications.spans(MOST), publications.firstSources(MOST)),
                told -> {
                    Xml xml = new Xml("sitemapindex", "xmlns", NAMESPACE);
                    for (Listed span : told.what().claims()) {
                        xml.start("sitemap")
                                .element("loc", told.base() + "/sitemap-claims-" + span.name() + ".xml")
                                .element("lastmod", span.modified().toString())
                                .end();
                    }
                    for (UUID first : told.what().sources()) {
                        xml.start("sitemap")
                                .element("loc", told.base() + "/sitemap-sources-" + first + ".xml")
                                .end();
                    }
                    return new Made(xml.end().document(), null);
                });
    }

    @GetMapping("/sitemap-claims-{span}.xml")
    ResponseEntity<byte[]> claims(@PathVariable String span, HttpServletRequest request) {
        if (!span.matches("[1-9][0-9]{0,17}") || Long.parseLong(span) > MOST_SPANS) {
            throw new NotRecorded("sitemap", span);
        }
        long last = Long.parseLong(span) * MOST;
        return listed(
                request,
                "sitemap claims " + span,
                PublishedPages.CLAIMS + "/",
                () -> publications.claimsFrom(last - MOST + 1, last));
    }

    @GetMapping("/sitemap-sources-{first}.xml")
    ResponseEntity<byte[]> sources(@PathVariable UUID first, HttpServletRequest request) {
        return listed(
                request,
                "sitemap sources " + first,
                PublishedPages.SOURCES + "/",
                () -> publications.sourcesFrom(first, MOST));
    }

    private ResponseEntity<byte[]> listed(
            HttpServletRequest request, String key, String path, Supplier<List<Listed>> list) {
        return published.answerOfAll(request, key, XML, base -> list.get(), told -> {
            Xml xml = new Xml("urlset", "xmlns", NAMESPACE);
            for (Listed page : told.what()) {
                xml.start("url")
                        .element("loc", told.base() + path + page.name())
                        .element("lastmod", page.modified().toString())
                        .end();
            }
            return new Made(xml.end().document(), null);
        });
    }
}
