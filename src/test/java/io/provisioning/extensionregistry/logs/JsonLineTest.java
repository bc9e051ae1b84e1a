package io.provisioning.extensionregistry.logs;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** What a line of the log is as JSON. */
class JsonLineTest {
    private final LoggerContext context = new LoggerContext();
    private final JsonLine encoder = new JsonLine();

    @BeforeEach
    void start() {
        encoder.setContext(context);
        encoder.start();
    }

    private LoggingEvent event(String message, Throwable thrown) {
        return event(message, thrown, Map.of());
    }

    private LoggingEvent event(String message, Throwable thrown, Map<String, String> known) {
        LoggingEvent event =
                new LoggingEvent("", context.getLogger("io.provisioning.Some"), Level.WARN, message, thrown, null);
        event.setThreadName("gitea-loads");
        event.setInstant(Instant.parse("2026-03-04T05:06:07.089Z"));
        event.setMDCPropertyMap(known);
        return event;
    }

    private String line(LoggingEvent event) {
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    private JsonNode json(LoggingEvent event) throws Exception {
        String line = line(event);
        assertThat(line).endsWith("}\n").doesNotContainPattern("\\n.");
        return new ObjectMapper().readTree(line);
    }

    @Test
    void aLineHasTheseFieldsAndNoOthers() throws Exception {
        assertThat(line(event("gitea: timeout", null)))
                .isEqualTo("{\"timestamp\":\"2026-03-04T05:06:07.089Z\",\"message\":\"gitea: timeout\","
                        + "\"logger\":\"io.provisioning.Some\",\"thread\":\"gitea-loads\",\"level\":\"WARN\"}\n");
    }

    @Test
    void whatIsKnownOfItIsShownAndNothingElseOfTheContext() throws Exception {
        LoggingEvent event = event(
                "x",
                null,
                Map.of("requestId", "r-1", "traceId", "0af7", "task", "gitea.list", "camel.exchangeId", "no"));
        event.addKeyValuePair(new KeyValuePair("status", 404));

        JsonNode line = json(event);

        assertThat(line.get("requestId").asText()).isEqualTo("r-1");
        assertThat(line.get("traceId").asText()).isEqualTo("0af7");
        assertThat(line.get("task").asText()).isEqualTo("gitea.list");
        assertThat(line.get("status").isInt()).isTrue();
        assertThat(line.has("camel.exchangeId")).isFalse();
    }

    @Test
    void anExceptionIsOneFieldOfTheSameLine() throws Exception {
        JsonNode line =
                json(event("A request failed", new IllegalStateException("no\nsense", new RuntimeException("why"))));

        assertThat(line.get("message").asText()).isEqualTo("A request failed");
        assertThat(line.get("exception").asText())
                .startsWith("java.lang.IllegalStateException: no\nsense")
                .contains("\tat ", "Caused by: java.lang.RuntimeException: why");
    }

    @Test
    void nothingThatCameFromSomewhereElseBreaksALineOrTheJson() throws Exception {
        String text = "a\r\n{\"level\":\"ERROR\"}\u0000\u001b[31m \ud83d\ude00 \u2028 \ud800";

        assertThat(json(event(text, null)).get("message").asText()).isEqualTo(text);
        assertThat(line(event(text, null)).chars()).allMatch(c -> c >= ' ' && c < 127 || c == '\n');
    }
}
