@NullMarked
package org.claimtrail.webhook.web;

import org.jspecify.annotations.NullMarked;
