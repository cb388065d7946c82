/** What a request says of the past that it reads. */
@NullMarked
package org.claimtrail.past.web;

import org.jspecify.annotations.NullMarked;
