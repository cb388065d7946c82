@NullMarked
package org.claimtrail.reading.web;

import org.jspecify.annotations.NullMarked;
