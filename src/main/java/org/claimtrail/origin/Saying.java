package org.claimtrail.origin;

import java.util.ArrayList;
import java.util.List;
import org.claimtrail.date.Edtf;
import org.claimtrail.origin.ClaimGroup.Appearance;
import org.jspecify.annotations.Nullable;

/**
 * That somebody says it at the beginning of a chain, and when.
 *
 * @param saidOn as stated; an article that speaks for itself says it when it is published
 * @param counts which memberships count: what held when it was said, else when it was published
 */
record Saying(int speaker, @Nullable Edtf saidOn, @Nullable Edtf counts) {

    static Saying of(Appearance appearance, int speaker) {
        Edtf publishedOn = appearance.article().publishedOn();
        if (appearance.chain().isEmpty()) {
            return new Saying(speaker, publishedOn, publishedOn);
        }
        Edtf saidOn = appearance.chain().get(0).saidOn();
        return new Saying(speaker, saidOn, saidOn != null ? saidOn : publishedOn);
    }

    /** When each was said, as memberships count. */
    static List<@Nullable Edtf> dates(List<Saying> sayings) {
        List<@Nullable Edtf> dates = new ArrayList<>();
        sayings.forEach(saying -> dates.add(saying.counts()));
        return dates;
    }
}
