package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.proposal.ModelReadings.Last;

/**
 * What came of an article that a language model read, as people are told.
 *
 * @param readBy the account that had it read
 * @param readAt RFC 3339
 * @param dropped how much of what it told was dropped, and why
 */
record ModelReadingInWords(String proposer, String readBy, String readAt, String dropped) {

    static ModelReadingInWords of(Last last) {
        return new ModelReadingInWords(
                last.proposer().replaceFirst("^model ", ""), last.readBy(), last.readAt(), dropped(last));
    }

    private static String dropped(Last last) {
        if (last.told() == 0) {
            return "It told no claims.";
        }
        List<String> reasons = new ArrayList<>();
        add(reasons, last.notInText(), "not in the article");
        add(reasons, last.speakerNotInText(), "said by somebody who is not in the article");
        add(reasons, last.numberNotInText(), "given a number that the article does not have there");
        add(reasons, last.notOfSchema(), "told in another form");
        if (reasons.isEmpty()) {
            return last.told() == 1
                    ? "The one claim that it told is in the article."
                    : "All " + last.told() + " claims that it told are in the article.";
        }
        String first = reasons.get(0).replaceFirst(" ", " of " + last.told() + " ");
        reasons.set(0, first);
        return String.join(", ", reasons) + ", and dropped.";
    }

    private static void add(List<String> reasons, int many, String why) {
        if (many > 0) {
            reasons.add(many + (many == 1 ? " was " : " were ") + why);
        }
    }
}
