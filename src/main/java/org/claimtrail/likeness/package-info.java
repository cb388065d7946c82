/** Which claims are like a text: by the words that they share, and by what they mean. */
@ApplicationModule(allowedDependencies = {"platform", "database", "claim"})
@NullMarked
package org.claimtrail.likeness;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
