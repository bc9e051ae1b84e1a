package io.provisioning.extensionregistry.support;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything that is logged below some names while this is open, with what was known of it. */
public final class LogEvents implements AutoCloseable {
    /** One line. */
    public record Line(
            String logger, String thread, String message, Map<String, String> context, Map<String, Object> fields) {
        /** A value of the logging context; empty if it has none. */
        public String value(String key) {
            return context.getOrDefault(key, "");
        }
    }

    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final List<String> names;
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(
                    event.getLoggerName(),
                    event.getThreadName(),
                    event.getFormattedMessage(),
                    Map.copyOf(event.getMDCPropertyMap()),
                    fields(event)));
        }
    };

    public LogEvents(String... names) {
        this.names = List.of(names);
        appender.start();
        this.names.forEach(name -> logger(name).addAppender(appender));
    }

    /** In order. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** Those with a value in their context, in order. */
    public List<Line> with(String key, String value) {
        return lines.stream().filter(line -> line.value(key).equals(value)).toList();
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (event.getKeyValuePairs() != null) {
            event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
        }
        return fields;
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    @Override
    public void close() {
        names.forEach(name -> logger(name).detachAppender(appender));
    }
}
