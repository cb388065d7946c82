package org.claimtrail.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What is looked at before a file is kept: its name, its kind, and what a scanner finds in it. */
class InspectionTest {

    @TempDir
    private Path directory;

    private static FileSettings settings(@Nullable String clamav) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        if (clamav != null) {
            source.put("claimtrail.files.clamav", clamav);
        }
        return new Binder(source).bindOrCreate("claimtrail.files", FileSettings.class);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(directory, "file", ""), content);
    }

    private static byte[] archive(String... entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
            }
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "bus.png | bus.png",
                "../../etc/passwd | passwd",
                "C:\\temp\\a\\ | file",
                "  a \t b.txt  | a b.txt",
                "- | file",
                ".. | file"
            })
    void aNameIsOneThatCanBeShown(@Nullable String given, String shown) {
        assertThat(FileName.of(given)).isEqualTo(shown);
    }

    @Test
    void aLongNameKeepsItsEnding() {
        assertThat(FileName.of("\ud83d\ude8c".repeat(300) + ".pdf"))
                .endsWith(".pdf")
                .hasSizeLessThan(400);
        assertThat(FileName.of("a\u0000\u202e\u200fb\ufeff.txt")).isEqualTo("ab.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "%PDF-1.7 x | report.pdf | application/pdf | -",
                "%PDF-1.7 x | photo.jpg | application/pdf | image/jpeg",
                "a,b%n1,2%n | data.csv | text/csv | -",
                "Just words. | letter.txt | text/plain | -",
                "Just words. | photo.png | text/plain | image/png",
                "{\"a\": 1} | data.json | application/json | -",
                "<!DOCTYPE html><html><title>A</title> | page.html | text/html | -",
                "<!DOCTYPE html><html><title>A</title> | page.pdf | text/html | application/pdf",
                "From: a@b.example%nTo: c@d.example%nSubject: Hi%nMessage-ID: <1@b.example>%n%nHello. | a.eml | message/rfc822 | -"
            })
    void whatAFileIsItsBytesTell(String content, String name, String mediaType, @Nullable String nameSuggests)
            throws IOException {
        assertThat(new FileKinds(settings(null))
                        .of(file(content.replace("%n", "\r\n").getBytes(UTF_8)), name))
                .isEqualTo(new FileKinds.Told(mediaType, nameSuggests));
    }

    @Test
    void anArchiveIsAnOfficeDocumentIfItHoldsOne() throws IOException {
        FileKinds kinds = new FileKinds(settings(null));
        assertThat(kinds.of(file(archive("[Content_Types].xml", "word/document.xml")), "a.bin")
                        .mediaType())
                .endsWith("wordprocessingml.document");
        for (Path refused : List.of(
                file(archive("program.exe")),
                file(new byte[] {1, 2, 3, 4, 0, (byte) 0xff}),
                file("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(UTF_8)))) {
            assertThatThrownBy(() -> kinds.of(refused, "a.docx"))
                    .isInstanceOf(InvalidInput.class)
                    .hasMessageStartingWith("must be of a kind that is taken here, and is ");
        }
    }

    @Test
    void aPictureWithMorePixelsThanAnybodyReadsHasNoThumbnail() throws IOException {
        byte[] bomb = FilesApiTest.picture(4, 4);
        // The width in the head of a PNG.
        bomb[16] = 0x10;
        assertThat(Thumbnails.arePossible("image/png", file(bomb))).isFalse();
        assertThat(Thumbnails.arePossible("image/png", file(FilesApiTest.picture(4, 4))))
                .isTrue();
        assertThat(Thumbnails.arePossible("image/jpeg", file("none".getBytes(UTF_8))))
                .isFalse();
    }

    @Test
    void whatTheScannerFindsIsRefusedAndAllWhileItIsAway() throws Exception {
        Path file = file("a virus".getBytes(UTF_8));
        new VirusScanner(settings(null)).refuseInfected(file);
        assertThat(scanned(file, "stream: OK\0")).isEqualTo("a virus");
        assertThatThrownBy(() -> scanned(file, "stream: Eicar-Signature FOUND\0"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("must be free of viruses, and the scanner finds Eicar-Signature in it.");
        assertThatThrownBy(() -> scanned(file, "INSTREAM size limit exceeded. ERROR\0"))
                .isInstanceOf(Busy.class);
        int port;
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = nobody.getLocalPort();
        }
        assertThatThrownBy(() -> new VirusScanner(settings("127.0.0.1:" + port)).refuseInfected(file))
                .isInstanceOf(Busy.class);
        assertThatThrownBy(() -> new VirusScanner(settings("nowhere"))).hasMessageContaining("claimtrail.files.clamav");
    }

    /** Has a file scanned by a clamd that answers so, and returns what that was sent. */
    private static String scanned(Path file, String answer) throws Exception {
        try (ServerSocket clamd = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> sent = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = clamd.accept()) {
                    DataInputStream in = new DataInputStream(socket.getInputStream());
                    assertThat(new String(in.readNBytes(10), UTF_8)).isEqualTo("zINSTREAM\0");
                    ByteArrayOutputStream content = new ByteArrayOutputStream();
                    for (int length = in.readInt(); length > 0; length = in.readInt()) {
                        content.write(in.readNBytes(length));
                    }
                    socket.getOutputStream().write(answer.getBytes(UTF_8));
                    return content.toString(UTF_8);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            new VirusScanner(settings("127.0.0.1:" + clamd.getLocalPort())).refuseInfected(file);
            return sent.get();
        }
    }
}
