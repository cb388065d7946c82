/** What the record itself shows of a claim: computed, never set, and explained in sentences. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "address",
            "date",
            "past",
            "database",
            "source",
            "claim",
            "rate",
            "origin",
            "comparison",
            "unit",
            "translation"
        })
@NullMarked
package org.claimtrail.standing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
