package org.claimtrail.platform;

import org.springframework.stereotype.Component;

/** Who is acting. There are no accounts yet: whoever reaches this machine acts under one name. */
@Component
public class Actor {

    public String name() {
        return "local";
    }
}
