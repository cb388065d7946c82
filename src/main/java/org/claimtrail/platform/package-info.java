/** What every room stands on: bodies, queries, lists, tags, who is acting, what goes wrong. Depends on no feature. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"date", "address", "translation"})
@NullMarked
package org.claimtrail.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
