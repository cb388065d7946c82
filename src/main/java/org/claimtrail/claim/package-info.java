/** Claims with their figures, measures, appearances and attributions, and how one claim bears on another. */
@ApplicationModule(allowedDependencies = {"platform", "date", "past", "thing", "database", "source", "article", "unit"})
@NullMarked
package org.claimtrail.claim;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
