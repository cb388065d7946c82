@NullMarked
package org.claimtrail.capture.web;

import org.jspecify.annotations.NullMarked;
