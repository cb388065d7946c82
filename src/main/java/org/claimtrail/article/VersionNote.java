package org.claimtrail.article;

/** How a publisher treated a change of an article. */
public enum VersionNote {
    /** Nothing told the reader. */
    SILENT,
    /** The article says that it was corrected. */
    CORRECTED,
    /** The publisher took the article back. */
    WITHDRAWN
}
