package org.claimtrail.platform.web;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Lets clients go, when the service is being stopped, without that one is cut off: {@code /actuator/health/readiness} is down at
 * once, and for as long as proxies need to see that ({@code claimtrail.stop.drain}) everything is answered as ever; then streams
 * end, so that they are opened elsewhere. After that it stops listening, and each client
 * that is connected gets the answer to its next request, which says that the connection ends. After it the server waits for
 * what is still being answered.
 */
@Component
class GentleStop implements SmartLifecycle, WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(GentleStop.class);

    /** For those who are connected and about to ask. Who asks more seldom finds the connection closed, as any idle one. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final long PAUSE_MILLIS = 10;

    /** @param drain how long proxies may take to see that this instance is not ready any more */
    @ConfigurationProperties("claimtrail.stop")
    record Settings(@DefaultValue("0s") Duration drain) {}

    private final Settings settings;
    private volatile @Nullable WebServer server;
    private volatile boolean running;

    GentleStop(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.setProtocol(ClosableProtocol.class.getName());
    }

    @EventListener
    void remember(WebServerInitializedEvent event) {
        // Another port, for what the operator looks at, has a server of its own.
        if (event.getApplicationContext().getServerNamespace() == null) {
            server = event.getWebServer();
        }
    }

    /** Before anything is stopped. */
    @EventListener(ContextClosedEvent.class)
    void drain() throws InterruptedException {
        if (!settings.drain().isZero()) {
            log.info("Answers as ever for {} more, while others see that it is not ready.", settings.drain());
            Thread.sleep(settings.drain().toMillis());
        }
    }

    /** Before the server waits for the requests that are under way, and after what streams without an end. */
    @Override
    public int getPhase() {
        return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE + 1;
    }

    /** As the server is not, for which it stands. */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        for (ClosableProtocol protocol : protocols().toList()) {
            try {
                protocol.stopListening();
                log.info("Takes no more connections, and answers the {} that there are.", protocol.connections());
                awaitLastAnswers(protocol);
            } catch (IOException e) {
                log.debug("Cannot close the socket", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void awaitLastAnswers(ClosableProtocol protocol) throws InterruptedException {
        long begin = System.nanoTime();
        long busy = begin;
        for (long now = begin;
                protocol.connections() > 0 && now - busy < QUIET.toNanos() && now - begin < PATIENCE.toNanos();
                now = System.nanoTime()) {
            if (protocol.isBusy()) {
                busy = now;
            }
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private Stream<ClosableProtocol> protocols() {
        return server instanceof TomcatWebServer tomcat
                ? Stream.of(tomcat.getTomcat().getService().findConnectors())
                        .map(connector -> connector.getProtocolHandler())
                        .filter(ClosableProtocol.class::isInstance)
                        .map(ClosableProtocol.class::cast)
                : Stream.empty();
    }
}
