/** Files that are attached to things: what they are, where their bytes lie, small pictures of them. */
@ApplicationModule(allowedDependencies = {"platform", "database", "thing", "article", "capture", "claim", "note"})
@NullMarked
package org.claimtrail.files;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
