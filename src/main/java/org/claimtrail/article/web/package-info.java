@NullMarked
package org.claimtrail.article.web;

import org.jspecify.annotations.NullMarked;
