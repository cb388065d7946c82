package org.claimtrail.platform;

/** The caller's role does not suffice. */
public class NotAllowed extends Refusal {

    NotAllowed(Role role, String what) {
        super("Only "
                + switch (role) {
                    case READER -> "a reader";
                    case CONTRIBUTOR -> "a contributor";
                    case REVIEWER -> "a reviewer";
                    case ADMIN -> "an administrator";
                }
                + " may " + what + ".");
    }
}
