/** Which requests are answered from replicas, and what they are told of what they wrote. */
@NullMarked
package org.claimtrail.replica.web;

import org.jspecify.annotations.NullMarked;
