@NullMarked
package org.claimtrail.bulk.web;

import org.jspecify.annotations.NullMarked;
