package org.claimtrail.capture;

import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.Calendar;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** A PDF: the text of its pages, with lines made paragraphs again, and its properties. */
final class PdfReader {

    private static final int MOST_PAGES = 1000;

    private static final String PROPERTIES = "the file's properties";

    /** What programs put there by themselves. */
    private static final Pattern NO_TITLE =
            Pattern.compile("(?i)untitled.*|microsoft word - .*|.*\\.(?:docx?|pdf|indd|odt)|\\W*");

    private static final Pattern BROKEN_WORD = Pattern.compile("(?<=\\p{L})-\\n(?=\\p{Ll})");

    private PdfReader() {}

    static Captured read(Document document) {
        try (PDDocument pdf = new BoundedPdf(new RandomAccessReadBuffer(document.content())).parse()) {
            if (pdf.getNumberOfPages() > MOST_PAGES) {
                throw new Unreadable("must have at most 1,000 pages.");
            }
            Findings found = new Findings();
            properties(pdf, found);
            Paragraphs paragraphs = text(pdf);
            found.text(paragraphs.toString(), "the PDF");
            TextReader.title(paragraphs, found);
            return found.as(Kind.PDF);
        } catch (InvalidPasswordException e) {
            throw new Unreadable("must not be locked by a password.");
        } catch (IOException e) {
            throw new Unreadable("is damaged: it cannot be read as a PDF.");
        }
    }

    private static void properties(PDDocument pdf, Findings found) {
        PDDocumentInformation said = pdf.getDocumentInformation();
        String title = said.getTitle();
        if (title != null && !NO_TITLE.matcher(title).matches()) {
            found.title(title, PROPERTIES);
        }
        found.authors(
                Stream.ofNullable(said.getAuthor())
                        .flatMap(names -> Stream.of(names.split(";")))
                        .toList(),
                PROPERTIES);
        Calendar created = said.getCreationDate();
        if (created != null) {
            found.publishedOn(
                    DateTimeFormatter.ISO_LOCAL_DATE.format(
                            created.toInstant().atZone(created.getTimeZone().toZoneId())),
                    PROPERTIES);
        }
        found.language(pdf.getDocumentCatalog().getLanguage(), PROPERTIES);
    }

    private static Paragraphs text(PDDocument pdf) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setLineSeparator("\n");
        stripper.setParagraphEnd("\n\n");
        stripper.setPageEnd("\n\n");
        StringBuilder text = new StringBuilder();
        stripper.writeText(pdf, new Bounded(text));
        Paragraphs paragraphs = new Paragraphs();
        for (String paragraph : text.toString().replace("\r", "").split("\\n[ \\t]*\\n\\s*")) {
            paragraphs.add(BROKEN_WORD.matcher(paragraph).replaceAll("").replace('\n', ' '));
        }
        return paragraphs;
    }

    /** Stops a text that has no end. */
    private static final class Bounded extends Writer {

        private final StringBuilder text;

        Bounded(StringBuilder text) {
            this.text = text;
        }

        @Override
        public void write(char[] characters, int offset, int length) {
            if (text.length() + length > 2 * Paragraphs.MOST) {
                throw Paragraphs.tooLong();
            }
            text.append(characters, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
