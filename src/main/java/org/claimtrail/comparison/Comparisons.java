package org.claimtrail.comparison;

import java.util.UUID;
import org.claimtrail.claim.FigureSettings;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Sets the figures of a measure side by side. */
@Service
public class Comparisons {

    private final MeasureFigures figures;
    private final RateReader rates;
    private final FigureSettings settings;

    Comparisons(MeasureFigures figures, RateReader rates, FigureSettings settings) {
        this.figures = figures;
        this.rates = rates;
        this.settings = settings;
    }

    /**
     * The comparison of a measure's figures, the {@value MeasureFigures#MOST} that were said last at most. Figures and
     * rates are of one state of the record.
     *
     * @throws org.claimtrail.platform.NotRecorded if there is no such measure
     * @throws org.claimtrail.platform.Deleted if it is deleted
     */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Representation ofMeasure(UUID id) {
        MeasureFigures.OfMeasure found = figures.ofMeasure(id);
        return new Representation(
                Json.write(ComparisonAnswer.of(found, settings.aboutTolerance(), rates.of(found.figures()))));
    }
}
