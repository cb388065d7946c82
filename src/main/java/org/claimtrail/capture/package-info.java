/**
 * Articles from documents as they come in: what kind these are, what they say, who published it; and their bytes, which are kept
 * with what was recorded from them.
 */
@ApplicationModule(allowedDependencies = {"platform", "date", "address", "database", "article"})
@NullMarked
package org.claimtrail.capture;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
