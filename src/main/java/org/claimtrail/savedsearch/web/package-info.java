@NullMarked
package org.claimtrail.savedsearch.web;

import org.jspecify.annotations.NullMarked;
