/** Where claims are taken from the text of an article: the text with its marks, what was taken, and what is being written. */
@ApplicationModule(allowedDependencies = {"platform", "claim", "reading", "reading::attribution"})
@NullMarked
package org.claimtrail.readingroom;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
