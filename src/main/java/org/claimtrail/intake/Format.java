package org.claimtrail.intake;

/** What a file is. */
public enum Format {
    /** Bodies of the API, one a line. */
    NDJSON,
    /** Text with rows and columns, whatever separates these. */
    CSV,
    /** A sheet of an Office Open XML workbook. */
    XLSX,
    /** schema.org's ClaimReview, in JSON, in a page, or as the Fact Check Tools API answers. */
    CLAIM_REVIEW,
    /** W3C Web Annotations, Hypothesis's exports included. */
    WEB_ANNOTATION;

    /** Whether it has columns, which have to be said to be fields. */
    public boolean isTable() {
        return this == CSV || this == XLSX;
    }
}
