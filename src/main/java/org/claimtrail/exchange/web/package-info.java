@NullMarked
package org.claimtrail.exchange.web;

import org.jspecify.annotations.NullMarked;
