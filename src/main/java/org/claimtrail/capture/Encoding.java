package org.claimtrail.capture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Bytes as characters: by their mark, by what they are said to be, by what a page says, else UTF-8, and what is not, windows-1252. */
final class Encoding {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private static final Pattern SAID = Pattern.compile("(?i)charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9._:-]{1,40})");

    /** So far into a page may what it says stand (HTML Standard, 4.2.5.4), and a little more. */
    private static final int HEAD = 4096;

    private Encoding() {}

    static boolean hasMark(byte[] content) {
        return mark(content) != null;
    }

    /** What begins with a mark, without it. */
    static String marked(byte[] content) {
        Charset charset = mark(content);
        String text = new String(content, charset == null ? StandardCharsets.UTF_8 : charset);
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    /** @param page whether what stands in it may tell */
    static String decode(byte[] content, @Nullable String mediaType, boolean page) {
        if (hasMark(content)) {
            return marked(content);
        }
        Optional<Charset> told = said(mediaType);
        if (told.isEmpty() && page) {
            told = said(new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1));
        }
        if (told.isPresent() && !told.get().equals(StandardCharsets.UTF_8)) {
            return new String(content, told.get());
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, told.orElse(WINDOWS));
        }
    }

    private static @Nullable Charset mark(byte[] content) {
        if (content.length >= 3
                && content[0] == (byte) 0xef
                && content[1] == (byte) 0xbb
                && content[2] == (byte) 0xbf) {
            return StandardCharsets.UTF_8;
        }
        if (content.length >= 2 && content[0] == (byte) 0xfe && content[1] == (byte) 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        return content.length >= 2 && content[0] == (byte) 0xff && content[1] == (byte) 0xfe
                ? StandardCharsets.UTF_16LE
                : null;
    }

    /** What is called Latin 1 on the web is windows-1252; a page that can be read so far is not UTF-16 (WHATWG Encoding). */
    private static Optional<Charset> said(@Nullable String text) {
        Matcher said = SAID.matcher(text == null ? "" : text);
        if (!said.find()) {
            return Optional.empty();
        }
        try {
            Charset charset = Charset.forName(said.group(1));
            if (charset.equals(StandardCharsets.ISO_8859_1) || charset.equals(StandardCharsets.US_ASCII)) {
                return Optional.of(WINDOWS);
            }
            return Optional.of(charset.name().startsWith("UTF-16") ? StandardCharsets.UTF_8 : charset);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
