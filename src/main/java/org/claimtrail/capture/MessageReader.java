package org.claimtrail.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;

/** An e-mail (RFC 5322), or a page that a browser saved as one (MHTML, RFC 2557). */
final class MessageReader {

    private static final int DEEPEST = 20;
    private static final int MOST_PARTS = 5000;

    private static final String HEADERS = "the e-mail's headers";

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private final Map<String, String> headers = new HashMap<>();
    private @Nullable Document page;
    private @Nullable Document text;

    private MessageReader() {}

    static Captured read(Document document) {
        MessageReader reader = new MessageReader();
        try {
            reader.readParts(document.content());
        } catch (MimeException | IOException | RuntimeException e) {
            if (e instanceof Unreadable unreadable) {
                throw unreadable;
            }
            throw new Unreadable("is damaged: it cannot be read as an e-mail.");
        }
        return reader.captured(document.address());
    }

    private void readParts(byte[] content) throws MimeException, IOException {
        MimeTokenStream stream = new MimeTokenStream(new MimeConfig.Builder()
                .setMaxLineLen(-1)
                .setMaxHeaderCount(1000)
                .setMaxHeaderLen(100_000)
                .build());
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        stream.parse(new BoundedInput(new ByteArrayInputStream(content), Long.MAX_VALUE));
        int depth = 0;
        int parts = 0;
        String location = null;
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_FIELD -> {
                    String name = stream.getField().getName().toLowerCase(Locale.ROOT);
                    if (parts == 0) {
                        headers.putIfAbsent(name, decoded(stream.getField().getBody()));
                    }
                    if (name.equals("content-location")) {
                        location = stream.getField().getBody();
                    }
                }
                case T_START_MULTIPART -> {
                    if (++depth > DEEPEST) {
                        throw new Unreadable("has parts within parts, more than 20 deep.");
                    }
                }
                case T_END_MULTIPART -> depth--;
                case T_START_BODYPART -> {
                    location = null;
                    if (++parts > MOST_PARTS) {
                        throw new Unreadable("must have at most 5,000 parts.");
                    }
                }
                case T_BODY -> take(stream, location);
                default -> {}
            }
        }
    }

    /** The first of each kind is what it says; what else there is, is attached. */
    private void take(MimeTokenStream stream, @Nullable String location) throws IOException {
        String type = stream.getBodyDescriptor().getMimeType();
        String mediaType = type + "; charset=" + stream.getBodyDescriptor().getCharset();
        if (type.equals("text/html") && page == null) {
            page = new Document(stream.getDecodedInputStream().readAllBytes(), location, declared(stream, mediaType));
        } else if (type.equals("text/plain") && text == null) {
            text = new Document(stream.getDecodedInputStream().readAllBytes(), location, declared(stream, mediaType));
        }
    }

    /** Where a part does not say its charset, the parser says US-ASCII. */
    private static @Nullable String declared(MimeTokenStream stream, String mediaType) {
        String charset = stream.getBodyDescriptor().getCharset();
        return charset == null || charset.equalsIgnoreCase("us-ascii") ? null : mediaType;
    }

    private Captured captured(@Nullable String address) {
        if (page != null && (headers.containsKey("snapshot-content-location") || isSavedPage())) {
            String location = headers.getOrDefault("snapshot-content-location", page.address());
            Captured saved = PageReader.read(
                    new Document(page.content(), address == null ? location : address, page.mediaType()));
            return saved.url() != null || location == null
                    ? saved
                    : saved.at(new Found<>(location.strip(), "where the browser saved it"));
        }
        Findings found = new Findings();
        found.title(headers.get("subject"), HEADERS);
        found.authors(List.of(sender(headers.getOrDefault("from", ""))), HEADERS);
        found.publishedOn(day(headers.getOrDefault("date", "")), HEADERS);
        found.language(headers.get("content-language"), HEADERS);
        if (text != null && text.content().length > 0) {
            found.text(
                    TextReader.paragraphs(Encoding.decode(text.content(), text.mediaType(), false))
                            .toString(),
                    "the e-mail");
        }
        if (page != null) {
            found.text(
                    MainText.paragraphs(PageReader.parse(Encoding.decode(page.content(), page.mediaType(), true), null)
                            .body()),
                    "the e-mail");
        }
        return found.as(Kind.MESSAGE);
    }

    private boolean isSavedPage() {
        return headers.getOrDefault("content-type", "").toLowerCase(Locale.ROOT).startsWith("multipart/related")
                && text == null;
    }

    private static String decoded(String header) {
        try {
            return DecoderUtil.decodeEncodedWords(header.replaceAll("\\s+", " ").strip(), DecodeMonitor.SILENT);
        } catch (IllegalArgumentException e) {
            return header;
        }
    }

    /** The name of who sent it, without the address where there is a name. */
    private static String sender(String from) {
        String name = from.replaceFirst("<[^<>]*>.*$", "").replace("\"", "").strip();
        return name.isEmpty() ? from.replaceAll("[<>]", "") : name;
    }

    /** {@code Tue, 18 Jun 2024 09:30:00 +0900} is the 18th: where it was sent. */
    private static @Nullable String day(String date) {
        String[] words = date.replaceFirst("^\\s*[A-Za-z]{3,}\\s*,", "").strip().split("\\s+");
        if (words.length < 3) {
            return null;
        }
        try {
            return LocalDate.parse(words[0] + " " + words[1] + " " + words[2], DATE)
                    .toString();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
