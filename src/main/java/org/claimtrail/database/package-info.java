/** How the service speaks with PostgreSQL: statements put together, answers read as JSON, lists, entities, news. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"platform", "date", "address"})
@NullMarked
package org.claimtrail.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
