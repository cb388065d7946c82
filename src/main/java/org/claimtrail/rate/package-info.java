/** What currencies were worth in each other, as sources give it. */
@ApplicationModule(allowedDependencies = {"platform", "thing", "database", "source"})
@NullMarked
package org.claimtrail.rate;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
