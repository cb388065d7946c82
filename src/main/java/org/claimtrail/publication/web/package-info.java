@NullMarked
package org.claimtrail.publication.web;

import org.jspecify.annotations.NullMarked;
