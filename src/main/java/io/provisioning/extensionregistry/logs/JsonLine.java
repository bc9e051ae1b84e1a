package io.provisioning.extensionregistry.logs;

import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;

/**
 * A log line as one JSON object: {@code timestamp} (RFC 3339, UTC), {@code level}, {@code logger}, {@code thread},
 * {@code message}, then what is known of it: {@code requestId}, {@code traceId}, {@code task}, {@code exception}, and the
 * fields that the line was given, such as those of a request in the access log.
 */
final class JsonLine extends LogstashEncoder {
    private static final int FRAMES_OF_EACH = 40;
    private static final int MAX_TRACE = 16 << 10;

    JsonLine() {
        setTimestampPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
        setTimeZone("UTC");
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("timestamp");
        names.setVersion("[ignore]");
        names.setLevelValue("[ignore]");
        names.setLogger("logger");
        names.setThread("thread");
        names.setStackTrace("exception");
        setFieldNames(names);
        setIncludeContext(false);
        setIncludeMdcKeyNames(List.of("requestId", "traceId", "task"));
        ShortenedThrowableConverter traces = new ShortenedThrowableConverter();
        traces.setMaxDepthPerThrowable(FRAMES_OF_EACH);
        traces.setMaxLength(MAX_TRACE);
        setThrowableConverter(traces);
        // Half of a surrogate pair, which sources can write, would otherwise cost us the line.
        setJsonGeneratorDecorator(new AsciiJson());
    }
}
