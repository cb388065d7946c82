/** What every module stands on: inexact dates, text rules, the clock, paging, problems. Depends on no other module. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"date", "address"})
@NullMarked
package org.claimtrail.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
