package org.claimtrail.database.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory with everything the service keeps, held by one process at a time. */
final class DataDirectory implements AutoCloseable {

    /** Below this PostgreSQL cannot even write its next 16 MiB log segment safely. */
    private static final long LEAST_SPACE = 48L << 20;
    /** Programs, an empty database and its first log segments. */
    private static final long SPACE_FOR_A_NEW_DATABASE = 192L << 20;

    private final Path path;
    /** None where another process has it. */
    private final @Nullable FileChannel lockFile;

    private DataDirectory(Path path, @Nullable FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Creates the directory where it is missing, and locks it. The operating system lifts the lock with the process.
     *
     * @throws DatabaseUnavailableException where another process has it, or it cannot be written
     */
    static DataDirectory open(Path path) {
        try {
            boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path);
                if (posix) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
                }
            }
            FileChannel lockFile = FileChannel.open(
                    path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                claim(lockFile, path);
            } catch (IOException | RuntimeException e) {
                lockFile.close();
                throw e;
            }
            return new DataDirectory(path, lockFile);
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** The directory that another process has, to read there; empty where none has it. */
    static Optional<DataDirectory> ofAnother(Path path) throws IOException {
        Path lock = path.resolve("lock");
        if (!Files.isRegularFile(lock)) {
            return Optional.empty();
        }
        try (FileChannel lockFile = FileChannel.open(lock, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return lock(lockFile) ? Optional.empty() : Optional.of(new DataDirectory(path, null));
        }
    }

    private static void claim(FileChannel lockFile, Path path) throws IOException {
        if (!lock(lockFile)) {
            String holder = read(lockFile);
            throw new DatabaseUnavailableException(
                    "Another Claimtrail%s already uses the data directory %s; stop it, or give this one a directory and port of its own by CLAIMTRAIL_DATA_DIR and CLAIMTRAIL_EMBEDDED_PORT."
                            .formatted(holder.isEmpty() ? "" : " (process " + holder + ")", path));
        }
        lockFile.truncate(0);
        lockFile.write(
                StandardCharsets.US_ASCII.encode(
                        String.valueOf(ProcessHandle.current().pid())),
                0);
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            // Another service in this very process.
            return false;
        }
    }

    private static String read(FileChannel file) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20);
        file.read(content, 0);
        return StandardCharsets.US_ASCII.decode(content.flip()).toString().trim();
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    /** @throws DatabaseUnavailableException where the disk is about full */
    void requireSpace(boolean forNewDatabase) throws IOException {
        requireSpace(forNewDatabase ? SPACE_FOR_A_NEW_DATABASE : LEAST_SPACE, "to start");
    }

    /**
     * For the data once more, and a dump of them on the way.
     *
     * @throws DatabaseUnavailableException where there is less
     */
    void requireSpaceToMove(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            long size = files.mapToLong(file -> file.toFile().length()).sum();
            requireSpace(SPACE_FOR_A_NEW_DATABASE + 2 * size, "to move to another release of PostgreSQL");
        }
    }

    private void requireSpace(long needed, String toDoWhat) throws IOException {
        long left = Files.getFileStore(path).getUsableSpace();
        if (left < needed) {
            throw new DatabaseUnavailableException(
                    "The disk that holds the data directory %s is full: %d MiB are left and the database needs %d MiB %s."
                            .formatted(path, left >> 20, needed >> 20, toDoWhat));
        }
    }

    DatabaseUnavailableException unusable(IOException cause) {
        return unusable(path, cause);
    }

    private static DatabaseUnavailableException unusable(Path path, IOException cause) {
        if (isFull(path)) {
            return new DatabaseUnavailableException(
                    "The disk that holds the data directory %s is full.".formatted(path), cause);
        }
        return new DatabaseUnavailableException(
                "The data directory %s cannot be used: %s; let this user write there, or name another directory by CLAIMTRAIL_DATA_DIR."
                        .formatted(path, reason(cause)),
                cause);
    }

    private static boolean isFull(Path path) {
        try {
            FileStore disk = Files.getFileStore(path);
            return !disk.isReadOnly() && disk.getUsableSpace() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable String reason(IOException cause) {
        String file = cause instanceof FileSystemException failure ? failure.getFile() : null;
        String reason = plain(cause);
        return file == null ? reason : file + ": " + reason;
    }

    private static @Nullable String plain(IOException cause) {
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "not a directory";
        }
        if (cause instanceof NoSuchFileException) {
            return "no such file";
        }
        return cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
    }

    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        }
    }
}
