@NullMarked
package org.claimtrail.files.web;

import org.jspecify.annotations.NullMarked;
