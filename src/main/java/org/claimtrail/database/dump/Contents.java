package org.claimtrail.database.dump;

import java.util.List;

/**
 * What a dump says of itself before its rows.
 *
 * @param format which the reader has to know
 * @param takenAt the state that it holds: the start of the transaction that read it, as PostgreSQL writes it
 * @param postgresql of the server that it comes from, such as 18.6
 * @param version of the newest table, as Flyway counts
 */
record Contents(
        String format,
        String takenAt,
        String postgresql,
        String version,
        List<Table> tables,
        List<Sequence> sequences) {

    static final String FORMAT = "claimtrail-dump-1";

    /** Entries of the file, in this order: what it says of itself, the files that make the database, rows, files, sums. */
    static final String CONTENTS = "dump.json";

    static final String ROWS = "rows/";

    /** Those that are attached to something, each by its SHA-256. */
    static final String FILES = "files/";

    static final String SUMS = "sums.json";

    /** The schema that the service's own one has in a dump, whatever an operator called it. */
    static final String RECORD = "record";

    /** @param columns that are stored, but not computed from others */
    record Table(String schema, String name, List<String> columns) {

        String entry() {
            return ROWS + schema + "." + name;
        }
    }

    /** @param called whether the value was given out already */
    record Sequence(String schema, String name, long value, boolean called) {}

    /** What was written of a table. The last entry: a dump without it was cut off. */
    record Sum(String entry, long rows, String sha256) {}

    record Sums(List<Sum> tables) {}
}
