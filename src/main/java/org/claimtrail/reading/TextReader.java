package org.claimtrail.reading;

import java.time.LocalDate;
import java.util.List;
import org.claimtrail.reading.attribution.AttributionReader;
import org.claimtrail.reading.attribution.Sentence;
import org.jspecify.annotations.Nullable;

/** Reads texts, by tables of words alone: the same text is always read alike. */
public final class TextReader {

    private static final String USUAL_LANGUAGE = "en";

    private final FigureReader figures = new FigureReader();
    private final DateReader dates = new DateReader();
    private final AttributionReader attributions = new AttributionReader();

    /** @param language English unless it is said */
    public Reading read(String text, @Nullable String language, @Nullable LocalDate publishedOn) {
        String known = language == null ? USUAL_LANGUAGE : language;
        List<ReadDate> found = dates.read(text, known, publishedOn);
        return new Reading(
                text,
                known,
                publishedOn,
                attributions.sentences(text, known),
                figures.read(text, known, found),
                found,
                attributions.read(text, known));
    }

    /** The sentences of a text, in any language that parts them by full stops. */
    public List<Sentence> sentences(String text, @Nullable String language) {
        return attributions.sentences(text, language);
    }
}
