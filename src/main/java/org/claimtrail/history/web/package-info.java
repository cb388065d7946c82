@NullMarked
package org.claimtrail.history.web;

import org.jspecify.annotations.NullMarked;
