package org.claimtrail.comparison;

import java.util.Map;
import java.util.UUID;
import org.claimtrail.platform.Currencies;
import org.jspecify.annotations.Nullable;

/**
 * What the amounts of measures convert to, and by which rates.
 *
 * @param currencies the common currency of each measure; none where there is no money
 */
record Exchanges(Map<UUID, String> currencies, Rates rates) {

    static final Exchanges NONE = new Exchanges(Map.of(), Rates.NONE);

    Exchanges {
        currencies = Map.copyOf(currencies);
    }

    @Nullable
    String common(StatedFigure.Measure measure) {
        return currencies.get(measure.id());
    }

    /** Whether amounts of a kind of unit convert to the common currency of a measure, or are in it. */
    boolean convert(StatedFigure.Measure measure, String kind) {
        String common = common(measure);
        return common != null && Currencies.isCode(kind) && (kind.equals(common) || rates.convert(kind, common));
    }
}
