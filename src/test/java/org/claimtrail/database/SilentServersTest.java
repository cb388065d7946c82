package org.claimtrail.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server whose connections stay open and say nothing: it is there while it takes further ones. */
class SilentServersTest {

    private final SilentServers watch = new SilentServers();
    private ServerSocket listening;
    private Socket ours;
    private Socket its;

    @BeforeEach
    void connect() throws Exception {
        listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ours = new ServerSockets().createSocket();
        ours.connect(new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort()), 1000);
        its = listening.accept();
        watch.start();
    }

    @AfterEach
    void close() throws Exception {
        watch.stop();
        ours.close();
        its.close();
        listening.close();
    }

    @Test
    void whoWaitsForAServerThatIsGoneIsToldSo() throws Exception {
        listening.close();
        ask(ours);
        ours.setSoTimeout(60_000);
        assertThatThrownBy(() -> ours.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThat(ours.isClosed()).isTrue();
    }

    @Test
    void connectionsOnWhichNobodyWaitsAreClosedWithThem() throws Exception {
        try (Socket idle = new ServerSockets().createSocket()) {
            idle.connect(ours.getRemoteSocketAddress(), 1000);
            listening.close();
            ask(ours);
            idle.setSoTimeout(60_000);
            assertThatThrownBy(() -> idle.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void aServerThatIsSlowIsWaitedFor() throws Exception {
        ask(ours);
        Thread.sleep(6_000);
        answer(its);
        assertThat(ours.getInputStream().read()).isEqualTo(7);
    }

    /** As one who listens does, of a server that nobody has asked anything. */
    @Test
    void oneThatWasNotAskedMayBeSilent() throws Exception {
        ask(ours);
        answer(its);
        InputStream answers = ours.getInputStream();
        assertThat(answers.read()).isEqualTo(7);
        listening.close();
        Thread.sleep(6_000);
        answer(its);
        assertThat(answers.read()).isEqualTo(7);
    }

    private static void ask(Socket socket) throws Exception {
        OutputStream out = socket.getOutputStream();
        out.write(new byte[] {1, 2}, 0, 2);
        out.flush();
    }

    private static void answer(Socket socket) throws Exception {
        socket.getOutputStream().write(7);
    }
}
