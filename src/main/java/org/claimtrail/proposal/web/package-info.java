@NullMarked
package org.claimtrail.proposal.web;

import org.jspecify.annotations.NullMarked;
