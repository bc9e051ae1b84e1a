package io.provisioning.extensionregistry.dropins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A change of a file is seen at the second look after it, which waits for loads that are under way: together less than the
 * two seconds that are promised. That everything shows it then, {@code DropInLooksIT} says.
 */
class LookIntervalTest {
    private static final Duration PROMISED = Duration.ofSeconds(2);

    @Test
    void twoLooksAndTheWaitForLoadsTakeLessThanTwoSeconds() throws IOException {
        JsonNode timer = route().at("/0/route/from");

        assertThat(timer.get("uri").asText()).startsWith("timer:");
        Duration period = Duration.ofMillis(timer.at("/parameters/period").asLong());
        assertThat(period).isPositive();
        assertThat(timer.at("/parameters/delay").asLong()).isLessThanOrEqualTo(period.toMillis());
        assertThat(period.multipliedBy(2).plus(RouteExchange.PATIENCE)).isLessThan(PROMISED);
    }

    private static JsonNode route() throws IOException {
        try (InputStream yaml = Files.newInputStream(Path.of("routes/system/live.camel.yaml"))) {
            return new ObjectMapper()
                    .valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
        }
    }
}
