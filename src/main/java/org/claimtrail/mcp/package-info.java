/** What programs that speak the Model Context Protocol may ask for: tools over the same services and rules as the API. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "address",
            "past",
            "thing",
            "access",
            "source",
            "claim",
            "comparison",
            "standing",
            "history",
            "likeness"
        })
@NullMarked
package org.claimtrail.mcp;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
