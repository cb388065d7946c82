/** The whole record as one file, and back: between installations, releases of PostgreSQL and releases of this service. */
@NullMarked
package org.claimtrail.database.dump;

import org.jspecify.annotations.NullMarked;
