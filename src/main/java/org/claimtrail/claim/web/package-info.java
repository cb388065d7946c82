/** What the API has for claims, and for whatever belongs to one. */
@NamedInterface("web")
@NullMarked
package org.claimtrail.claim.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
