/** Servers that follow the database, from which requests that only read are answered. */
@ApplicationModule(allowedDependencies = {"platform", "database", "past"})
@NullMarked
package org.claimtrail.replica;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
