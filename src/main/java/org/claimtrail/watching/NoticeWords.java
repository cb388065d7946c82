package org.claimtrail.watching;

import org.claimtrail.translation.Spoken;
import org.jspecify.annotations.Nullable;

/** Why somebody is told something, in words. */
public final class NoticeWords {

    private NoticeWords() {}

    /**
     * @param kind of what is watched, if anything is
     * @param isNamed whether its name follows
     */
    public static String because(String reason, @Nullable String kind, boolean isNamed) {
        return Spoken.of(
                switch (reason) {
                    case "MENTIONED" -> "You are mentioned in a note";
                    case "ASSIGNED" -> "It is assigned to you";
                    case "REVIEW" -> "It waits for a review that you may close";
                    default ->
                        "You watch " + (isNamed ? "the " : "a ")
                                + String.valueOf(kind).replace('-', ' ') + (isNamed ? "" : " that is gone");
                });
    }
}
