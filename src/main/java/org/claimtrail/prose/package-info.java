/** How values of the record are written for people: in plain words, without constants, codes and notations. */
@ApplicationModule(allowedDependencies = {"date", "platform", "translation"})
@NullMarked
package org.claimtrail.prose;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
