/** What a text says: the figures and the dates in it, and who says what, as spans with what they mean. Deterministic, in process, by tables of words. */
@ApplicationModule(allowedDependencies = {"platform", "date", "claim"})
@NullMarked
package org.claimtrail.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
