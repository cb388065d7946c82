package org.claimtrail.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A file that only its owner may read, there as a whole or not at all. */
final class SecretFile {

    private SecretFile() {}

    static void write(Path file, String secret) throws IOException {
        Path parts = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(parts);
        FileAttribute<?>[] forOwner =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[] {};
        try (FileChannel channel =
                FileChannel.open(parts, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), forOwner)) {
            channel.write(ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(parts, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
