package org.claimtrail.exchange;

import java.util.Arrays;
import java.util.List;

/** What an export can be written as. */
public enum ExportFormat {
    NDJSON("application/x-ndjson", "ndjson"),
    CSV("text/csv", "csv"),
    TSV("text/tab-separated-values", "tsv"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    JSON_LD("application/ld+json", "jsonld"),
    TURTLE("text/turtle", "ttl"),
    N_QUADS("application/n-quads", "nq"),
    ZIP("application/zip", "zip");

    /** What claims can be exported as. */
    static final List<ExportFormat> OF_CLAIMS = List.of(NDJSON, CSV, TSV, XLSX, JSON_LD, TURTLE, N_QUADS);

    /** What every list can be exported as. */
    static final List<ExportFormat> OF_ALL = List.of(NDJSON, CSV, TSV, XLSX);

    private final String mediaType;
    private final String ending;

    ExportFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of a file, without a dot; also what it is asked for by. */
    public String ending() {
        return ending;
    }

    /** Whether an export can be fetched in parts that make up the whole. */
    boolean canBeResumed() {
        return this != XLSX && this != JSON_LD;
    }

    /** Whether there is nothing left to compress. */
    public boolean isCompressed() {
        return this == XLSX || this == ZIP;
    }

    boolean isTable() {
        return this == CSV || this == TSV || this == XLSX;
    }

    static ExportFormat parse(String text, List<ExportFormat> possible) {
        return possible.stream()
                .filter(format -> format.ending.equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be one of "
                        + String.join(
                                ", ",
                                possible.stream().map(ExportFormat::ending).toList()) + "."));
    }

    public static List<ExportFormat> all() {
        return Arrays.asList(values());
    }
}
