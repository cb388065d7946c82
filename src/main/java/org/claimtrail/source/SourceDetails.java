package org.claimtrail.source;

import java.util.List;
import org.claimtrail.platform.Fields;
import org.claimtrail.thing.ExternalIds;
import org.jspecify.annotations.Nullable;

/** What describes a source besides its name, kind and memberships. */
record SourceDetails(
        List<String> aliases,
        @Nullable String description,
        @Nullable String homepage,
        @Nullable String country,
        @Nullable String wikidataId,
        @Nullable Reliability reliability,
        List<String> externalIds) {

    static SourceDetails read(Fields body) {
        return new SourceDetails(
                body.names("aliases"),
                body.text("description"),
                body.webAddress("homepage"),
                body.country("country"),
                body.matching("wikidataId", "Q[1-9][0-9]{0,18}", "must be a Wikidata item such as Q884."),
                body.choice("reliability", Reliability.class),
                ExternalIds.read(body));
    }
}
