/** Material that speaks for or against a claim, and the verdicts that reviewers published. */
@ApplicationModule(allowedDependencies = {"platform", "date", "thing", "database", "source", "claim", "claim :: web"})
@NullMarked
package org.claimtrail.assessment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
