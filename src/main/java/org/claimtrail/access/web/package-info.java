@NullMarked
package org.claimtrail.access.web;

import org.jspecify.annotations.NullMarked;
