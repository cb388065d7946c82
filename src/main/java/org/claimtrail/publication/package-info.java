/** Pages for everybody: the claims that are DONE, and their sources, in the record's own words. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "address",
            "database",
            "thing",
            "source",
            "claim",
            "assessment",
            "standing",
            "exchange",
            "prose",
            "translation"
        })
@NullMarked
package org.claimtrail.publication;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
