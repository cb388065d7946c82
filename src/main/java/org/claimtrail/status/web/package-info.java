@NullMarked
package org.claimtrail.status.web;

import org.jspecify.annotations.NullMarked;
