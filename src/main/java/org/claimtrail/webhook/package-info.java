/** Sends changes to other services, each in its order, until they are acknowledged. */
@ApplicationModule(allowedDependencies = {"platform", "fetch", "database", "access", "history"})
@NullMarked
package org.claimtrail.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
