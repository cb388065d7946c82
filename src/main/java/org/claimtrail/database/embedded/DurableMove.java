package org.claimtrail.database.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives a finished file or directory its final name, so that whatever bears that name is whole, after a power cut too. */
final class DurableMove {

    private static final Logger log = LoggerFactory.getLogger(DurableMove.class);

    private DurableMove() {}

    static void move(Path from, Path to) throws IOException {
        try (Stream<Path> content = Files.walk(from)) {
            for (Path file : content.filter(file -> Files.isRegularFile(file)).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel parent = FileChannel.open(to.resolveSibling("."))) {
            parent.force(true);
        } catch (IOException e) {
            log.debug("This platform cannot flush a directory", e);
        }
    }
}
