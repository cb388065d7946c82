package org.claimtrail.report;

/** A report was cut off: it reads more of the record than may be read while somebody waits. */
public class TooMuchToRead extends RuntimeException {

    TooMuchToRead(Throwable cause) {
        super("The report took longer than " + Reports.SECONDS + " seconds.", cause);
    }
}
