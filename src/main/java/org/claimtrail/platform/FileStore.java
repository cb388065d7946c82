package org.claimtrail.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;

/** Keeps the bytes of files by a key, which is their SHA-256, or {@code SHA-256.png} of a small picture of one. */
public interface FileStore {

    Pattern KEY = Pattern.compile("[0-9a-f]{64}(\\.png)?");

    /** Keeps what a file holds, which is on the disk already and may be moved. Where there is something of that key, it is the same. */
    void put(String key, Path content) throws IOException;

    /**
     * Keeps a file that comes from elsewhere.
     *
     * @throws IOException also if it is another one
     */
    void receive(String sha256, InputStream content) throws IOException;

    boolean exists(String key);

    /** What is kept; one that does not exist where there is nothing. */
    Resource open(String key);

    void delete(String key) throws IOException;

    /** All keys that there are. */
    List<String> keys() throws IOException;

    /** Whether something is named as files are here, and not something of others. */
    static boolean isKey(String name) {
        return KEY.matcher(name).matches();
    }
}
