/** Dates that may be inexact (EDTF), days and instants, as they are written. Depends on no other module. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package org.claimtrail.date;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
