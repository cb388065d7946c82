package org.claimtrail.database;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/**
 * Gives up connections to a server that is gone without having said so: whose machine lost its power or its network. Nothing
 * would come on them, and whoever waits there would do so until the time limit of a statement, while another server has long
 * taken over. A server that is slow is told from one that is gone by whether its machine takes a new connection.
 */
@Component
class SilentServers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SilentServers.class);

    private static final Duration EVERY = Duration.ofSeconds(1);

    /** So long an answer may take without the server being asked whether it is there. */
    private static final Duration UNTIL_ASKED = Duration.ofSeconds(2);

    /** Enough for a first packet that is lost and sent again, which it is after a second. */
    private static final Duration UNTIL_GONE = Duration.ofMillis(2500);

    private @Nullable ScheduledExecutorService thread;

    @Override
    public void start() {
        CustomizableThreadFactory names = new CustomizableThreadFactory("silent-servers-");
        names.setDaemon(true);
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(names);
        started.scheduleWithFixedDelay(SilentServers::look, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        thread = started;
    }

    private static void look() {
        for (SocketAddress server : ServerSockets.waitedFor(UNTIL_ASKED)) {
            if (!isThere(server)) {
                log.warn(
                        "The database at {} is gone: {} connections to it are given up.",
                        server,
                        ServerSockets.close(server));
            }
        }
    }

    private static boolean isThere(SocketAddress server) {
        try (Socket socket = new Socket()) {
            socket.connect(server, (int) UNTIL_GONE.toMillis());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
