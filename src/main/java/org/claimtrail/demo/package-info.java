/** An article taken apart, to look at and to try things on. */
@ApplicationModule(allowedDependencies = {"platform", "access", "source", "article", "claim", "assessment", "status"})
@NullMarked
package org.claimtrail.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
