@NullMarked
package org.claimtrail.rate.web;

import org.jspecify.annotations.NullMarked;
