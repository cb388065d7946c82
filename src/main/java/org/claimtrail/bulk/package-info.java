/** One change of many claims: what is wanted of each, what became of each, and how it is taken back. */
@ApplicationModule(allowedDependencies = {"platform", "database", "past", "access", "claim", "status"})
@NullMarked
package org.claimtrail.bulk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
