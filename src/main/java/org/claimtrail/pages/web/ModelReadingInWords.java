package org.claimtrail.pages.web;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.proposal.ModelReadings.Last;
import org.claimtrail.translation.Spoken;

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
            return Spoken.of("It told no claims.");
        }
        List<String> reasons = new ArrayList<>();
        add(reasons, last.notInText(), "{0}: not in the article");
        add(reasons, last.speakerNotInText(), "{0}: said by somebody who is not in the article");
        add(reasons, last.numberNotInText(), "{0}: given a number that the article does not have there");
        add(reasons, last.notOfSchema(), "{0}: told in another form");
        if (reasons.isEmpty()) {
            return last.told() == 1
                    ? Spoken.of("The one claim that it told is in the article.")
                    : Spoken.of("All {0} claims that it told are in the article.", last.told());
        }
        return Spoken.of("Of {0} that it told, dropped: {1}.", last.told(), String.join("; ", reasons));
    }

    private static void add(List<String> reasons, int many, String why) {
        if (many > 0) {
            reasons.add(Spoken.of(why, many));
        }
    }
}
