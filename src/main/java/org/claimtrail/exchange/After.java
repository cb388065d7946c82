package org.claimtrail.exchange;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Ids;
import org.claimtrail.thing.Resource;

/** Behind which thing an export goes on: a claim by its number, all else by its id. */
record After(Resource kind, String key) {

    private static final Pattern NUMBER = Pattern.compile("(?:C-)?([0-9]{1,18})");

    /** @throws IllegalArgumentException in a sentence, if it is no place in these sections */
    static After parse(String text, List<Section> sections, ExportFormat format) {
        if (!format.canBeResumed()) {
            throw new IllegalArgumentException("does not go with " + format.ending() + ", which is written whole.");
        }
        List<Resource> kinds = sections.stream().map(Section::kind).toList();
        int colon = text.indexOf(':');
        Resource kind = colon >= 0
                ? Resource.parse(text.substring(0, colon), kinds::contains)
                : kinds.contains(Resource.CLAIM) ? Resource.CLAIM : kinds.get(0);
        String key = text.substring(colon + 1);
        if (kind != Resource.CLAIM) {
            return new After(
                    kind,
                    Ids.parse(key)
                            .orElseThrow(() -> new IllegalArgumentException("must be the id of the last " + kind.thing()
                                    + " that was got"
                                    + (kinds.size() > 1 ? ", with what it is before it: " + kind + ":ID." : ".")))
                            .toString());
        }
        Matcher number = NUMBER.matcher(key);
        if (!number.matches()) {
            throw new IllegalArgumentException(
                    "must be the number of the last claim that was got, such as 24 or C-24.");
        }
        return new After(kind, number.group(1));
    }
}
