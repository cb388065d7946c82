/** Published documents in which claims appear, and their versions. */
@ApplicationModule(allowedDependencies = {"platform", "date", "address", "thing", "database", "source"})
@NullMarked
package org.claimtrail.article;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
