package org.claimtrail.database.dump;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.claimtrail.platform.Sha256;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The files that make a database: its tables, its logic and its reports.
 *
 * @param contents by their names, such as {@code db/table/V2__sources.sql}
 */
public record MigrationFiles(SortedMap<String, byte[]> contents) {

    /** What Flyway runs but once. Who may do what, and what is kept how long, is for each start of a service to say. */
    private static final Pattern NAME = Pattern.compile("db/(table|logic|report)/(V[0-9]+__|R__)[A-Za-z0-9_]+\\.sql");

    private static final List<String> PLACES = List.of("db/table", "db/logic", "db/report");

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** Those of this release. */
    public static MigrationFiles ofThisRelease() {
        var resolver = new PathMatchingResourcePatternResolver();
        var contents = new TreeMap<String, byte[]>();
        try {
            for (String place : PLACES) {
                for (Resource file : resolver.getResources("classpath:" + place + "/*.sql")) {
                    String name = place + "/" + Objects.requireNonNull(file.getFilename());
                    if (isName(name)) {
                        contents.put(name, file.getContentAsByteArray());
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MigrationFiles(contents);
    }

    /** Of the newest table. */
    public MigrationVersion version() {
        return contents.keySet().stream()
                .filter(name -> name.startsWith("db/table/V"))
                .map(name -> MigrationVersion.fromVersion(name.substring("db/table/V".length(), name.indexOf("__"))))
                .max(MigrationVersion::compareTo)
                .orElse(MigrationVersion.EMPTY);
    }

    /** A hash of all files of logic, and of the names of those of tables, which never change. */
    public String logic() {
        MessageDigest digest = Sha256.begin();
        contents.forEach((name, content) -> {
            if (name.startsWith("db/table/")) {
                digest.update(name.getBytes(StandardCharsets.UTF_8));
            }
        });
        contents.forEach((name, content) -> {
            if (name.startsWith("db/logic/")) {
                digest.update(content);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Makes an empty database what these files say.
     *
     * @param flyway who connects, and as whom
     * @param directory an empty one, which they are written into
     */
    void migrate(Flyway flyway, Path directory) throws IOException {
        for (String place : PLACES) {
            Files.createDirectories(directory.resolve(place));
        }
        for (var file : contents.entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        var placeholders = new HashMap<>(flyway.getConfiguration().getPlaceholders());
        placeholders.put("logic", logic());
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .locations(PLACES.stream()
                        .map(place -> "filesystem:" + directory.resolve(place))
                        .toArray(String[]::new))
                .skipDefaultCallbacks(true)
                .placeholders(Map.copyOf(placeholders))
                .load()
                .migrate();
    }
}
