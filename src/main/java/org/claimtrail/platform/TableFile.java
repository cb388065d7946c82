package org.claimtrail.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table that comes with the service, as a file of text: a row a line, empty lines and what begins with # aside. */
public final class TableFile {

    private TableFile() {}

    /**
     * The rows of a table, in the order of the file.
     *
     * @param reader whose package the file is looked for in
     * @param file its name; from the root where it begins with a slash
     * @throws IllegalStateException if there is none
     */
    public static List<String> rows(Class<?> reader, String file) {
        InputStream table = reader.getResourceAsStream(file);
        if (table == null) {
            throw new IllegalStateException(file + " of " + reader.getPackageName() + " is missing.");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
