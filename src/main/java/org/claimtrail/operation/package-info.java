/** What whoever runs the service sees of it: what it counts and times, how it is, which requests are slow. */
@ApplicationModule(allowedDependencies = {"platform", "database", "intake", "replica", "translation"})
@NullMarked
package org.claimtrail.operation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
