/** Who may use the service: accounts, tokens, sessions, the rules of who may do what, and the log of what they did. */
@ApplicationModule(allowedDependencies = {"platform", "address", "thing", "database", "translation"})
@NullMarked
package org.claimtrail.access;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
