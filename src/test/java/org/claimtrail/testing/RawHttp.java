package org.claimtrail.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.claimtrail.platform.Role;

/** Requests as they go over the wire, for those that a client would not send; an administrator's unless they say else. */
public final class RawHttp {

    private RawHttp() {}

    /**
     * The whole answer.
     *
     * @param request the request line, and further headers, without the last line break
     */
    public static String answer(int port, String request) throws IOException {
        return answer(port, request, "");
    }

    /** The whole answer to a request with a body, of which the headers have to tell the length. */
    public static String answer(int port, String request, String body) throws IOException {
        return exchange(
                port,
                request.contains("\r\nAuthorization:")
                        ? request
                        : request + "\r\nAuthorization: " + People.bearer(Role.ADMIN),
                body);
    }

    /** The whole answer to somebody who shows nothing. */
    public static String answerToStranger(int port, String request) throws IOException {
        return exchange(port, request, "");
    }

    private static String exchange(int port, String request, String body) throws IOException {
        String host = request.contains("\r\nHost:") ? "" : "\r\nHost: localhost:" + port;
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write((request + host + "\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
