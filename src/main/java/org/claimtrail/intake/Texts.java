package org.claimtrail.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Finds out how text is written in bytes: by its mark, by the zeros of UTF-16, by whether it is UTF-8; else Windows-1252. */
final class Texts {

    /** @param mark how many bytes the mark at the beginning has */
    record Encoding(Charset charset, int mark) {}

    static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private Texts() {}

    /** @param head how the text begins; it may end within a character */
    static Encoding encoding(byte[] head) {
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            return new Encoding(StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xFF, 0xFE)) {
            return new Encoding(StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xFE, 0xFF)) {
            return new Encoding(StandardCharsets.UTF_16BE, 2);
        }
        int[] zeros = new int[2];
        for (int i = 0; i < Math.min(head.length, 4096); i++) {
            if (head[i] == 0) {
                zeros[i % 2]++;
            }
        }
        int pairs = Math.min(head.length, 4096) / 2;
        if (zeros[0] + zeros[1] > pairs / 4 && pairs > 1) {
            return new Encoding(zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE, 0);
        }
        return new Encoding(isUtf8(head) ? StandardCharsets.UTF_8 : WINDOWS_1252, 0);
    }

    private static boolean isUtf8(byte[] head) {
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer out = CharBuffer.allocate(head.length + 1);
        // Not told that this is the end: it may be within a character.
        CoderResult result = decoder.decode(ByteBuffer.wrap(head), out, false);
        return !result.isError();
    }

    private static boolean startsWith(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    static String decode(byte[] head) {
        Encoding encoding = encoding(head);
        return new String(head, encoding.mark(), head.length - encoding.mark(), encoding.charset());
    }

    /**
     * Reads a text.
     *
     * @throws Unreadable while reading, where something is no character of the charset
     */
    static Reader reader(InputStream file, Charset charset) throws IOException {
        PushbackInputStream in = new PushbackInputStream(file, 3);
        byte[] head = in.readNBytes(3);
        int mark = encoding(head).mark();
        in.unread(head, mark, head.length - mark);
        return new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }
}
