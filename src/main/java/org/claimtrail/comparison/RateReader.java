package org.claimtrail.comparison;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.claimtrail.rate.ExchangeRates;
import org.claimtrail.rate.WantedRate;
import org.springframework.stereotype.Component;

/** Reads the rates that figures convert by. */
@Component
class RateReader {

    private final ExchangeRates recorded;

    RateReader(ExchangeRates recorded) {
        this.recorded = recorded;
    }

    /** In one statement, and in none where no measure has amounts in several currencies. */
    Rates of(List<StatedFigure> figures) {
        Set<WantedRate> wanted =
                figures.stream().collect(Collectors.groupingBy(StatedFigure::measure)).entrySet().stream()
                        .flatMap(measure -> UnitGroup.wantedRates(
                                measure.getValue(), measure.getKey().unit())
                                .stream())
                        .collect(Collectors.toSet());
        return wanted.isEmpty() ? Rates.NONE : new Rates(recorded.around(wanted));
    }
}
