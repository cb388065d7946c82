package org.claimtrail.intake;

import java.io.IOException;
import java.io.InputStream;
import org.claimtrail.platform.Fields;
import org.springframework.stereotype.Component;

/** Reads each kind of file. */
@Component
class EntryReaders {

    private final Tables tables;

    EntryReaders(Tables tables) {
        this.tables = tables;
    }

    EntryReader open(Import run, InputStream file) throws IOException {
        return switch (run.format()) {
            case NDJSON -> new NdjsonReader(file);
            case CLAIM_REVIEW -> new ClaimReviewReader(new MarkupReader(file));
            case CSV, XLSX -> tables.open(run.format(), Reading.read(Fields.of(run.reading())), file);
            case WEB_ANNOTATION -> new WebAnnotationReader(new MarkupReader(file));
        };
    }
}
