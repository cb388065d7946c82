/** Dates that may be inexact (EDTF), days and instants, as they are written. Depends on no other module, but that which says things. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"translation"})
@NullMarked
package org.claimtrail.date;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
