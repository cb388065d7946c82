package org.claimtrail.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.LoggerContextVO;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;

/** An event as it is logged: what could begin another line, or turn how one is shown, is written out. */
class EscapedEvent implements ILoggingEvent {

    /** Controls of both sets, format characters such as those of direction, ends of lines and paragraphs, halves of characters. */
    private static final Pattern NOT_OF_A_LINE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    private final ILoggingEvent event;

    EscapedEvent(ILoggingEvent event) {
        this.event = event;
    }

    static @Nullable String escaped(@Nullable String text) {
        return text == null
                ? null
                : NOT_OF_A_LINE
                        .matcher(text)
                        .replaceAll(found -> "\\\\"
                                + switch (found.group()) {
                                    case "\n" -> "n";
                                    case "\r" -> "r";
                                    case "\t" -> "t";
                                    default ->
                                        String.format(
                                                Locale.ROOT,
                                                "u{%04X}",
                                                found.group().codePointAt(0));
                                });
    }

    @Override
    public @Nullable String getMessage() {
        return escaped(event.getMessage());
    }

    @Override
    public @Nullable String getFormattedMessage() {
        return escaped(event.getFormattedMessage());
    }

    @Override
    public Object @Nullable [] getArgumentArray() {
        return event.getArgumentArray() == null
                ? null
                : Arrays.stream(event.getArgumentArray())
                        .map(argument -> escaped(String.valueOf(argument)))
                        .toArray();
    }

    @Override
    public @Nullable String getThreadName() {
        return escaped(event.getThreadName());
    }

    @Override
    public Map<String, String> getMDCPropertyMap() {
        return event.getMDCPropertyMap().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(escaped(entry.getValue()))));
    }

    @Override
    @Deprecated
    public Map<String, String> getMdc() {
        return getMDCPropertyMap();
    }

    @Override
    public @Nullable List<KeyValuePair> getKeyValuePairs() {
        return event.getKeyValuePairs() == null
                ? null
                : event.getKeyValuePairs().stream()
                        .map(pair -> new KeyValuePair(
                                String.valueOf(escaped(pair.key)), escaped(String.valueOf(pair.value))))
                        .toList();
    }

    @Override
    public @Nullable IThrowableProxy getThrowableProxy() {
        return EscapedThrowable.of(event.getThrowableProxy());
    }

    @Override
    public Level getLevel() {
        return event.getLevel();
    }

    @Override
    public String getLoggerName() {
        return event.getLoggerName();
    }

    @Override
    public LoggerContextVO getLoggerContextVO() {
        return event.getLoggerContextVO();
    }

    @Override
    public StackTraceElement[] getCallerData() {
        return event.getCallerData();
    }

    @Override
    public boolean hasCallerData() {
        return event.hasCallerData();
    }

    @Override
    public @Nullable List<Marker> getMarkerList() {
        return event.getMarkerList();
    }

    @Override
    public long getTimeStamp() {
        return event.getTimeStamp();
    }

    @Override
    public int getNanoseconds() {
        return event.getNanoseconds();
    }

    @Override
    public Instant getInstant() {
        return event.getInstant();
    }

    @Override
    public long getSequenceNumber() {
        return event.getSequenceNumber();
    }

    @Override
    public void prepareForDeferredProcessing() {
        event.prepareForDeferredProcessing();
    }

    private record EscapedThrowable(IThrowableProxy thrown) implements IThrowableProxy {

        static @Nullable IThrowableProxy of(@Nullable IThrowableProxy thrown) {
            return thrown == null ? null : new EscapedThrowable(thrown);
        }

        @Override
        public @Nullable String getMessage() {
            return escaped(thrown.getMessage());
        }

        @Override
        public @Nullable String getOverridingMessage() {
            return escaped(thrown.getOverridingMessage());
        }

        @Override
        public String getClassName() {
            return thrown.getClassName();
        }

        @Override
        public StackTraceElementProxy[] getStackTraceElementProxyArray() {
            return thrown.getStackTraceElementProxyArray();
        }

        @Override
        public int getCommonFrames() {
            return thrown.getCommonFrames();
        }

        @Override
        public @Nullable IThrowableProxy getCause() {
            return of(thrown.getCause());
        }

        @Override
        public IThrowableProxy[] getSuppressed() {
            return thrown.getSuppressed() == null
                    ? new IThrowableProxy[0]
                    : Arrays.stream(thrown.getSuppressed())
                            .map(EscapedThrowable::new)
                            .toArray(IThrowableProxy[]::new);
        }

        @Override
        public boolean isCyclic() {
            return thrown.isCyclic();
        }
    }
}
