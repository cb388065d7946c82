package org.claimtrail.bulk;

import org.claimtrail.platform.Refusal;

/** One claim is not changed with the others. */
final class Refused extends Refusal {

    Refused(String detail) {
        super(detail);
    }
}
