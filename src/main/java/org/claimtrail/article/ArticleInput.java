package org.claimtrail.article;

import java.time.Instant;
import java.util.List;
import org.claimtrail.date.Edtf;
import org.claimtrail.platform.Fields;
import org.claimtrail.source.SourceRef;
import org.claimtrail.thing.ExternalIds;
import org.jspecify.annotations.Nullable;

/** An article as a body gives it. */
record ArticleInput(
        @Nullable String url,
        @Nullable String citation,
        @Nullable Medium medium,
        @Nullable SourceRef publisher,
        List<String> authors,
        @Nullable Edtf publishedOn,
        @Nullable Instant retrievedAt,
        @Nullable String language,
        @Nullable String archiveUrl,
        List<String> addresses,
        @Nullable String title,
        @Nullable String body,
        List<String> externalIds) {

    /** Reads what describes an article, wherever a body does. */
    static ArticleInput fields(Fields body) {
        return new ArticleInput(
                body.webAddress("url"),
                body.name("citation"),
                body.choice("medium", Medium.class),
                body.object("publisher", SourceRef::read),
                body.names("authors"),
                body.date("publishedOn"),
                body.instant("retrievedAt"),
                body.language("language"),
                body.webAddress("archiveUrl"),
                body.webAddresses("addresses"),
                body.text("title"),
                body.text("body"),
                ExternalIds.read(body));
    }

    /** Reads an article that is recorded or replaced for its own sake. */
    static ArticleInput read(Fields body) {
        ArticleInput input = fields(body).complete(body);
        body.readOnly("id", "canonicalUrl", "sha256", "version", "files", "createdAt", "updatedAt");
        return input;
    }

    /** Checks what a new article needs, and fills in the medium that an address implies. */
    private ArticleInput complete(Fields body) {
        if (!body.has("url") && !body.has("citation")) {
            body.fault("url", "is required, or a citation where there is no address.");
        }
        if (url == null && body.has("citation") && !body.has("url")) {
            body.required("medium", medium);
        }
        return medium != null ? this : withMedium(Medium.WEB);
    }

    ArticleInput withMedium(Medium other) {
        return new ArticleInput(
                url,
                citation,
                other,
                publisher,
                authors,
                publishedOn,
                retrievedAt,
                language,
                archiveUrl,
                addresses,
                title,
                body,
                externalIds);
    }
}
