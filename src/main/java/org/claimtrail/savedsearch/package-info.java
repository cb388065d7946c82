/** Selections of claims that people keep under a name, for themselves or for all, and when they looked at them last. */
@ApplicationModule(allowedDependencies = {"platform", "database", "claim"})
@NullMarked
package org.claimtrail.savedsearch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
