package org.claimtrail.platform.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * An answer that is compressed if it is worth it, which its first bytes decide: by then it is known what it is, how long, and
 * that nobody compressed it already.
 */
final class CompressedResponse extends HttpServletResponseWrapper {

    private static final Set<String> TYPES =
            Set.of("text/html", "application/json", "application/problem+json", "application/ld+json");

    /** What is shorter fits into one packet anyway. */
    private static final int WORTH_IT = 1024;

    private final HttpServletRequest request;
    private final boolean takes;
    private final boolean knowsCompressed;

    private boolean decided;
    private long length = -1;
    private @Nullable GZIPOutputStream gzip;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    /**
     * @param takes whether the client takes gzip
     * @param knowsCompressed whether it asks if what it got compressed is as it was
     */
    CompressedResponse(
            HttpServletRequest request, HttpServletResponse response, boolean takes, boolean knowsCompressed) {
        super(response);
        this.request = request;
        this.takes = takes;
        this.knowsCompressed = knowsCompressed;
    }

    /** To be called when all is written. */
    void finish() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        if (gzip != null) {
            gzip.finish();
        }
        decide(0);
    }

    private void decide(int first) throws IOException {
        if (decided) {
            return;
        }
        decided = true;
        if (isOfAType() && !isCommitted()) {
            addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            long known = length < 0 ? first : length;
            if (takes
                    && known >= WORTH_IT
                    && !request.isAsyncStarted()
                    && !containsHeader(HttpHeaders.CONTENT_ENCODING)) {
                super.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
                ownTag();
                gzip = new Fast(super.getOutputStream());
                return;
            }
        }
        if (getStatus() == SC_NOT_MODIFIED && knowsCompressed) {
            ownTag();
        }
        if (length >= 0) {
            super.setContentLengthLong(length);
        }
    }

    private boolean isOfAType() {
        String type = getContentType();
        if (type == null) {
            return false;
        }
        int parameters = type.indexOf(';');
        return TYPES.contains((parameters < 0 ? type : type.substring(0, parameters)).strip());
    }

    private void ownTag() {
        String tag = getHeader(HttpHeaders.ETAG);
        if (tag != null) {
            super.setHeader(HttpHeaders.ETAG, Compression.tagOfCompressed(tag));
        }
    }

    /** Whatever was written is dropped, and what comes instead is decided on anew. */
    private void startAnew() {
        if (gzip != null) {
            super.setHeader(HttpHeaders.CONTENT_ENCODING, null);
        }
        decided = false;
        length = -1;
        gzip = null;
        writer = null;
        stream = null;
    }

    @Override
    public void setContentLength(int length) {
        setContentLengthLong(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        if (decided && gzip == null) {
            super.setContentLengthLong(length);
        } else {
            this.length = length;
        }
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH) && value != null) {
            setContentLengthLong(Long.parseLong(value));
        } else {
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
            setContentLengthLong(Long.parseLong(value));
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, String.valueOf(value));
    }

    @Override
    public void reset() {
        super.reset();
        startAnew();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        startAnew();
    }

    @Override
    public void sendError(int status) throws IOException {
        startAnew();
        decided = true;
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        startAnew();
        decided = true;
        super.sendError(status, message);
    }

    @Override
    public void flushBuffer() throws IOException {
        if (writer != null) {
            writer.flush();
        }
        decide(0);
        if (gzip != null) {
            gzip.flush();
        }
        super.flushBuffer();
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new Deciding(super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(
                    new OutputStreamWriter(getOutputStream(), Charset.forName(getCharacterEncoding())), false);
        }
        return writer;
    }

    /** Rather quick than small: pages get to a fifth of their size so, and to a sixth in three times the time. */
    private static final class Fast extends GZIPOutputStream {

        Fast(ServletOutputStream to) throws IOException {
            super(to, 4096, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    private final class Deciding extends ServletOutputStream {

        private final ServletOutputStream plain;

        Deciding(ServletOutputStream plain) {
            this.plain = plain;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            decide(count);
            if (gzip != null) {
                gzip.write(bytes, from, count);
            } else {
                plain.write(bytes, from, count);
            }
        }

        @Override
        public void flush() throws IOException {
            // Nothing that is compressed is read while it is written.
            if (decided && gzip == null) {
                plain.flush();
            }
        }

        @Override
        public void close() throws IOException {
            decide(0);
            if (gzip != null) {
                gzip.finish();
            }
            plain.close();
        }

        @Override
        public boolean isReady() {
            return plain.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            plain.setWriteListener(listener);
        }
    }
}
