package org.claimtrail.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A well-formed request that the state of the record forbids. */
public class Conflict extends Refusal {

    /** What forbids it. */
    public enum Reason {
        /** Other things refer to what is to be deleted. */
        REFERENCED,
        /** It is recorded already. */
        DUPLICATE,
        /** It would come round to itself. */
        CYCLE,
        /** What it refers to is deleted. */
        REFERS_TO_DELETED,
        /** The claim's status does not allow it. */
        STATUS_RULE,
        /** The claim's stage, or who moved it there, does not allow it. */
        STAGE_RULE,
        /** What is not deleted is not purged whole, and what is deleted has no present to keep. */
        PURGE_RULE,
        /** Nobody could keep the accounts any more. */
        LAST_ADMINISTRATOR,
        /** How far an import is does not allow it. */
        IMPORT_STATE
    }

    /** Another thing that stands in the way, such as {@code claim}, its id, and a name to show. */
    public record Other(String type, Object id, @Nullable String name) {}

    private final Reason reason;
    private final @Nullable String pointer;
    private final List<Other> others;
    private final List<String> missing;

    public Conflict(Reason reason, String detail, @Nullable String pointer, List<Other> others) {
        this(reason, detail, pointer, others, List.of());
    }

    private Conflict(Reason reason, String detail, @Nullable String pointer, List<Other> others, List<String> missing) {
        super(detail);
        this.reason = reason;
        this.pointer = pointer;
        this.others = List.copyOf(others);
        this.missing = List.copyOf(missing);
    }

    /** @param missing what the record lacks, a sentence each */
    public static Conflict statusRule(String detail, List<String> missing) {
        return new Conflict(Reason.STATUS_RULE, detail, "/status", List.of(), missing);
    }

    public Conflict(Reason reason, String detail) {
        this(reason, detail, null, List.of());
    }

    /** @throws Conflict if any others stand in the way */
    public static void ifAny(List<Other> others, Reason reason, String detail) {
        if (!others.isEmpty()) {
            throw new Conflict(reason, detail, null, others);
        }
    }

    /** The same as seen from a request of which the body is a part. */
    public Conflict of(String part) {
        return pointer == null ? this : new Conflict(reason, getMessage(), part + pointer, others, missing);
    }

    /** The same as seen from within a part: {@code /claims/3/externalIds} is {@code /externalIds} of that claim. */
    public Conflict within(String part) {
        return pointer == null || !pointer.startsWith(part)
                ? this
                : new Conflict(reason, getMessage(), pointer.substring(part.length()), others, missing);
    }

    public Reason reason() {
        return reason;
    }

    /** The part of the body that it comes from, where there is one. */
    public @Nullable String pointer() {
        return pointer;
    }

    public List<Other> others() {
        return others;
    }

    public List<String> missing() {
        return missing;
    }
}
