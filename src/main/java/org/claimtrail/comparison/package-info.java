/** How figures of a measure compare: as intervals, over the same times, in units and currencies that convert. */
@ApplicationModule(
        allowedDependencies = {"platform", "date", "past", "database", "claim", "rate", "unit", "translation"})
@NullMarked
package org.claimtrail.comparison;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
