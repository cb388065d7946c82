/** Whatever is sent, the service answers as its contract says. */
@NullMarked
package org.claimtrail.fuzz;

import org.jspecify.annotations.NullMarked;
