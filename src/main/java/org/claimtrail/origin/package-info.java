/** Whom claims come from: chains followed to their first link, who counts as one, and who only cites in a circle. */
@ApplicationModule(allowedDependencies = {"platform", "address", "date", "source", "translation"})
@NullMarked
package org.claimtrail.origin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
