@NullMarked
package org.claimtrail.source.web;

import org.jspecify.annotations.NullMarked;
