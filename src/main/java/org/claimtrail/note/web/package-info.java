@NullMarked
package org.claimtrail.note.web;

import org.jspecify.annotations.NullMarked;
