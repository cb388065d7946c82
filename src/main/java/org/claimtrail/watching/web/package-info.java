@NullMarked
package org.claimtrail.watching.web;

import org.jspecify.annotations.NullMarked;
