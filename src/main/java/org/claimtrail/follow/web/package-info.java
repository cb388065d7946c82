@NullMarked
package org.claimtrail.follow.web;

import org.jspecify.annotations.NullMarked;
