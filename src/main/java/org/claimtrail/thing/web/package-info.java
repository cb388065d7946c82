/** What the API has for things of every kind. */
@NullMarked
package org.claimtrail.thing.web;

import org.jspecify.annotations.NullMarked;
