package org.claimtrail.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractorTest {

    private static final Extractor EXTRACTOR = new Extractor();

    private static Captured read(byte[] content) {
        return EXTRACTOR.read(new Document(content, null, null));
    }

    private static Captured read(String content) {
        return read(content.getBytes(UTF_8));
    }

    private static byte[] resource(String name) {
        try (InputStream in = ExtractorTest.class.getResourceAsStream("/capture/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPageSaysMostOfItselfInJsonLd() {
        Captured page = read(resource("news.html"));

        assertThat(page.kind()).isEqualTo(Kind.PAGE);
        assertThat(page.url()).isEqualTo(new Found<>("https://courier.example/2026/harbour", "<link rel=canonical>"));
        assertThat(page.title()).isEqualTo(new Found<>("Harbour dredged for 4.2 million", "JSON-LD"));
        assertThat(page.authors()).isEqualTo(new Found<>(List.of("Ada Nwosu", "Ben Ito"), "JSON-LD"));
        assertThat(page.publisher()).isEqualTo(new Found<>("The Example Courier", "JSON-LD"));
        // Where it was published it was the third still.
        assertThat(page.publishedOn()).isEqualTo(new Found<>("2026-11-03", "JSON-LD"));
        assertThat(page.language()).isEqualTo(new Found<>("en", "JSON-LD"));
        assertThat(page.text().value().split("\n\n"))
                .contains(
                        "The harbour of Port Example was dredged to a depth of 14 metres this autumn, the port authority said on"
                                + " Tuesday, at a cost of 4.2 million crowns, half a million more than planned.",
                        "Fishermen who have worked the bay for thirty years dispute the figure, and say that large parts of the"
                                + " basin are no deeper than 11 metres at low tide.\nThey want a survey of their own.");
        assertThat(page.text().value())
                .contains("Nobody has measured it", "First dredged in 1974")
                .doesNotContain("Weather", "Imprint", "newsletter");
    }

    @Test
    void withoutJsonLdItIsAskedElsewhere() {
        String page = new String(resource("news.html"), UTF_8).replace("application/ld+json", "text/none");

        Captured read = read(page);

        assertThat(read.title()).isEqualTo(new Found<>("Harbour dredged", "Open Graph"));
        assertThat(read.authors()).isEqualTo(new Found<>(List.of("The Desk"), "<meta name=author>"));
        assertThat(read.publisher()).isEqualTo(new Found<>("Courier", "Open Graph"));
        assertThat(read.publishedOn()).isEqualTo(new Found<>("2026-11-04", "Open Graph"));
        assertThat(read.language()).isEqualTo(new Found<>("en-GB", "<html lang>"));
    }

    @Test
    void aPageThatIsMalformedAndShortIsTakenWhole() {
        Captured page = read(resource("bare.html"));

        assertThat(page.title()).isEqualTo(new Found<>("Notiz", "<title>"));
        assertThat(page.authors()).isEqualTo(new Found<>(List.of("Amt für Statistik"), "Dublin Core"));
        assertThat(page.publishedOn()).isEqualTo(new Found<>("2025-02", "Dublin Core"));
        assertThat(page.language()).isEqualTo(new Found<>("de-DE", "<html lang>"));
        assertThat(page.text()).isEqualTo(new Found<>("Kurz und gut\n\nZweiter Absatz\n\nJahr 2024", "the whole page"));
        assertThat(page.url()).isNull();
    }

    @Test
    void whatReadersWroteBelowAnArticleIsNoPartOfIt() {
        String page = new String(resource("news.html"), UTF_8)
                .replace(
                        "</main>",
                        "</main><div class=comments>" + "<p>I do not agree, and that at length.</p>".repeat(8_000)
                                + "</div>");

        assertThat(read(page).text().value()).contains("14 metres").doesNotContain("I do not agree");
    }

    @Test
    void charactersAreTakenForWhatTheyAre() {
        String page = "<html><head>%s</head><body><p>Zürich – 5 €";

        assertThat(read(page.formatted("").getBytes(UTF_8)).text().value()).isEqualTo("Zürich – 5 €");
        assertThat(read(page.formatted("").getBytes(java.nio.charset.Charset.forName("windows-1252")))
                        .text()
                        .value())
                .isEqualTo("Zürich – 5 €");
        assertThat(read(page.formatted("<meta charset=iso-8859-1>")
                                .getBytes(java.nio.charset.Charset.forName("windows-1252")))
                        .text()
                        .value())
                .isEqualTo("Zürich – 5 €");
        assertThat(read(("\ufeff" + page.formatted("")).getBytes(StandardCharsets.UTF_16LE))
                        .text()
                        .value())
                .isEqualTo("Zürich – 5 €");
        assertThat(EXTRACTOR
                        .read(new Document(
                                "Тест\n\nещё".getBytes(java.nio.charset.Charset.forName("koi8-r")),
                                null,
                                "text/plain; charset=KOI8-R"))
                        .text()
                        .value())
                .isEqualTo("Тест\n\nещё");
    }

    @Test
    void aTextHasATitleWhereItsFirstLineIsOne() {
        Captured text =
                read("  A headline\r\n\r\nThe  first paragraph\r\nin two lines.\r\n\r\n\r\n\r\nThe second.\r\n");

        assertThat(text.kind()).isEqualTo(Kind.TEXT);
        assertThat(text.title()).isEqualTo(new Found<>("A headline", "first line"));
        assertThat(text.text().value()).isEqualTo("A headline\n\nThe first paragraph\nin two lines.\n\nThe second.");
        assertThat(read("It is a sentence.\n\nAnd another.").title()).isNull();
        assertThat(read("soft\u00adhyphen\u007f").text().value()).isEqualTo("softhyphen");
    }

    private static byte[] pdf(String... lines) throws IOException {
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
                content.setLeading(14);
                content.newLineAtOffset(72, 700);
                for (String line : lines) {
                    content.showText(line);
                    content.newLine();
                }
                content.endText();
            }
            pdf.getDocumentInformation().setTitle("Microsoft Word - report.docx");
            pdf.getDocumentInformation().setAuthor("Ada Nwosu; Ben Ito");
            Calendar created = new GregorianCalendar(TimeZone.getTimeZone("GMT+9"));
            created.setTimeInMillis(
                    java.time.Instant.parse("2026-03-01T20:00:00Z").toEpochMilli());
            pdf.getDocumentInformation().setCreationDate(created);
            pdf.getDocumentCatalog().setLanguage("en-US");
            return bytes(pdf);
        }
    }

    private static byte[] bytes(PDDocument pdf) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pdf.save(out);
        return out.toByteArray();
    }

    @Test
    void aPdfHasItsLinesMadeParagraphs() throws IOException {
        Captured pdf = read(pdf(
                "Report on harbours",
                "",
                "",
                "The harbour was dredged to a depth of four-",
                "teen metres, and not",
                "more."));

        assertThat(pdf.kind()).isEqualTo(Kind.PDF);
        assertThat(pdf.title()).isEqualTo(new Found<>("Report on harbours", "first line"));
        assertThat(pdf.authors()).isEqualTo(new Found<>(List.of("Ada Nwosu", "Ben Ito"), "the file's properties"));
        assertThat(pdf.publishedOn()).isEqualTo(new Found<>("2026-03-02", "the file's properties"));
        assertThat(pdf.language().value()).isEqualTo("en-US");
        assertThat(pdf.text().value())
                .isEqualTo(
                        "Report on harbours\n\nThe harbour was dredged to a depth of fourteen metres, and not more.");
    }

    @Test
    void aPdfThatIsLockedIsRefusedAndOneThatMayNotBePrintedIsNot() throws IOException {
        try (PDDocument pdf = org.apache.pdfbox.Loader.loadPDF(pdf("A secret", "of many"))) {
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            byte[] locked = bytes(pdf);
            assertThatThrownBy(() -> read(locked))
                    .isInstanceOf(Unreadable.class)
                    .hasMessage("must not be locked by a password.");
        }
        try (PDDocument pdf = org.apache.pdfbox.Loader.loadPDF(pdf("A report", "of many"))) {
            pdf.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
            assertThat(read(bytes(pdf)).text().value()).contains("A report");
        }
    }

    /** Thirty thousand bytes that would be gigabytes, in one filter and in two. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aPdfIsUnpackedOnlySoFar(int filters) throws IOException {
        byte[] bomb;
        try (PDDocument pdf = new PDDocument()) {
            PDPage page = new PDPage();
            pdf.addPage(page);
            COSStream stream = pdf.getDocument().createCOSStream();
            COSArray names = new COSArray();
            for (int i = 0; i < filters; i++) {
                names.add(COSName.FLATE_DECODE);
            }
            try (OutputStream out = stream.createOutputStream(names)) {
                byte[] piece = " ".repeat(1024 * 1024).getBytes(ISO_8859_1);
                for (int i = 0; i < 40; i++) {
                    out.write(piece);
                }
            }
            page.setContents(new PDStream(stream));
            bomb = bytes(pdf);
        }
        assertThat(bomb.length).isLessThan(60_000);

        assertThatThrownBy(() -> read(bomb)).hasMessage("is much larger unpacked than any article.");
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    private static final String WORD = """
            <?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
            <w:p><w:r><w:t>A head</w:t></w:r><w:r><w:t>line</w:t></w:r></w:p>
            <w:p><w:r><w:t xml:space="preserve">It is &amp;&#8239;</w:t></w:r><w:del><w:r><w:delText>was </w:delText></w:r></w:del><w:r><w:t>so.</w:t></w:r></w:p>
            <w:tbl><w:tr><w:tc><w:p><w:r><w:t>2024</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>""";

    @Test
    void aWordDocumentIsReadWithoutWhatWasStruckOut() throws IOException {
        Captured word = read(zip(Map.of(
                "word/document.xml", WORD.getBytes(UTF_8),
                "docProps/core.xml", """
                        <c:coreProperties xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="t"><dc:title>The title</dc:title>
                        <dc:creator>Ada Nwosu</dc:creator><t:created>2026-02-03T10:00:00Z</t:created></c:coreProperties>""".getBytes(UTF_8))));

        assertThat(word.kind()).isEqualTo(Kind.WORD);
        assertThat(word.title()).isEqualTo(new Found<>("The title", "the file's properties"));
        assertThat(word.authors().value()).containsExactly("Ada Nwosu");
        assertThat(word.publishedOn().value()).isEqualTo("2026-02-03");
        assertThat(word.text().value()).isEqualTo("A headline\n\nIt is & so.\n\n2024");
    }

    @Test
    void archivesThatAreMadeToBurstAndOthersAreRefused() throws IOException {
        byte[] bomb = zip(Map.of("a", new byte[40_000_000], "b", new byte[30_000_000]));
        assertThatThrownBy(() -> read(bomb)).hasMessage("is much larger unpacked than any article.");
        byte[] sheet = zip(Map.of("xl/workbook.xml", WORD.getBytes(UTF_8)));
        assertThatThrownBy(() -> read(sheet)).hasMessageStartingWith("is an archive or another office document");
        byte[] entities = zip(Map.of(
                "word/document.xml",
                WORD.replace("<w:document", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><w:document")
                        .replace("2024", "&e;")
                        .getBytes(UTF_8)));
        assertThatThrownBy(() -> read(entities)).isInstanceOf(Unreadable.class);
    }

    @Test
    void anEMailIsItsTextAndASavedPageIsAPage() {
        Captured mail = read("""
                MIME-Version: 1.0
                From: =?UTF-8?Q?Pressestelle_Z=C3=BCrich?= <press@city.example>
                Date: Wed, 4 Nov 2026 00:10:00 +0100 (CET)
                Subject: =?ISO-8859-1?B?TWl0dGVpbHVuZyD8YmVyIFphaGxlbg==?=
                Content-Type: multipart/alternative; boundary=b

                --b
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: quoted-printable

                Es waren =
                5,7 Millionen =E2=82=AC.

                --b
                Content-Type: text/html

                <p>Es waren viele.</p>
                --b--
                """);
        assertThat(mail.kind()).isEqualTo(Kind.MESSAGE);
        assertThat(mail.title()).isEqualTo(new Found<>("Mitteilung über Zahlen", "the e-mail's headers"));
        assertThat(mail.authors().value()).containsExactly("Pressestelle Zürich");
        assertThat(mail.publishedOn().value()).isEqualTo("2026-11-04");
        assertThat(mail.text().value()).isEqualTo("Es waren 5,7 Millionen €.");

        Captured saved = read("""
                From: <Saved by Blink>
                Snapshot-Content-Location: https://courier.example/2026/short
                Subject: Short
                MIME-Version: 1.0
                Content-Type: multipart/related; type="text/html"; boundary="--x"

                ----x
                Content-Type: text/html
                Content-Location: https://courier.example/2026/short

                <html lang=en><title>Short</title><p>One paragraph.</p></html>
                ----x--
                """);
        assertThat(saved.kind()).isEqualTo(Kind.PAGE);
        assertThat(saved.url())
                .isEqualTo(new Found<>("https://courier.example/2026/short", "where the browser saved it"));
        assertThat(saved.title().value()).isEqualTo("Short");
        assertThat(saved.text().value()).isEqualTo("One paragraph.");
    }

    /** A record of a web archive (WARC/1.1), with what it stands for as it was answered. */
    private static byte[] warc(String type, String target, String contentType, byte[] block) {
        return joined(
                ("WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2026-11-04T10:00:00Z\r\n"
                                + "WARC-Record-ID: <urn:uuid:%s>\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n")
                        .formatted(type, target, UUID.nameUUIDFromBytes(block), contentType, block.length)
                        .getBytes(UTF_8),
                block,
                "\r\n\r\n".getBytes(UTF_8));
    }

    private static byte[] answered(String target, String head, byte[] body) {
        return warc(
                "response",
                target,
                "application/http; msgtype=response",
                joined(("HTTP/1.1 " + head + "\r\nContent-Length: " + body.length + "\r\n\r\n").getBytes(UTF_8), body));
    }

    private static byte[] answered(String target, String head, String body) {
        return answered(target, head, body.getBytes(UTF_8));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(content);
        }
        return out.toByteArray();
    }

    private static final String HARBOUR = "https://courier.example/2026/harbour";

    private static final String PAGE =
            "<html lang=en><title>Harbour</title><p>The harbour closed on Monday.</p></html>";

    /** As archivers write it: what was asked for, a redirect, the page, and what the page consists of. */
    private static List<byte[]> archive() throws IOException {
        return List.of(
                warc("warcinfo", "-", "application/warc-fields", "software: x\r\n".getBytes(UTF_8)),
                warc("request", HARBOUR, "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8)),
                answered("http://courier.example/h", "301 Moved\r\nContent-Type: text/html", "<p>Moved to there."),
                answered(
                        "https://ads.example/frame", "200 OK\r\nContent-Type: text/html", "<html><body></body></html>"),
                answered(
                        HARBOUR,
                        "200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip",
                        gzip(PAGE.getBytes(UTF_8))),
                answered("https://courier.example/p.png", "200 OK\r\nContent-Type: image/png", "no picture"),
                answered(
                        "https://courier.example/2026/strike?id=7",
                        "200 OK\r\nContent-Type: text/html; charset=windows-1252",
                        "<title>Strike</title><p>Züge stehen.".getBytes(Charset.forName("windows-1252"))),
                warc(
                        "resource",
                        "https://courier.example/notes.txt",
                        "text/plain",
                        "Notes of the day.".getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWebArchiveIsItsFirstPageOrTheOneThatIsAskedFor(boolean compressed) throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (byte[] one : archive()) {
            records.add(compressed ? gzip(one) : one);
        }
        byte[] archive = joined(records.toArray(byte[][]::new));

        Captured first = read(archive);
        assertThat(first.kind()).isEqualTo(Kind.PAGE);
        assertThat(first.url()).isEqualTo(new Found<>(HARBOUR, "the web archive"));
        assertThat(first.title().value()).isEqualTo("Harbour");
        assertThat(first.text().value()).isEqualTo("The harbour closed on Monday.");

        Captured asked = EXTRACTOR.read(new Document(archive, "http://courier.example/2026/strike?id=7#top", null));
        assertThat(asked.title().value()).isEqualTo("Strike");
        assertThat(asked.text().value()).isEqualTo("Züge stehen.");
        assertThat(EXTRACTOR
                        .read(new Document(archive, "https://courier.example/notes.txt", null))
                        .text()
                        .value())
                .isEqualTo("Notes of the day.");
        assertThatThrownBy(() -> EXTRACTOR.read(new Document(archive, "https://courier.example/other", null)))
                .hasMessageStartingWith("has no page of this address in it");
    }

    @Test
    void aWebArchiveWithoutAPageOrMadeToBurstIsRefused() throws IOException {
        byte[] moved = answered("https://courier.example/h", "302 Found\r\nContent-Type: text/html", "<p>There.");
        assertThatThrownBy(() -> read(moved)).hasMessage("has no page in it that was answered.");
        byte[] burst = answered(
                HARBOUR, "200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip", gzip(new byte[40_000_000]));
        assertThatThrownBy(() -> read(burst)).hasMessage("is much larger unpacked than any article.");
        assertThatThrownBy(() -> read(gzip(burst))).hasMessage("is much larger unpacked than any article.");
        byte[] whole = answered(HARBOUR, "200 OK\r\nContent-Type: text/html", PAGE);
        assertThatThrownBy(() -> read(joined("WARC/1.1\r\nWARC-Type\r\n\r\n".getBytes(UTF_8), whole)))
                .hasMessage("is damaged: it cannot be read as a web archive.");
        assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 40)))
                .hasMessage("is damaged: it cannot be read as a web archive.");
        assertThatThrownBy(() -> read(gzip("no archive".getBytes(UTF_8))))
                .hasMessageStartingWith("must be a page, a PDF");
    }

    @Test
    void whatIsNoDocumentIsRefusedInWords() {
        assertThatThrownBy(() -> read(new byte[0])).hasMessage("must not be empty.");
        assertThatThrownBy(() -> read(new byte[Document.LARGEST + 1])).hasMessage("must have at most 20 MiB.");
        assertThatThrownBy(() -> read(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}))
                .hasMessageStartingWith("is a picture");
        assertThatThrownBy(() -> read("{\\rtf1 x")).hasMessageStartingWith("is of an older word processor");
        assertThatThrownBy(() -> read(new byte[] {1, 2, 3, 0})).hasMessageStartingWith("must be a page, a PDF");
        assertThatThrownBy(() -> read("%PDF-1.7\nnothing")).isInstanceOf(Unreadable.class);
        assertThatThrownBy(() -> read("<html><body><script>1</script>")).hasMessageStartingWith("has no text");
        assertThatThrownBy(() -> read("a\n".repeat(120_000)))
                .hasMessage("must have at most 200,000 characters of text.");
        assertThatThrownBy(() -> read("<p>" + "<b>".repeat(200_001))).hasMessage("must have at most 200,000 elements.");
    }

    /** As deep and as odd as they come: each ends in an answer or in a rule. */
    @ParameterizedTest
    @ValueSource(strings = {"<div>", "<table><tr><td>", "<blockquote><p>a", "<!--", "<p a='", "<![CDATA[", "<svg><p>"})
    void aPageThatIsMadeToBeHardEnds(String piece) {
        try {
            assertThat(read("<html><body>" + piece.repeat(8_000) + "words").text())
                    .isNotNull();
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
