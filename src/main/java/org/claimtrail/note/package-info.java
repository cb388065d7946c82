/** What people at the desk say to each other about claims, assessments of them, sources and articles. */
@ApplicationModule(allowedDependencies = {"platform", "database", "thing", "claim", "source", "article"})
@NullMarked
package org.claimtrail.note;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
