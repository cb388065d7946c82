@NullMarked
package org.claimtrail.operation.web;

import org.jspecify.annotations.NullMarked;
