/** Documents as they come in: what kind they are, what they say, who published it. Nothing is fetched here, and nothing recorded. */
@ApplicationModule(allowedDependencies = {"platform", "date"})
@NullMarked
package org.claimtrail.capture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
