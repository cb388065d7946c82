package org.claimtrail.claim;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import org.claimtrail.platform.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Where in an article a claim is made: the members of the W3C Web Annotation selectors TextQuoteSelector (exact, prefix,
 * suffix), TextPositionSelector (start, end) and FragmentSelector (fragment, its value).
 */
@Embeddable
record Locator(
        @Nullable String exact,
        @Nullable String prefix,
        @Nullable String suffix,
        @Nullable @Column(name = "start_offset") Long start,
        @Nullable @Column(name = "end_offset") Long end,
        @Nullable String fragment) {

    static Locator read(Fields body) {
        Locator locator = new Locator(
                body.text("exact"),
                body.text("prefix"),
                body.text("suffix"),
                body.integer("start", 0, Long.MAX_VALUE),
                body.integer("end", 0, Long.MAX_VALUE),
                body.text("fragment"));
        if (!body.has("exact") && (body.has("prefix") || body.has("suffix"))) {
            body.fault("exact", "is required with prefix or suffix (TextQuoteSelector).");
        }
        if (body.has("start") != body.has("end")) {
            body.fault(
                    body.has("start") ? "end" : "start",
                    "is required: start and end go together (TextPositionSelector).");
        }
        if (locator.start != null && locator.end != null && locator.end < locator.start) {
            body.fault("end", "must not be before start.");
        }
        body.done();
        return locator;
    }
}
