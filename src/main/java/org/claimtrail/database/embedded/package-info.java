/** Where the data lives: an external PostgreSQL, or the one that the service carries and runs by itself. */
@NullMarked
package org.claimtrail.database.embedded;

import org.jspecify.annotations.NullMarked;
