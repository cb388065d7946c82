package org.claimtrail.files;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.claimtrail.platform.Busy;
import org.claimtrail.platform.Fault;
import org.claimtrail.platform.FileSettings;
import org.claimtrail.platform.InvalidInput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Has files scanned by clamd, where the operator names one: what it finds is refused, and so is all while it does not answer. */
@Component
class VirusScanner {

    private static final Logger LOG = LoggerFactory.getLogger(VirusScanner.class);

    private static final Pattern ADDRESS = Pattern.compile("(.+):([0-9]{1,5})");
    private static final Pattern FOUND = Pattern.compile("stream: (.*) FOUND");

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 60_000;
    private static final int PIECE = 64 * 1024;

    /** As many bytes of an answer as anybody has use for. */
    private static final int LONGEST_ANSWER = 1000;

    private final @Nullable InetSocketAddress clamd;

    VirusScanner(FileSettings settings) {
        this.clamd = settings.clamav() == null || settings.clamav().isBlank() ? null : address(settings.clamav());
    }

    private static InetSocketAddress address(String setting) {
        Matcher address = ADDRESS.matcher(setting.strip());
        if (!address.matches() || Integer.parseInt(address.group(2)) > 65535) {
            throw new IllegalArgumentException(
                    "claimtrail.files.clamav has to be a host and a port, such as localhost:3310.");
        }
        return InetSocketAddress.createUnresolved(address.group(1), Integer.parseInt(address.group(2)));
    }

    /**
     * Asks whether anything is found in a file.
     *
     * @throws InvalidInput if something is
     * @throws Busy if there is no answer
     */
    void refuseInfected(Path file) {
        if (clamd == null) {
            return;
        }
        String answer;
        try {
            answer = ask(clamd, file);
        } catch (IOException e) {
            LOG.warn("The virus scanner at {} does not answer: {}", clamd, e.toString());
            throw away();
        }
        Matcher found = FOUND.matcher(answer);
        if (found.matches()) {
            throw new InvalidInput(List.of(
                    new Fault("", "must be free of viruses, and the scanner finds " + found.group(1) + " in it.")));
        }
        if (!answer.equals("stream: OK")) {
            LOG.warn("The virus scanner at {} answers: {}", clamd, answer);
            throw away();
        }
    }

    private static Busy away() {
        return new Busy("Files are scanned for viruses, and the scanner does not answer. Nothing was changed.", 60);
    }

    /** Sends it in pieces, each after its length; one of no length is the end. */
    private static String ask(InetSocketAddress clamd, Path file) throws IOException {
        try (Socket socket = new Socket();
                InputStream in = Files.newInputStream(file)) {
            socket.connect(new InetSocketAddress(clamd.getHostString(), clamd.getPort()), CONNECT_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), PIECE));
            out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
            byte[] piece = new byte[PIECE];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                out.writeInt(length);
                out.write(piece, 0, length);
            }
            out.writeInt(0);
            out.flush();
            byte[] answer = socket.getInputStream().readNBytes(LONGEST_ANSWER);
            return new String(answer, StandardCharsets.UTF_8).replace("\0", "").strip();
        }
    }
}
