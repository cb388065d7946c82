package org.claimtrail.platform.web;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads request bodies up to a bound. */
final class Bodies {

    /** Room for the text of any article. */
    static final int MOST_BYTES = 32 * 1024 * 1024;

    private Bodies() {}

    static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        try (ServletInputStream in = request.getInputStream()) {
            byte[] body = in.readNBytes(MOST_BYTES + 1);
            if (body.length > MOST_BYTES) {
                throw tooLarge();
            }
            return body;
        }
    }

    private static BadRequest tooLarge() {
        return new BadRequest(
                ProblemType.BODY_TOO_LARGE, "A body may have at most " + MOST_BYTES / 1024 / 1024 + " MiB.");
    }
}
