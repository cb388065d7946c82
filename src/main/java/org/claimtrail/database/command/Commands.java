package org.claimtrail.database.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.claimtrail.database.dump.Dump;
import org.claimtrail.database.dump.DumpException;
import org.claimtrail.database.dump.Restore;
import org.claimtrail.database.embedded.Backup;
import org.claimtrail.database.embedded.CommandConfiguration;
import org.claimtrail.database.embedded.DatabaseUnavailableException;
import org.claimtrail.database.embedded.SecretFile;
import org.claimtrail.database.embedded.Upgrade;
import org.claimtrail.platform.FileStore;
import org.flywaydb.core.Flyway;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs one command on the database that the service would use by the same settings. */
public final class Commands {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private static final String STANDARD_STREAM = "-";

    private static final String USAGE = """
            Without a command, Claimtrail serves. Commands:
              dump FILE         writes the whole record, with accounts, files and all history, also while the service runs
              restore FILE      reads a dump into a new, empty database
              backup DIRECTORY  copies the embedded database and the files into a data directory, also while the service runs
              migrate           brings the database to this release, as the first start of it does
            FILE may be - for the standard output or input. Which database: as for the service, CLAIMTRAIL_DB_URL or CLAIMTRAIL_DATA_DIR.
            """;

    private final PrintStream output;
    private final PrintStream messages;
    private final InputStream input;

    private Commands(InputStream input, PrintStream output, PrintStream messages) {
        this.input = input;
        this.output = output;
        this.messages = messages;
    }

    /** Whether there is a command in the arguments, and not only settings, each of which begins with a dash. */
    public static boolean isIn(String... arguments) {
        return arguments.length > 0 && !arguments[0].startsWith("--");
    }

    /** Runs a command to its end, and returns the code that the process exits with. */
    public static int run(String... arguments) {
        PrintStream output = System.out;
        // What anything logs must not get into a dump.
        System.setOut(System.err);
        try {
            return new Commands(System.in, output, System.err).runOne(arguments);
        } finally {
            System.setOut(output);
        }
    }

    private int runOne(String... arguments) {
        if (arguments[0].equals("help")) {
            messages.print(USAGE);
            return DONE;
        }
        boolean isMigration = arguments[0].equals("migrate");
        int words = isMigration ? 1 : 2;
        if (arguments.length < words || arguments.length > words && !arguments[words].startsWith("--")) {
            messages.print(USAGE);
            return MISUSED;
        }
        String place = arguments[words - 1];
        try {
            switch (arguments[0]) {
                case "migrate" -> migrate(arguments);
                case "dump" -> dump(place, arguments);
                case "restore" -> restore(place, arguments);
                case "backup" -> backup(place, arguments);
                default -> {
                    messages.print(USAGE);
                    return MISUSED;
                }
            }
            return DONE;
        } catch (DatabaseUnavailableException | DumpException e) {
            messages.println(e.getMessage());
        } catch (FileAlreadyExistsException e) {
            messages.println("There is a file " + e.getFile() + " already.");
        } catch (NoSuchFileException e) {
            messages.println("There is no " + e.getFile() + ".");
        } catch (FileSystemException e) {
            messages.println(e.getFile() + ": " + e.getReason() + ".");
        } catch (IOException e) {
            messages.println(e.getMessage() + ".");
        }
        return FAILED;
    }

    private void dump(String place, String... settings) throws IOException {
        if (place.equals(STANDARD_STREAM)) {
            try (ConfigurableApplicationContext context = start(settings)) {
                tell(
                        "Dumped",
                        Dump.write(context.getBean(Flyway.class), context.getBean(FileStore.class), output),
                        "the standard output");
            }
            return;
        }
        Path file = Path.of(place).toAbsolutePath();
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(place);
        }
        if (!Files.isDirectory(file.resolveSibling("."))) {
            throw new NoSuchFileException(place);
        }
        try (ConfigurableApplicationContext context = start(settings)) {
            SecretFile.write(
                    file,
                    target -> tell(
                            "Dumped",
                            Dump.write(context.getBean(Flyway.class), context.getBean(FileStore.class), target),
                            place));
        }
    }

    private void restore(String place, String... settings) throws IOException {
        try (InputStream source = place.equals(STANDARD_STREAM) ? input : Files.newInputStream(Path.of(place));
                ConfigurableApplicationContext context = start(settings)) {
            tell(
                    "Restored",
                    Restore.read(context.getBean(Flyway.class), context.getBean(FileStore.class), source),
                    place);
        }
        messages.println(
                "Nothing is sent to webhooks or by mail from this copy until an administrator says so, on the page of the administration.");
    }

    private void migrate(String... settings) {
        List<String> withRights = new ArrayList<>(List.of(settings));
        withRights.add("--spring.flyway.skip-default-callbacks=false");
        // What is kept how long is for the service's next start to say.
        withRights.add("--spring.flyway.placeholders.historyRetention=(select kept_for from history.retention)");
        try (ConfigurableApplicationContext context = start(withRights.toArray(String[]::new))) {
            Flyway flyway = context.getBean(Flyway.class);
            context.getBean(Upgrade.class).run(flyway);
            messages.printf(
                    "The database is at version %s.%n",
                    Objects.requireNonNull(flyway.info().current()).getVersion());
        }
    }

    private void backup(String place, String... settings) throws IOException {
        try (ConfigurableApplicationContext context = start(settings)) {
            context.getBean(Backup.class).into(Path.of(place).toAbsolutePath());
        }
        messages.println(
                "Backed up into %s: start on it by CLAIMTRAIL_DATA_DIR, or put its contents into a data directory of that name."
                        .formatted(place));
    }

    private void tell(String done, Dump.Written what, String place) {
        messages.println("%s %,d rows of %d tables and %,d files: %s."
                .formatted(done, what.rows(), what.tables(), what.files(), place));
        if (what.missing() > 0) {
            messages.println("%,d files that things say they have were not there.".formatted(what.missing()));
        }
    }

    private static ConfigurableApplicationContext start(String... settings) {
        try {
            return new SpringApplicationBuilder(CommandConfiguration.class)
                    .web(WebApplicationType.NONE)
                    .bannerMode(Banner.Mode.OFF)
                    .logStartupInfo(false)
                    .registerShutdownHook(true)
                    .properties(Map.of(
                            // Who may do what, and what is kept how long, is for the service's next start to say, or
                            // for migrate.
                            "spring.flyway.skip-default-callbacks", "true",
                            "logging.level.root", "warn",
                            "logging.level.org.claimtrail", "info",
                            // What fails is told once, without what Spring makes of it.
                            "logging.level.org.springframework", "off",
                            // Nobody else has to find it.
                            "claimtrail.embedded.port", "0"))
                    .run(settings);
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof DatabaseUnavailableException reason) {
                    throw reason;
                }
            }
            throw e;
        }
    }
}
