package org.claimtrail.platform;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.spi.AppenderAttachable;
import java.util.Iterator;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Keeps what requests say from writing lines of the log of its own, or turning how one is shown: whatever is logged, by whom and in
 * which format, has its control characters escaped, also in the messages of exceptions. Begins as soon as logging is set up.
 */
public class LogLines implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

    @Override
    public int getOrder() {
        return LoggingApplicationListener.DEFAULT_ORDER + 1;
    }

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLoggerList().forEach(LogLines::escape);
        }
    }

    private static void escape(AppenderAttachable<ILoggingEvent> holder) {
        for (Iterator<Appender<ILoggingEvent>> all = holder.iteratorForAppenders(); all.hasNext(); ) {
            Appender<ILoggingEvent> appender = all.next();
            if (appender instanceof OutputStreamAppender<ILoggingEvent> writing
                    && writing.getEncoder() != null
                    && !(writing.getEncoder() instanceof EscapingEncoder)) {
                writing.setEncoder(new EscapingEncoder(writing.getEncoder()));
            } else if (appender instanceof AppenderAttachable<?> wrapping) {
                @SuppressWarnings("unchecked")
                AppenderAttachable<ILoggingEvent> inner = (AppenderAttachable<ILoggingEvent>) wrapping;
                escape(inner);
            }
        }
    }
}
