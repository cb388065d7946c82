package org.claimtrail.intake;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.claimtrail.platform.Fields;
import org.claimtrail.platform.Json;
import org.claimtrail.platform.MalformedBody;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Finds out what a file is and how it is read, as far as nobody has said so. */
@Component
class Sniffer {

    private static final String OVERWRITE = "overwrite";

    private final Tables tables;

    Sniffer(Tables tables) {
        this.tables = tables;
    }

    /** @param first how the file begins */
    Format format(String name, byte[] first) {
        if (first.length > 3 && first[0] == 'P' && first[1] == 'K') {
            return Format.XLSX;
        }
        String text = Texts.decode(first).stripLeading();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (text.startsWith("<") || text.matches("(?s)\"\\s*\\\\?\"?\\s*[\\[{].*")) {
            // A page, or JSON within a string.
            return Format.CLAIM_REVIEW;
        }
        if (ending.equals("csv") || ending.equals("tsv") || !text.startsWith("{") && !text.startsWith("[")) {
            return Format.CSV;
        }
        ObjectNode line = firstLine(text);
        if (line != null) {
            return ofLine(line);
        }
        if (text.contains("ClaimReview") || text.contains("claimReview") || text.contains("dataFeedElement")) {
            return Format.CLAIM_REVIEW;
        }
        return text.contains("\"Annotation\"") || text.contains("TextQuoteSelector")
                ? Format.WEB_ANNOTATION
                : text.startsWith("[") ? Format.CLAIM_REVIEW : Format.NDJSON;
    }

    /** If it is an object by itself. */
    private static @Nullable ObjectNode firstLine(String text) {
        try {
            return Json.parseObject(text.lines().findFirst().orElse("").getBytes(StandardCharsets.UTF_8));
        } catch (MalformedBody e) {
            return null;
        }
    }

    /** Of several objects, a line each; what a body of ours holds may hold anybody's words. */
    private static Format ofLine(ObjectNode line) {
        if (line.has("resource") || line.has("kind")) {
            return Format.NDJSON;
        }
        if (line.has("target") && (line.has("type") || line.has("uri"))) {
            return Format.WEB_ANNOTATION;
        }
        boolean isMarkup = line.has("@type") || line.has("@context") || line.has("@graph") || line.has("claimReviewed");
        return isMarkup || line.has("claims") || line.has("dataFeedElement") ? Format.CLAIM_REVIEW : Format.NDJSON;
    }

    /** What was said of how a file is read, completed by what can be found out. */
    ObjectNode reading(Format format, String name, @Nullable ObjectNode given, Supplier<InputStream> file) {
        if (format.isTable()) {
            return tables.reading(format, name, given, file);
        }
        Fields fields = Fields.of(given == null ? Json.object() : given);
        boolean overwrite = fields.flag(OVERWRITE);
        fields.done();
        fields.faults().throwIfAny();
        return Json.object().put(OVERWRITE, overwrite);
    }

    void requireUsable(ObjectNode reading) {
        Tables.requireUsable(Reading.read(Fields.of(reading)), reading.has(Reading.GUESSED));
    }
}
