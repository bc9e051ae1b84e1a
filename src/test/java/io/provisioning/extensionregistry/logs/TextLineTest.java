package io.provisioning.extensionregistry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a line of the log is as text, by the configuration that users have. */
class TextLineTest {
    private final LoggerContext context = new LoggerContext();
    private OutputStreamAppender<ILoggingEvent> console;

    @BeforeEach
    void read() throws Exception {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Path.of("src/main/resources/logback.xml").toFile());
        console =
                (OutputStreamAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("console");
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private String line(String message, Throwable thrown, Map<String, String> known) {
        LoggingEvent event = new LoggingEvent("", context.getLogger("a.b.C"), Level.INFO, message, thrown, null);
        event.setInstant(Instant.parse("2026-03-04T05:06:07.089Z"));
        event.setMDCPropertyMap(known);
        return new String(console.getEncoder().encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void itSaysForWhomItWasWritten() {
        String time = "2026-03-04T05:06:07.089Z INFO  ";
        assertThat(line("hello", null, Map.of())).isEqualTo(time + "[] C - hello\n");
        assertThat(line("hello", null, Map.of("requestId", "r-1"))).isEqualTo(time + "[r-1] C - hello\n");
        assertThat(line("hello", null, Map.of("task", "gitea.list"))).isEqualTo(time + "[gitea.list] C - hello\n");
        assertThat(line("hello", null, Map.of("requestId", "r-1", "traceId", "0af7")))
                .isEqualTo(time + "[r-1 0af7] C - hello\n");
        assertThat(line("hello", null, Map.of("requestId", "r-1", "task", "gitea.list")))
                .isEqualTo(time + "[r-1 gitea.list] C - hello\n");
    }

    @Test
    void noTextThatCameFromSomewhereElseBeginsALine() {
        String forged = "a\r\n2026-03-04T05:06:07.089Z ERROR [] C - \u001b[31mforged";

        assertThat(line(forged, null, Map.of()).lines()).hasSize(1);
        assertThat(line(forged, null, Map.of())).doesNotContain("\u001b");
        assertThat(line("x", new IllegalStateException(forged), Map.of())
                        .lines()
                        .skip(1))
                .allMatch(line -> line.startsWith("java.lang.IllegalStateException: a ") || line.startsWith("\tat "));
    }

    @Test
    void theClientThatCallsSourcesNeverWritesWhatItSends() {
        context.getLogger("ROOT").setLevel(Level.TRACE);

        assertThat(context.getLogger("org.apache.hc.client5.http.headers").isDebugEnabled())
                .isFalse();
    }
}
