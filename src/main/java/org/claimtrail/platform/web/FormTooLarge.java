package org.claimtrail.platform.web;

import org.springframework.util.unit.DataSize;

/** A form of somebody who is not signed in that is longer than any that he could need. */
public final class FormTooLarge extends BadRequest {

    public FormTooLarge(DataSize most) {
        super(
                ProblemType.BODY_TOO_LARGE,
                "Whoever is not signed in may send up to " + most.toKilobytes() + " KiB: sign in first.");
    }
}
