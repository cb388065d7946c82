package org.claimtrail.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.claimtrail.testing.ApiTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.node.ObjectNode;

/** What of hostile requests comes into the log, whoever writes it. */
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTest extends ApiTest {

    /** Ends of lines, terminals' commands, and what turns the direction of what follows. */
    private static final String HOSTILE =
            "a\nb\rc\u0085d\u2028e\u2029f\u001b[31mg\u009b2Jh\u202Ei\u2066j\u200Bk\uFEFFl\u0000m\u007Fn\to";

    private static final String ESCAPED =
            "a\\nb\\rc\\u{0085}d\\u{2028}e\\u{2029}f\\u{001B}[31mg\\u{009B}2Jh\\u{202E}i\\u{2066}j\\u{200B}k\\u{FEFF}l\\u{0000}m\\u{007F}n\\to";

    private final Logger log = LoggerFactory.getLogger("some.library");

    @Test
    void whatIsLoggedIsOneLine(CapturedOutput output) {
        log.warn("said: {}", HOSTILE);
        log.warn(HOSTILE);
        log.atWarn().setMessage("pair").addKeyValue("key", HOSTILE).log();
        MDC.put("request", HOSTILE);
        log.warn("in a request");
        MDC.remove("request");

        assertThat(lines(output)).hasSize(4);
        assertThat(lines(output).get(0)).endsWith("said: " + ESCAPED);
        assertThat(lines(output).get(1)).endsWith(": " + ESCAPED);
        assertThat(output.getOut()).doesNotContainPattern("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\\n\\t]]");
    }

    @Test
    void soAreTheMessagesOfExceptions(CapturedOutput output) {
        Exception cause = new IllegalArgumentException("cause: " + HOSTILE);
        Exception thrown = new IllegalStateException("thrown: " + HOSTILE, cause);
        thrown.addSuppressed(new RuntimeException("suppressed: " + HOSTILE));

        log.error("It failed", thrown);

        assertThat(output.getOut())
                .contains(
                        "java.lang.IllegalStateException: thrown: " + ESCAPED,
                        "Suppressed: java.lang.RuntimeException: suppressed: " + ESCAPED,
                        "Caused by: java.lang.IllegalArgumentException: cause: " + ESCAPED)
                .contains("\n\tat org.claimtrail.platform.LogLinesTest")
                .doesNotContainPattern("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\\n\\t]]")
                .doesNotContain("\nb");
    }

    /** With the request, its account and its trace as members of their own. */
    @Test
    void jsonIsOneLineAndNamesTheRequest() {
        for (String format : List.of("ecs", "logstash")) {
            LoggerContext context = new LoggerContext();
            context.putObject(Environment.class.getName(), new MockEnvironment());
            StructuredLogEncoder encoder = new StructuredLogEncoder();
            encoder.setContext(context);
            encoder.setFormat(format);
            encoder.start();
            LoggingEvent event = new LoggingEvent(
                    "", context.getLogger("some.library"), Level.WARN, "said: {}", null, new Object[] {HOSTILE});
            event.setMDCPropertyMap(Map.of("requestId", "r-1", "account", "ada", "traceId", "t" + HOSTILE));

            byte[] line = new EscapingEncoder(encoder).encode(event);

            assertThat(new String(line, StandardCharsets.UTF_8).strip()).doesNotContain("\n");
            ObjectNode told = Json.parseObject(line);
            assertThat(told.at("/message").asString()).isEqualTo("said: " + ESCAPED);
            assertThat(told.at("/requestId").asString()).isEqualTo("r-1");
            assertThat(told.at("/account").asString()).isEqualTo("ada");
            assertThat(told.at("/traceId").asString()).isEqualTo("t" + ESCAPED);
        }
    }

    @Test
    void hostileRequestsWriteNoLinesOfTheirOwn(CapturedOutput output) {
        api.get("/claims?q=" + URLEncoder.encode(HOSTILE, StandardCharsets.UTF_8));
        api.post("/claims", "{\"text\": \"\\u2028\\u009b\\n\", \"kind\": \"\\u202e\"}");
        api.send("GET", "/claims/%0A%C2%85%E2%80%A8", null, null);

        assertThat(output.getOut()).doesNotContainPattern("[\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cc}&&[^\\n\\t]]");
    }

    private static List<String> lines(CapturedOutput output) {
        return Arrays.stream(output.getOut().split("\n"))
                .filter(line -> line.contains("some.library"))
                .toList();
    }
}
