package org.claimtrail.database;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.net.SocketFactory;

/** The sockets that the driver has open to servers, with since when an answer is waited for. The driver knows it by its name. */
public final class ServerSockets extends SocketFactory {

    private static final Set<Watched> OPEN = ConcurrentHashMap.newKeySet();

    /** Servers that something has been waited for, for at least so long. */
    static Set<SocketAddress> waitedFor(Duration time) {
        long since = System.nanoTime() - time.toNanos();
        return OPEN.stream()
                .filter(socket -> socket.isWaiting && socket.since - since <= 0)
                .map(Socket::getRemoteSocketAddress)
                .collect(Collectors.toSet());
    }

    /** Whoever waits on one of them finds it closed at once; returns how many there were. */
    static int close(SocketAddress server) {
        Collection<Watched> sockets = OPEN.stream()
                .filter(socket -> server.equals(socket.getRemoteSocketAddress()))
                .toList();
        for (Watched socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is of no use any more, closed or not.
                OPEN.remove(socket);
            }
        }
        return sockets.size();
    }

    @Override
    public Socket createSocket() {
        return new Watched();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw connectedByTheDriver();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw connectedByTheDriver();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw connectedByTheDriver();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw connectedByTheDriver();
    }

    /** A factory has to have ways to connect, too, which are asked for only where a driver leaves that to it. */
    private static UnsupportedOperationException connectedByTheDriver() {
        return new UnsupportedOperationException("The driver connects what it gets.");
    }

    private static final class Watched extends Socket {

        private volatile boolean isWaiting;
        private volatile long since;

        @Override
        public void connect(SocketAddress server, int timeout) throws IOException {
            super.connect(server, timeout);
            OPEN.add(this);
        }

        @Override
        public OutputStream getOutputStream() throws IOException {
            return new FilterOutputStream(super.getOutputStream()) {

                @Override
                public void write(byte[] bytes, int from, int count) throws IOException {
                    asks();
                    out.write(bytes, from, count);
                }

                @Override
                public void write(int one) throws IOException {
                    asks();
                    out.write(one);
                }
            };
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return new FilterInputStream(super.getInputStream()) {

                @Override
                public int read(byte[] bytes, int from, int count) throws IOException {
                    int read = in.read(bytes, from, count);
                    isWaiting = false;
                    return read;
                }

                @Override
                public int read() throws IOException {
                    int read = in.read();
                    isWaiting = false;
                    return read;
                }
            };
        }

        private void asks() {
            if (!isWaiting) {
                since = System.nanoTime();
                isWaiting = true;
            }
        }

        @Override
        public void close() throws IOException {
            OPEN.remove(this);
            super.close();
        }
    }
}
