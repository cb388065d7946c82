package org.claimtrail.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.UUID;
import org.claimtrail.claim.Nature;
import org.claimtrail.date.Edtf;
import org.jspecify.annotations.Nullable;

/**
 * A figure as it was stated, and what decides which others it compares with.
 *
 * @param position within the claim, from 0
 * @param unit the figure's, else the measure's; null where neither has one
 * @param period the time that it counts over
 * @param saidOn when the claim was first said, as far as it is stated
 * @param publishedOn when the article that first has it was published
 * @param withdrawn whether the claim, or the figure, was retracted
 * @param alternativeTo the figure that this one is another way to put
 */
public record StatedFigure(
        UUID id,
        int position,
        NumberedClaim claim,
        Measure measure,
        Claimant claimant,
        @Nullable String asStated,
        StatedNumber number,
        @Nullable String unit,
        @Nullable Edtf period,
        @Nullable Edtf saidOn,
        @Nullable Edtf publishedOn,
        boolean withdrawn,
        @Nullable UUID alternativeTo) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measure(
            UUID id,
            String name,
            @Nullable String unit,
            @Nullable Nature nature) {}

    /** By the day on which they were said, those without one last; then by what claims say, and as people number them. */
    static final Comparator<StatedFigure> IN_ORDER = Comparator.comparing(
                    (StatedFigure figure) -> figure.day(), Comparator.nullsLast(Comparator.<LocalDate>naturalOrder()))
            .thenComparing(figure -> figure.claim().text())
            .thenComparing(figure -> figure.claim().number())
            .thenComparing(StatedFigure::position)
            .thenComparing(StatedFigure::id);

    /** As sentences name it: as it was stated, in quotation marks, else by what its numbers are. */
    public String inWords() {
        return FigureWords.of(this);
    }

    /** The first day on which it can have been said, else published; null where nobody knows. */
    @Nullable
    LocalDate day() {
        LocalDate said = day(saidOn);
        return said != null ? said : day(publishedOn);
    }

    /** Whether one of the two was said later than the other, so that a claimant may have changed its mind. */
    boolean isSaidAtAnotherTimeThan(StatedFigure other) {
        return day() != null && other.day() != null && !day().equals(other.day());
    }

    boolean isAlternativeTo(StatedFigure other) {
        return other.id.equals(alternativeTo) || id.equals(other.alternativeTo);
    }

    private static @Nullable LocalDate day(@Nullable Edtf date) {
        if (date == null) {
            return null;
        }
        return date.earliest() != null && !date.earliest().equals(LocalDate.MIN)
                ? date.earliest()
                : date.latest() == null || date.latest().equals(LocalDate.MAX) ? null : date.latest();
    }
}
