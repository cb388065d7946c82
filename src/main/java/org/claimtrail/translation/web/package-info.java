@NullMarked
package org.claimtrail.translation.web;

import org.jspecify.annotations.NullMarked;
