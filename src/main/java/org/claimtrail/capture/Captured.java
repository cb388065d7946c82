package org.claimtrail.capture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a document says, and what it says of itself; absent where it does not. To be looked at by somebody, as documents say
 * much that is wrong.
 *
 * @param url the address that it calls its own
 * @param publishedOn in EDTF: the day where it was published, without the time
 * @param language in BCP 47
 * @param text paragraphs, with an empty line between them
 */
public record Captured(
        Kind kind,
        @Nullable Found<String> url,
        @Nullable Found<String> title,
        @Nullable Found<List<String>> authors,
        @Nullable Found<String> publisher,
        @Nullable Found<String> publishedOn,
        @Nullable Found<String> language,
        @Nullable Found<String> text) {

    /** With another text, and another title where it has none. */
    public Captured with(Found<String> otherText, @Nullable Found<String> otherTitle) {
        return new Captured(
                kind, url, title == null ? otherTitle : title, authors, publisher, publishedOn, language, otherText);
    }

    Captured at(Found<String> address) {
        return new Captured(kind, address, title, authors, publisher, publishedOn, language, text);
    }
}
