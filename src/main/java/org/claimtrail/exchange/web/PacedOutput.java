package org.claimtrail.exchange.web;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What a client takes. The server cuts off one that takes nothing for a while; this one, too, who takes a little at a time and
 * would keep others from their turn for as long as he likes.
 */
final class PacedOutput extends FilterOutputStream {

    /** In bytes a second, of the time that is spent waiting for the client. */
    private static final long SLOWEST = 4 * 1024;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private long waited;
    private long taken;

    PacedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        long begin = System.nanoTime();
        out.write(bytes, offset, length);
        waited += System.nanoTime() - begin;
        taken += length;
        if (waited > PATIENCE.toNanos()
                && taken < SLOWEST * Duration.ofNanos(waited).toSeconds()) {
            throw new IOException("The client takes less than " + SLOWEST + " bytes a second.");
        }
    }
}
