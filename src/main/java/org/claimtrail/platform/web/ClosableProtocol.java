package org.claimtrail.platform.web;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioEndpoint;

/**
 * HTTP of a server that can stop listening while it goes on to answer. Tomcat itself first stops taking up connections, and
 * then closes the socket: those that came between are reset, though their clients have sent a request.
 */
public class ClosableProtocol extends Http11NioProtocol {

    private final Endpoint endpoint;
    private int answersOfAConnection;

    public ClosableProtocol() {
        this(new Endpoint());
    }

    private ClosableProtocol(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /** New connections are refused from here on. Those that there are get one answer each, and are told that it is the last. */
    void stopListening() throws IOException {
        answersOfAConnection = getMaxKeepAliveRequests();
        setMaxKeepAliveRequests(1);
        endpoint.stopListening();
    }

    /** Also after it was stopped. */
    @Override
    public void start() throws Exception {
        if (answersOfAConnection != 0) {
            setMaxKeepAliveRequests(answersOfAConnection);
        }
        super.start();
    }

    /** How many clients are connected. */
    long connections() {
        return endpoint.getConnectionCount();
    }

    /** Whether somebody is being answered, or has asked and waits for it. */
    boolean isBusy() {
        return endpoint.getCurrentThreadsBusy() > 0;
    }

    private static final class Endpoint extends NioEndpoint {

        private static final long PAUSE_MILLIS = 20;

        private volatile boolean stopped;

        void stopListening() throws IOException {
            stopped = true;
            getServerSocket().close();
        }

        @Override
        protected void initServerSocket() throws Exception {
            stopped = false;
            super.initServerSocket();
        }

        /** Tomcat takes it for a fault of the network that its socket is closed, until it is being stopped itself. */
        @Override
        protected SocketChannel serverSocketAccept() throws Exception {
            try {
                return super.serverSocketAccept();
            } catch (ClosedChannelException e) {
                while (stopped && isRunning()) {
                    Thread.sleep(PAUSE_MILLIS);
                }
                throw e;
            }
        }
    }
}
