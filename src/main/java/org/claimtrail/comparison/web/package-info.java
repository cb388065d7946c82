@NullMarked
package org.claimtrail.comparison.web;

import org.jspecify.annotations.NullMarked;
