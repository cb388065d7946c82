/** Imports on the API. */
@NullMarked
package org.claimtrail.intake.web;

import org.jspecify.annotations.NullMarked;
