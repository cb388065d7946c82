/**
 * The languages in which pages speak. What is said stands in English where it is said, in templates and in code; by that
 * English, it is found in a file for each other language (gettext's format, {@code translation/de.po}). Depends on no other
 * module.
 */
@ApplicationModule(
        type = ApplicationModule.Type.OPEN,
        allowedDependencies = {})
@NullMarked
package org.claimtrail.translation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
