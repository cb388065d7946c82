/** Who says things: people, organizations, governments, publications, accounts, datasets, and those left unnamed. */
@ApplicationModule(allowedDependencies = {"platform", "date", "thing", "database"})
@NullMarked
package org.claimtrail.source;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
