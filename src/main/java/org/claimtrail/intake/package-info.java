/**
 * What comes in by files: they are uploaded, read row by row as bodies of the API, and recorded by sets, each row once whatever
 * happens meanwhile.
 */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "database",
            "date",
            "address",
            "thing",
            "access",
            "source",
            "article",
            "claim",
            "assessment",
            "note",
            "rate"
        })
@NullMarked
package org.claimtrail.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
