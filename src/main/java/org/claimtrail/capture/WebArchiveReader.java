package org.claimtrail.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.claimtrail.address.CanonicalUrl;
import org.jspecify.annotations.Nullable;
import org.netpreserve.jwarc.HttpResponse;
import org.netpreserve.jwarc.MediaType;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcRecord;
import org.netpreserve.jwarc.WarcResource;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcTargetRecord;

/**
 * A web archive (WARC, ISO 28500), compressed or not: the page of the address that is asked for; where none is, the first page
 * with words that was answered with 200, since archivers begin with what they were asked for.
 */
final class WebArchiveReader {

    private static final int MOST_RECORDS = 5000;

    /** So many pages are looked at for one that has words. */
    private static final int MOST_PAGES = 20;

    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> OTHERS = Set.of("application/pdf", "text/plain");

    private static final String FROM = "the web archive";

    private final @Nullable String asked;

    private @Nullable Captured best;
    private int pages;

    private WebArchiveReader(@Nullable String asked) {
        this.asked = asked;
    }

    static Captured read(Document document) {
        String address = document.address();
        try (WarcReader archive =
                new WarcReader(new BoundedInput(new ByteArrayInputStream(document.content()), Long.MAX_VALUE))) {
            return new WebArchiveReader(address == null ? null : canonical(address)).read(archive);
        } catch (IOException | RuntimeException e) {
            if (e instanceof Unreadable unreadable) {
                throw unreadable;
            }
            throw new Unreadable("is damaged: it cannot be read as a web archive.");
        }
    }

    private Captured read(WarcReader archive) throws IOException {
        int records = 0;
        for (Optional<WarcRecord> next = archive.next(); next.isPresent(); next = archive.next()) {
            if (++records > MOST_RECORDS) {
                throw new Unreadable("must have at most 5,000 records.");
            }
            if (next.get() instanceof WarcTargetRecord record && isAskedFor(record)) {
                Document document = document(record);
                if (document != null && isEnough(captured(document))) {
                    break;
                }
            }
        }
        if (best == null) {
            throw new Unreadable(
                    asked == null
                            ? "has no page in it that was answered."
                            : "has no page of this address in it: without an address, its first page is taken.");
        }
        return best;
    }

    private boolean isAskedFor(WarcTargetRecord record) {
        return record.target() != null && (asked == null || asked.equals(canonical(record.target())));
    }

    /** Keeps it if it is better than what was there before: rather one with words, then rather a page. */
    private boolean isEnough(Captured found) {
        if (best == null || rank(found) > rank(best)) {
            best = found;
        }
        return asked != null || rank(best) == 3 || found.kind() == Kind.PAGE && ++pages == MOST_PAGES;
    }

    private static int rank(Captured captured) {
        return (captured.text() == null ? 0 : 2) + (captured.kind() == Kind.PAGE ? 1 : 0);
    }

    private static Captured captured(Document document) {
        Captured read = switch (essence(MediaType.parseLeniently(String.valueOf(document.mediaType())))) {
            case "application/pdf" -> PdfReader.read(document);
            case "text/plain" -> TextReader.read(document);
            default -> PageReader.read(document);
        };
        String address = document.address();
        return read.url() != null || address == null ? read : read.at(new Found<>(address, FROM));
    }

    /** What was answered, if it was, and is something that has an article's words. */
    private static @Nullable Document document(WarcTargetRecord record) throws IOException {
        if (record instanceof WarcResponse answered
                && answered.contentType().base().equals(MediaType.HTTP)) {
            HttpResponse response = answered.http();
            return response.status() == 200
                    ? document(record.target(), response.contentType(), response.bodyDecoded().stream())
                    : null;
        }
        return record instanceof WarcResource
                ? document(record.target(), record.contentType(), record.body().stream())
                : null;
    }

    private static @Nullable Document document(String target, MediaType type, InputStream body) throws IOException {
        if (!PAGES.contains(essence(type)) && !OTHERS.contains(essence(type))) {
            return null;
        }
        byte[] content = body.readNBytes(Document.LARGEST + 1);
        if (content.length > Document.LARGEST) {
            throw new Unreadable("is much larger unpacked than any article.");
        }
        return new Document(content, target, type.raw());
    }

    private static String essence(MediaType type) {
        return type.base().toString();
    }

    /** An address that is none is itself. */
    private static String canonical(String address) {
        try {
            return CanonicalUrl.of(address).value();
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
