/** Dates that may be inexact (EDTF), days and instants, as they are written. Depends on {@code translation} alone. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"translation"})
@NullMarked
package org.claimtrail.date;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
