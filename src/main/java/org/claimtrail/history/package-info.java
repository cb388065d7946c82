/** What changed when, by whom: the history of a thing, and the feed of all changes. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "address",
            "past",
            "thing",
            "database",
            "access",
            "source",
            "article",
            "claim",
            "assessment",
            "note",
            "rate"
        })
@NullMarked
package org.claimtrail.history;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
