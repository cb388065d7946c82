/** What the things of every kind have in common: a kind, a life from their recording on, and a controller. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"platform", "database"})
@NullMarked
package org.claimtrail.thing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
