@NullMarked
package org.claimtrail.standing.web;

import org.jspecify.annotations.NullMarked;
