/** HTTP conventions that hold on every resource: problems, conditional requests, idempotent POST, the contract. */
@NullMarked
package org.claimtrail.platform.web;

import org.jspecify.annotations.NullMarked;
