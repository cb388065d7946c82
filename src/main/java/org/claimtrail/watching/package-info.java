/** What people watch, and what they are told of it: notices. */
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "address",
            "past",
            "thing",
            "database",
            "access",
            "claim",
            "savedsearch",
            "history",
            "translation"
        })
@NullMarked
package org.claimtrail.watching;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
