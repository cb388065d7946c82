/** Who is said to have said what: read from a text by rules, with what they know of words in tables beside. */
@NamedInterface("attribution")
@NullMarked
package org.claimtrail.reading.attribution;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
