/** Units, as people write them: which of them convert into each other, and what cannot be read. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package org.claimtrail.unit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
