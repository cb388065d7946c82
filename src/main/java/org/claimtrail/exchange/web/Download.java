package org.claimtrail.exchange.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.claimtrail.exchange.Exports.Begin;
import org.claimtrail.exchange.Exports.Head;
import org.claimtrail.platform.BrokenOff;
import org.claimtrail.platform.web.Api;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The answer that an export is: a file that is sent as it is written, compressed where the client asks for it. */
final class Download implements Begin {

    /** By which the same is had again, whatever changes meanwhile. */
    static final String AS_OF = "Claimtrail-As-Of";

    private static final int BUFFER = 64 * 1024;

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private @Nullable OutputStream out;

    private Download(HttpServletRequest request, HttpServletResponse response) {
        this.request = request;
        this.response = response;
    }

    /** Lets something be written, and ends what was begun. */
    static void send(HttpServletRequest request, HttpServletResponse response, Consumer<Begin> write) {
        Download download = new Download(request, response);
        try {
            write.accept(download);
            download.end();
        } catch (BrokenOff e) {
            if (!response.isCommitted() && e.getCause() instanceof RuntimeException cause) {
                // Nothing of it was sent yet, so that it can be told what is wrong.
                response.reset();
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public @Nullable OutputStream apply(Head head) {
        String type = head.format().mediaType();
        Api.attach(
                response,
                "%s%s.%s"
                        .formatted(
                                head.name(),
                                head.asOf().map(Download::compact).orElse(""),
                                head.format().ending()),
                type.startsWith("text/") ? type + ";charset=UTF-8" : type);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        response.addHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        head.asOf().ifPresent(instant -> response.setHeader(AS_OF, instant.toString()));
        boolean gzip = !head.format().isCompressed() && acceptsGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        if (gzip) {
            response.setHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        if (request.getMethod().equals("HEAD")) {
            return null;
        }
        try {
            OutputStream sent = new PacedOutput(response.getOutputStream());
            OutputStream written = new BufferedOutputStream(gzip ? new GZIPOutputStream(sent, BUFFER) : sent, BUFFER);
            out = written;
            return written;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only what was written to its end looks complete. */
    private void end() {
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw new BrokenOff("The end of an export could not be sent.", e);
            }
        }
    }

    private static String compact(Instant instant) {
        return "-" + instant.toString().replaceAll("[-:]|\\.[0-9]+", "");
    }

    /** RFC 9110, section 12.5.3, as far as there is a choice here. */
    static boolean acceptsGzip(@Nullable String accepted) {
        return accepted != null
                && Arrays.stream(accepted.split(","))
                        .map(String::strip)
                        .anyMatch(
                                coding -> coding.matches("(?i)(x-)?gzip(\\s*;\\s*q=(1(\\.0*)?|0?\\.0*[1-9][0-9]*))?"));
    }
}
