@NullMarked
package org.claimtrail.pages.web;

import org.jspecify.annotations.NullMarked;
