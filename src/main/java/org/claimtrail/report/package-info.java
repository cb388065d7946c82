/** Questions that are asked of the schema report, each a statement in a file of its own, for pages that draw the answers. */
@ApplicationModule(allowedDependencies = {"platform", "database", "exchange", "translation"})
@NullMarked
package org.claimtrail.report;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
