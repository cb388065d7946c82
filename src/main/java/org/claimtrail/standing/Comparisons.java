package org.claimtrail.standing;

import java.util.UUID;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.Representation;
import org.springframework.stereotype.Service;

/** Sets the figures of a measure side by side. */
@Service
public class Comparisons {

    private final MeasureFigures figures;
    private final StandingSettings settings;

    Comparisons(MeasureFigures figures, StandingSettings settings) {
        this.figures = figures;
        this.settings = settings;
    }

    /**
     * The comparison of a measure's figures, the {@value MeasureFigures#MOST} that were said last at most.
     *
     * @throws org.claimtrail.platform.NotRecorded if there is no such measure
     * @throws org.claimtrail.platform.Deleted if it is deleted
     */
    public Representation ofMeasure(UUID id) {
        return new Representation(Json.write(ComparisonAnswer.of(figures.ofMeasure(id), settings.aboutTolerance())));
    }
}
