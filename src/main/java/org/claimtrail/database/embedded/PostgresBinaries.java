package org.claimtrail.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import org.springframework.util.FileSystemUtils;

/** The programs of PostgreSQL, which come as one archive for each platform on the class path. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** @throws DatabaseUnavailableException where there is nothing to run on this platform */
    static void require(Path home) {
        if (!Files.isDirectory(home)) {
            archive();
        }
    }

    /**
     * Unpacks the programs, unless they already are there. Of several services that share them and start at once, one does.
     *
     * @param home directory to unpack into; its name must change with the version
     */
    static void unpack(Path home) throws IOException {
        if (Files.isDirectory(home)) {
            return;
        }
        Files.createDirectories(home.toAbsolutePath().getParent());
        try (FileChannel file = FileChannel.open(
                home.resolveSibling(home.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            // Until the file is closed.
            file.lock();
            if (!Files.isDirectory(home)) {
                unpackHeld(home);
            }
        }
    }

    private static void unpackHeld(Path home) throws IOException {
        try (InputStream archive = archive().openStream()) {
            // Renamed when complete, so that what is there is whole however the last attempt ended.
            Path parts = home.resolveSibling(home.getFileName() + ".new");
            FileSystemUtils.deleteRecursively(parts);
            Files.createDirectories(parts);
            TarXz.extract(archive, parts);
            DurableMove.move(parts, home);
        }
    }

    private static URL archive() {
        return archive(System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static URL archive(String system, String machine) {
        URL archive = PostgresBinaries.class.getResource("/" + archiveName(system, machine));
        if (archive == null) {
            throw new DatabaseUnavailableException(
                    "No database: set CLAIMTRAIL_DB_URL (jdbc:postgresql://host:5432/claimtrail), since this build carries no embedded PostgreSQL for %s on %s."
                            .formatted(system, machine));
        }
        return archive;
    }

    static String archiveName(String system, String machine) {
        String name = system.toLowerCase(Locale.ROOT);
        String platform = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String processor = switch (machine) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> machine;
        };
        return "postgres-" + platform + "-" + processor + ".txz";
    }
}
