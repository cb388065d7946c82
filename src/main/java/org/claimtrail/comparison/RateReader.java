package org.claimtrail.comparison;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.claimtrail.platform.Currencies;
import org.claimtrail.rate.ExchangeRates;
import org.claimtrail.rate.WantedRate;
import org.claimtrail.unit.UnitReader;
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

    /** What converts amounts into the common currency of their measure, where that is another one; and what else is wanted. */
    Rates into(Map<UUID, String> currencies, List<StatedFigure> figures, Set<WantedRate> others) {
        UnitReader units = new UnitReader();
        Set<WantedRate> wanted = figures.stream()
                .filter(figure -> currencies.containsKey(figure.measure().id()))
                .flatMap(figure -> {
                    String common =
                            requireNonNull(currencies.get(figure.measure().id()));
                    String code = units.read(figure.unit()).kind();
                    return Currencies.isCode(code) && !code.equals(common)
                            ? Stream.of(new WantedRate(code, common, Rates.day(figure)))
                            : Stream.empty();
                })
                .collect(Collectors.toCollection(HashSet::new));
        wanted.addAll(others);
        return wanted.isEmpty() ? Rates.NONE : new Rates(recorded.around(wanted));
    }
}
