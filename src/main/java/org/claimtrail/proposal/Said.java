package org.claimtrail.proposal;

import java.util.List;
import java.util.Locale;
import org.claimtrail.proposal.Speakers.Told;
import org.claimtrail.reading.attribution.Attribution;
import org.claimtrail.reading.attribution.Span;

/**
 * What somebody says.
 *
 * @param parts where what he says stands
 * @param content the words of it
 * @param told who he is
 */
record Said(Attribution attribution, List<Span> parts, String content, Told told) {

    int from() {
        return parts.get(0).from();
    }

    int to() {
        return parts.get(parts.size() - 1).to();
    }

    int cueFrom() {
        return attribution.cue().get(0).from();
    }

    int cueTo() {
        return attribution.cue().get(attribution.cue().size() - 1).to();
    }

    String lemma() {
        return attribution.lemma();
    }

    boolean hasThat() {
        return content.stripLeading().toLowerCase(Locale.ROOT).matches("(?s)that\\b.*");
    }
}
