package org.claimtrail.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What a document is, told by its bytes: what it is called counts for nothing. */
public enum Kind {
    PAGE("a web page"),
    PDF("a PDF"),
    WORD("a Word document"),
    MESSAGE("an e-mail, or a page saved as one"),
    WEB_ARCHIVE("a web archive"),
    TEXT("text");

    /** So far is looked, in bytes. */
    private static final int HEAD = 4096;

    private static final Pattern MARKUP =
            Pattern.compile("(?i)<(?:!doctype\\s+html|(?:html|head|body|meta|title|article|script|div|p|h1)[\\s>])");

    private static final Pattern HEADERS =
            Pattern.compile("(?:[!-9;-~]{1,70}:[^\\r\\n]*(?:\\r?\\n[ \\t][^\\r\\n]*)*\\r?\\n){2,}.*", Pattern.DOTALL);

    private static final Pattern OF_A_MESSAGE =
            Pattern.compile("(?im)^(?:mime-version|message-id|received|return-path|snapshot-content-location):");

    private final String called;

    Kind(String called) {
        this.called = called;
    }

    /** With its article: {@code a PDF}. */
    public String called() {
        return called;
    }

    static Kind of(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1);
        if (head.indexOf("%PDF-") >= 0 && head.indexOf("%PDF-") < 1024) {
            return PDF;
        }
        if (head.startsWith("PK\u0003\u0004")) {
            return WORD;
        }
        if (unpacked(content, head).startsWith("WARC/")) {
            return WEB_ARCHIVE;
        }
        refuseOthers(head);
        if (Encoding.hasMark(content)) {
            head = Encoding.marked(Arrays.copyOf(content, Math.min(content.length, HEAD)));
        }
        if (head.chars().anyMatch(c -> c < ' ' && "\t\n\r\f\u001b".indexOf(c) < 0)) {
            throw new Unreadable(
                    "must be a page, a PDF, a Word document (docx), an e-mail, a web archive (WARC) or text.");
        }
        if (MARKUP.matcher(withoutPrologue(head)).lookingAt()) {
            return PAGE;
        }
        return HEADERS.matcher(head).matches() && OF_A_MESSAGE.matcher(head).find() ? MESSAGE : TEXT;
    }

    /** Web archives come compressed, record by record; the first letters of the first one tell. */
    private static String unpacked(byte[] content, String head) {
        if (!head.startsWith("\u001f\u008b")) {
            return head;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return new String(in.readNBytes(8), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return head;
        }
    }

    /** Without what may stand before the first element: white space, the declaration of XML, comments. */
    private static String withoutPrologue(String head) {
        String rest = head.stripLeading();
        for (String[] around : List.of(new String[] {"<?xml", "?>"}, new String[] {"<!--", "-->"})) {
            while (rest.startsWith(around[0])) {
                int end = rest.indexOf(around[1]);
                rest = end < 0 ? "" : rest.substring(end + around[1].length()).stripLeading();
            }
        }
        return rest;
    }

    private static void refuseOthers(String head) {
        String begin = head.substring(0, Math.min(head.length(), 16)).toLowerCase(Locale.ROOT);
        if (begin.startsWith("{\\rtf") || begin.startsWith("\u00d0\u00cf\u0011\u00e0")) {
            throw new Unreadable("is of an older word processor: save it as docx or PDF first.");
        }
        if (begin.startsWith("\u0089png") || begin.startsWith("\u00ff\u00d8\u00ff") || begin.startsWith("gif8")) {
            throw new Unreadable("is a picture, of which no words can be taken here: type or paste them.");
        }
    }
}
