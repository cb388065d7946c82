/** What the jar does when it is called with a command, instead of serving: {@code dump}, {@code restore}, {@code backup}. */
@NullMarked
package org.claimtrail.database.command;

import org.jspecify.annotations.NullMarked;
