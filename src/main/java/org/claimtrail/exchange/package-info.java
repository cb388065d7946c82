/** The record in the forms that others read: schema.org's Claim and ClaimReview as JSON-LD, and exports of whole lists. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "database",
            "date",
            "past",
            "thing",
            "source",
            "article",
            "claim",
            "assessment",
            "note",
            "standing"
        })
@NullMarked
package org.claimtrail.exchange;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
