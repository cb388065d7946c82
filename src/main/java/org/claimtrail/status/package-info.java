/** What the desk holds of a claim and where the work on it is; the rules by which both change. */
@ApplicationModule(allowedDependencies = {"platform", "database", "access", "claim", "standing"})
@NullMarked
package org.claimtrail.status;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
