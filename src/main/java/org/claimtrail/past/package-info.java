/** The instant as of which, and the day by which, a request reads the record, and the clock, which stands there meanwhile. */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {"platform", "thing"})
@NullMarked
package org.claimtrail.past;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
