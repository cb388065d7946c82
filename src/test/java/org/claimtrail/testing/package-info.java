/** What tests of several packages share. */
@NullMarked
package org.claimtrail.testing;

import org.jspecify.annotations.NullMarked;
