@NullMarked
package org.claimtrail.likeness.web;

import org.jspecify.annotations.NullMarked;
