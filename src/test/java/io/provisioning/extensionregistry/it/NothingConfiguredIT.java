package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NothingConfiguredIT {
    @Test
    void itStartsWithOneWarningAndListsNothing() throws Exception {
        Logger ours = (Logger) LoggerFactory.getLogger("io.provisioning.extensionregistry");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        ours.addAppender(log);
        try (RunningRegistry registry = RunningRegistry.start(Map.of())) {
            assertThat(registry.get("/extensions").body()).isEqualTo("[]");
            assertThat(registry.get("/extensions/provider/aws").statusCode()).isEqualTo(404);
            assertThat(registry.get("/health").body())
                    .contains("\"status\":\"degraded\"")
                    .contains("\"backends\":{}");
            assertThat(List.copyOf(log.list))
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getFormattedMessage()).contains("no source to ask"));
        } finally {
            ours.detachAppender(log);
        }
    }
}
