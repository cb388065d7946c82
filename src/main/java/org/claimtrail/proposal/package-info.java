/** Candidate claims, read from what texts say: bodies that somebody may record as they are, or change first. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "date",
            "thing",
            "database",
            "access",
            "source",
            "article",
            "claim",
            "likeness",
            "languagemodel",
            "reading",
            "reading :: attribution"
        })
@NullMarked
package org.claimtrail.proposal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
