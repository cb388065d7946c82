package org.claimtrail.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

/** A directory: a file of each key, in folders by its first two characters. What bears its name is whole, after a power cut too. */
class DirectoryStore implements FileStore {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryStore.class);

    private final Spool spool;
    private final Path root;

    DirectoryStore(Spool spool) {
        this.spool = spool;
        this.root = spool.files();
    }

    @Override
    public void put(String key, Path content) throws IOException {
        Path target = place(key);
        if (Files.exists(target)) {
            return;
        }
        Path folder = target.resolveSibling(".").normalize();
        boolean isNew = !Files.isDirectory(folder);
        Spool.directory(folder);
        Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
        flush(folder);
        if (isNew) {
            flush(root);
        }
    }

    @Override
    public void receive(String sha256, InputStream content) throws IOException {
        try (Spool.Spooled came = spool.take(content, sha256)) {
            put(sha256, came.path());
        }
    }

    private static void flush(Path directory) {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("This platform cannot flush a directory", e);
        }
    }

    @Override
    public boolean exists(String key) {
        return Files.exists(place(key));
    }

    @Override
    public Resource open(String key) {
        return new FileSystemResource(place(key));
    }

    @Override
    public void delete(String key) throws IOException {
        Files.deleteIfExists(place(key));
    }

    @Override
    public List<String> keys() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root, 2)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(FileStore::isKey)
                    .sorted()
                    .toList();
        }
    }

    private Path place(String key) {
        if (!FileStore.isKey(key)) {
            throw new IllegalArgumentException("No key of a file: " + key);
        }
        return root.resolve(key.substring(0, 2)).resolve(key);
    }
}
