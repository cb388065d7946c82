package org.claimtrail.intake;

/** How far an import is. */
public enum State {
    UPLOADING,
    /** All of it arrived; it waits to be started. */
    READY,
    RUNNING,
    PAUSED,
    /** A dry run is done. */
    TRIED,
    DONE,
    CANCELLED,
    /** What it is cannot be read on. */
    FAILED,
    UNDOING,
    UNDONE
}
