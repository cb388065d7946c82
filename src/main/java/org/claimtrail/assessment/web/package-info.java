@NullMarked
package org.claimtrail.assessment.web;

import org.jspecify.annotations.NullMarked;
