package org.claimtrail.capture;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.claimtrail.platform.BoundedWork;
import org.claimtrail.platform.Busy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes out of a document what it says, within the bounds of {@link BoundedWork}. */
@Component
public final class Extractor {

    static final String TOO_SLOW = "takes too long to be read: send its text instead.";

    private static final Logger LOG = LoggerFactory.getLogger(Extractor.class);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How long a document may take. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final BoundedWork work =
            new BoundedWork("capture", 2, PATIENCE, LONGEST, "As many documents are being read as there is room for.");

    /**
     * Reads a document by what its bytes are.
     *
     * @throws Unreadable if nothing can be taken from it
     * @throws Busy if others are being read
     */
    public Captured read(Document document) {
        Captured captured = describe(document);
        text(captured);
        return captured;
    }

    /** The text alone, as {@link #read}. */
    public String text(Document document) {
        return text(describe(document));
    }

    private static String text(Captured captured) {
        if (captured.text() == null) {
            throw new Unreadable("has no text that can be taken from it: paste it instead.");
        }
        return captured.text().value();
    }

    /** As {@link #read}, also where there is no text. */
    public Captured describe(Document document) {
        if (document.content().length > Document.LARGEST) {
            throw new Unreadable("must have at most 20 MiB.");
        }
        if (document.content().length == 0) {
            throw new Unreadable("must not be empty.");
        }
        try {
            return work.run(() -> readHere(document));
        } catch (TimeoutException e) {
            throw new Unreadable(TOO_SLOW);
        } catch (ExecutionException e) {
            throw refused(e.getCause() == null ? e : e.getCause());
        }
    }

    private static Captured readHere(Document document) {
        return switch (Kind.of(document.content())) {
            case PAGE -> PageReader.read(document);
            case PDF -> PdfReader.read(document);
            case WORD -> WordReader.read(document);
            case MESSAGE -> MessageReader.read(document);
            case WEB_ARCHIVE -> WebArchiveReader.read(document);
            case TEXT -> TextReader.read(document);
        };
    }

    /** Libraries fall over what is malformed in ways of their own. */
    private static RuntimeException refused(Throwable cause) {
        if (cause instanceof Unreadable unreadable) {
            return new Unreadable(String.valueOf(unreadable.getMessage()));
        }
        LOG.info("A document cannot be read: {}", cause.toString());
        return new Unreadable("cannot be read: it is damaged, or made in a way that is not known here.");
    }
}
