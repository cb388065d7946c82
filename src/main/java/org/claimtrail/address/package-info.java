/** Addresses: those of documents, each page under one, and where this service is reached. Depends on no other module. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package org.claimtrail.address;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
