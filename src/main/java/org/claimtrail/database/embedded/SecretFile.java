package org.claimtrail.database.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file that only its owner may read. */
public final class SecretFile {

    private SecretFile() {}

    /** There as a whole or not at all, after a power cut too. */
    public static void write(Path file, String secret) throws IOException {
        write(file, target -> target.write((secret + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    /** There as a whole or not at all, however long it takes to write. */
    public static void write(Path file, Content content) throws IOException {
        Path parts = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(parts);
        create(parts, "");
        try (OutputStream target = Files.newOutputStream(parts)) {
            content.writeTo(target);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(parts);
            throw e;
        }
        DurableMove.move(parts, file);
    }

    /** What is in a file. */
    public interface Content {

        void writeTo(OutputStream target) throws IOException;
    }

    /** @throws java.nio.file.FileAlreadyExistsException if there is one */
    static void create(Path file, String content) throws IOException {
        // Closed to others before anything is in it.
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, content);
    }
}
