/** The mail of the morning: what somebody was told since the last one, and what waits for him. */
@ApplicationModule(
        allowedDependencies = {"platform", "address", "database", "access", "note", "watching", "translation"})
@NullMarked
package org.claimtrail.digest;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
