@NullMarked
package org.claimtrail.claim.web;

import org.jspecify.annotations.NullMarked;
