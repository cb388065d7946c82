/** The records of other installations, recorded here, too: read whole once, then change by change. */
@ApplicationModule(allowedDependencies = {"platform", "database", "thing", "access", "claim", "status", "intake"})
@NullMarked
package org.claimtrail.follow;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
