package org.claimtrail.platform.web;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.claimtrail.platform.Refusal;
import org.springframework.core.NestedExceptionUtils;

/** A request that HTTP itself, rather than the record, finds wrong. */
public class BadRequest extends Refusal {

    private final ProblemType type;

    public BadRequest(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    /** The server wraps what went wrong, and none of it is this service's fault. */
    static BadRequest whileReading(IOException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SocketTimeoutException
                ? tooSlow()
                : new BadRequest(ProblemType.INVALID_REQUEST, "The body could not be read to its end.");
    }

    static BadRequest tooSlow() {
        return new BadRequest(ProblemType.TOO_SLOW, "The body did not arrive in time.");
    }

    ProblemType type() {
        return type;
    }
}
