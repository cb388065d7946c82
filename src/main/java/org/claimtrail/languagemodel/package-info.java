/** What a language model answers whom the operator named: bounded in time, size and money, and kept. Without one, nothing is asked of anybody. */
@ApplicationModule(allowedDependencies = {"platform", "database"})
@NullMarked
package org.claimtrail.languagemodel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
