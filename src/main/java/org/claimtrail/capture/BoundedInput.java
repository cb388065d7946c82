package org.claimtrail.capture;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** What is unpacked, as far as it may go; nobody closes what it comes from by this. */
final class BoundedInput extends FilterInputStream {

    private long left;

    /** @param most in bytes, of all that is read by this */
    BoundedInput(InputStream in, long most) {
        super(in);
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @throws Unreadable where it is longer */
    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = in.read(into, offset, length);
        left -= Math.max(read, 0);
        if (left < 0) {
            throw new Unreadable("is much larger unpacked than any article.");
        }
        if (Thread.interrupted()) {
            throw new Unreadable(Extractor.TOO_SLOW);
        }
        return read;
    }

    @Override
    public long skip(long most) throws IOException {
        byte[] piece = new byte[8192];
        long skipped = 0;
        for (int read = 0;
                read >= 0 && skipped < most;
                read = read(piece, 0, (int) Math.min(piece.length, most - skipped))) {
            skipped += read;
        }
        return skipped;
    }

    @Override
    public void close() {
        // Parsers of XML close what they read; there may be more behind it.
    }
}
