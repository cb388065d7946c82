package org.claimtrail.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.claimtrail.platform.Limits;

/**
 * A body of any length, which is not gathered. The server cuts off a client that sends nothing for a while; this one, too, who
 * sends a little at a time, and would keep a thread for as long as he likes.
 */
public final class PacedInput extends FilterInputStream {

    /** In bytes a second. */
    private static final long SLOWEST = 8 * 1024;

    private final long begin = System.nanoTime();
    private final Duration patience;
    private long sent;

    /** @param patience for how long nobody minds how slow he is */
    private PacedInput(InputStream in, Duration patience) {
        super(in);
        this.patience = patience;
    }

    public static PacedInput of(HttpServletRequest request, Limits limits) throws IOException {
        return new PacedInput(request.getInputStream(), limits.bodyTime());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws BadRequest where it does not come, or comes too slowly */
    @Override
    public int read(byte[] into, int offset, int length) {
        int given;
        try {
            given = in.read(into, offset, length);
        } catch (IOException e) {
            throw BadRequest.whileReading(e);
        }
        sent += Math.max(given, 0);
        Duration taken = Duration.ofNanos(System.nanoTime() - begin);
        if (given >= 0 && taken.compareTo(patience) > 0 && sent < SLOWEST * taken.toSeconds()) {
            throw BadRequest.tooSlow();
        }
        return given;
    }
}
