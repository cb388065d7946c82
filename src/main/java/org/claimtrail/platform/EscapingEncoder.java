package org.claimtrail.platform;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;

/** Has another encoder write events as {@link EscapedEvent} shows them. */
class EscapingEncoder extends EncoderBase<ILoggingEvent> {

    /** What it tells was not said by a request: why the service does not start, in several lines. */
    private static final String OWN_LINES = "org.springframework.boot.diagnostics.";

    private final Encoder<ILoggingEvent> encoder;

    EscapingEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
        setContext(encoder.getContext());
        start();
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        return encoder.encode(event.getLoggerName().startsWith(OWN_LINES) ? event : new EscapedEvent(event));
    }

    @Override
    public byte[] headerBytes() {
        return encoder.headerBytes();
    }

    @Override
    public byte[] footerBytes() {
        return encoder.footerBytes();
    }

    @Override
    public void stop() {
        super.stop();
        encoder.stop();
    }
}
