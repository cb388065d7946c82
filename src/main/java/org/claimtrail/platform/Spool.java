package org.claimtrail.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Files that come in: on the disk until they are kept or refused, so that none is in memory. */
@Component
public class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

    private static final int PIECE = 64 * 1024;

    /** No request takes longer. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * What came in. Whoever asked for it closes it, which removes what was not moved elsewhere.
     *
     * @param bytes how many came, and one more than are allowed where there are more
     * @param sha256 of what came, in hexadecimal
     */
    public record Spooled(Path path, long bytes, String sha256, boolean isTooLarge) implements AutoCloseable {

        @Override
        public void close() {
            remove(path);
        }
    }

    private final Path files;
    private final long most;
    private final Clock clock;

    public Spool(FileSettings settings, Environment environment, Clock clock) {
        this.files = settings.path(environment);
        this.most = settings.size().toBytes();
        this.clock = clock;
    }

    /** The directory of all files, in which those that come in have one of their own. */
    public Path files() {
        return files;
    }

    /** Takes what comes to its end, and no more than is allowed. It is on the disk, and stays there, when this returns. */
    public Spooled take(InputStream in) throws IOException {
        return take(in, most);
    }

    /**
     * Takes a file that was kept elsewhere, however large it is.
     *
     * @throws IOException also if it is another one
     */
    Spooled take(InputStream in, String sha256) throws IOException {
        Spooled came = take(in, Long.MAX_VALUE);
        if (!came.sha256().equals(sha256)) {
            came.close();
            throw new IOException("the file " + sha256 + " is not what was written");
        }
        return came;
    }

    private Spooled take(InputStream in, long most) throws IOException {
        Path path = directory(incoming()).resolve(UUID.randomUUID().toString());
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            MessageDigest digest = Sha256.begin();
            byte[] piece = new byte[PIECE];
            long bytes = 0;
            for (int length = in.read(piece); length >= 0 && bytes <= most; length = in.read(piece)) {
                digest.update(piece, 0, length);
                ByteBuffer rest = ByteBuffer.wrap(piece, 0, length);
                while (rest.hasRemaining()) {
                    file.write(rest);
                }
                bytes += length;
            }
            file.force(true);
            return new Spooled(path, bytes, HexFormat.of().formatHex(digest.digest()), bytes > most);
        } catch (IOException | RuntimeException e) {
            remove(path);
            throw e;
        }
    }

    /** Makes a directory that nobody else reads, where there is none. */
    public static Path directory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path);
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
            }
        }
        return path;
    }

    /** What a request left that was killed with its service. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT1H")
    public void sweep() throws IOException {
        if (!Files.isDirectory(incoming())) {
            return;
        }
        Instant before = clock.instant().minus(LONGEST);
        try (Stream<Path> left = Files.list(incoming())) {
            for (Path path : left.toList()) {
                if (Files.exists(path)
                        && Files.getLastModifiedTime(path).toInstant().isBefore(before)) {
                    remove(path);
                }
            }
        }
    }

    private Path incoming() {
        return files.resolve("incoming");
    }

    private static void remove(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("A file that came in stays until it is swept: {}", e.toString());
        }
    }
}
