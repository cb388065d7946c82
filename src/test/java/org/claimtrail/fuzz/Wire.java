package org.claimtrail.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.claimtrail.platform.Role;
import org.claimtrail.testing.People;

/** HTTP/1.1 with bare hands: whatever is to be sent is sent, also what a proper client would refuse to. */
final class Wire implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    /** @param target path and query; as the headers, in ISO 8859-1, so that any byte can stand there */
    record Request(String method, String target, List<String> headers, byte[] body) {

        byte[] bytes() {
            StringBuilder head =
                    new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                            + body.length + "\r\nAuthorization: " + People.bearer(Role.ADMIN) + "\r\n");
            headers.forEach(header -> head.append(header).append("\r\n"));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            return bytes.toByteArray();
        }

        String header(String name) {
            String start = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(start))
                    .map(header -> header.substring(start.length()).strip())
                    .findFirst()
                    .orElse(null);
        }
    }

    record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).get(0);
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final int port;
    private Socket socket;
    private InputStream in;

    Wire(int port) {
        this.port = port;
    }

    Answer send(Request request) throws IOException {
        boolean fresh = socket == null;
        try {
            return exchange(request);
        } catch (IOException e) {
            close();
            if (fresh) {
                throw e;
            }
            // The server may close an idle connection at any time: only a new one is sure to be heard.
            return exchange(request);
        }
    }

    private Answer exchange(Request request) throws IOException {
        if (socket == null) {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
        }
        IOException brokenOff = null;
        try {
            socket.getOutputStream().write(request.bytes());
        } catch (IOException e) {
            // Refused before it was heard out: the answer may be there nevertheless.
            brokenOff = e;
        }
        try {
            return read(request.method().equals("HEAD"));
        } catch (IOException e) {
            if (brokenOff != null) {
                e.addSuppressed(brokenOff);
            }
            throw e;
        }
    }

    private Answer read(boolean head) throws IOException {
        String status = line();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(); !header.isEmpty(); header = line()) {
            String[] parts = header.split(":", 2);
            headers.merge(
                    parts[0],
                    List.of(parts[1].strip()),
                    (one, other) -> Stream.of(one, other).flatMap(List::stream).toList());
        }
        int code = Integer.parseInt(status.split(" ")[1]);
        byte[] body;
        if (head || code == 204 || code == 304) {
            body = new byte[0];
        } else if (headers.containsKey("Transfer-Encoding")) {
            body = chunks();
        } else if (headers.containsKey("Content-Length")) {
            body = exactly(Integer.parseInt(headers.get("Content-Length").get(0)));
        } else {
            body = in.readAllBytes();
            close();
        }
        if (headers.getOrDefault("Connection", List.of()).contains("close")) {
            close();
        }
        return new Answer(code, headers, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            int length = Integer.parseInt(line(), 16);
            body.writeBytes(exactly(length));
            line();
            if (length == 0) {
                return body.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The answer ended early.");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("The connection was closed after \"" + line + "\".");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
            socket = null;
        }
    }
}
