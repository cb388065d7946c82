/** What the service may connect to where somebody says an address, and pages that are fetched within bounds. */
@ApplicationModule(allowedDependencies = {"platform"})
@NullMarked
package org.claimtrail.fetch;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
