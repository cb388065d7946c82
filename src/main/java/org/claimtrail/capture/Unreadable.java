package org.claimtrail.capture;

import org.claimtrail.platform.Refusal;

/** A document that nothing can be taken from. The message is the rule that it breaks: {@code must have …}. */
public class Unreadable extends Refusal {

    Unreadable(String rule) {
        super(rule);
    }
}
