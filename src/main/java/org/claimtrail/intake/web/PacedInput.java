package org.claimtrail.intake.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.claimtrail.platform.web.BadRequest;
import org.claimtrail.platform.web.ProblemType;
import org.springframework.core.NestedExceptionUtils;

/**
 * What a client sends. The server cuts off one that sends nothing for a while; this one, too, who sends a little at a time, and
 * would keep a thread for as long as he likes.
 */
final class PacedInput extends FilterInputStream {

    /** In bytes a second. */
    private static final long SLOWEST = 8 * 1024;

    private final long begin = System.nanoTime();
    private final Duration patience;
    private long sent;

    /** @param patience for how long nobody minds how slow he is */
    PacedInput(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int given;
        try {
            given = in.read(into, offset, length);
        } catch (IOException e) {
            throw NestedExceptionUtils.getMostSpecificCause(e) instanceof SocketTimeoutException
                    ? tooSlow()
                    : new BadRequest(
                            ProblemType.INVALID_REQUEST, "The file did not arrive whole: nothing of it was kept.");
        }
        sent += Math.max(given, 0);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        if (given >= 0 && taken.compareTo(patience) > 0 && sent < SLOWEST * taken.toSeconds()) {
            throw tooSlow();
        }
        return given;
    }

    private static BadRequest tooSlow() {
        return new BadRequest(ProblemType.TOO_SLOW, "The file did not arrive in time: nothing of it was kept.");
    }
}
