package org.claimtrail.database.embedded;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Where the embedded database lives, and who migrates one that is not embedded.
 *
 * @param dataDir directory for all that the service keeps, relative to the working directory
 * @param db the rest of claimtrail.db is read as spring.datasource
 */
@ConfigurationProperties("claimtrail")
record DatabaseProperties(
        // Not a Path: Spring would take a directory of that name on the class path for it.
        @DefaultValue("data") String dataDir,
        @DefaultValue Embedded embedded,
        @DefaultValue Db db) {

    /**
     * The server itself.
     *
     * @param port TCP port on 127.0.0.1; 0 takes any free one
     * @param version PostgreSQL release that the build carries, such as 18.6.0
     * @param binariesDir where its programs are unpacked; by default in the data directory
     */
    record Embedded(
            @DefaultValue("54329") int port,
            String version,
            @Nullable String binariesDir) {}

    /**
     * A database that is not embedded.
     *
     * @param migration the role that owns the tables; without it, the role of the pool does
     * @param directUrl where the database itself is, if the URL of the pool leads to a pooler such as PgBouncer, which keeps no
     *     session: what listens, and what migrates, connects there
     * @param replicas JDBC URLs of servers that follow it by streaming, which answer reads with the roles and passwords of the pool
     */
    record Db(
            Database.@Nullable Login migration,
            @Nullable String directUrl,
            @DefaultValue List<String> replicas) {

        /** Whether the pool leads to the database itself. */
        boolean isDirect() {
            return !StringUtils.hasText(directUrl);
        }

        String direct(String url) {
            return StringUtils.hasText(directUrl) ? directUrl : url;
        }
    }

    Path dataPath() {
        return Path.of(dataDir).toAbsolutePath().normalize();
    }

    Path binariesPath() {
        String directory = embedded.binariesDir();
        Path parent = directory == null || directory.isBlank() ? dataPath() : Path.of(directory);
        return parent.resolve("postgresql-" + embedded.version())
                .toAbsolutePath()
                .normalize();
    }
}
