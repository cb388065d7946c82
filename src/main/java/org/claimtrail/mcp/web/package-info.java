@NullMarked
package org.claimtrail.mcp.web;

import org.jspecify.annotations.NullMarked;
