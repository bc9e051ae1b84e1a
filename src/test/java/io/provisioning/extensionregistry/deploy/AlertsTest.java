package io.provisioning.extensionregistry.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every alert tells what to do, and is tested. */
class AlertsTest {
    private final List<JsonNode> alerts =
            Monitoring.rules().stream().filter(rule -> rule.has("alert")).toList();

    @Test
    void everyAlertHasItsEntryInTheRunbook() throws Exception {
        List<String> entries = Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(Path.of("src/docs/runbook.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(alerts).hasSizeGreaterThan(5);
        assertThat(entries)
                .containsExactlyInAnyOrderElementsOf(alerts.stream()
                        .map(alert -> alert.get("alert").asText())
                        .toList());
        assertThat(alerts).allSatisfy(alert -> {
            String name = alert.get("alert").asText().toLowerCase(Locale.ROOT);
            assertThat(alert.at("/annotations/runbook_url").asText()).isEqualTo("src/docs/runbook.md#" + name);
            assertThat(alert.at("/annotations/summary").asText()).isNotBlank();
            assertThat(alert.at("/labels/severity").asText()).isIn("page", "ticket");
        });
    }

    @Test
    void everyRuleIsTested() throws Exception {
        String tests = Files.readString(Path.of("src/deploy/prometheus/rules-test.yaml"));

        assertThat(alerts).allSatisfy(alert -> assertThat(tests)
                .contains("alertname: " + alert.get("alert").asText()));
        // One that others are made of is tested with them.
        assertThat(Monitoring.rules().stream()
                        .filter(rule -> rule.has("record"))
                        .map(rule -> rule.get("record").asText())
                        .filter(record -> !record.equals("extension_registry:errors:ratio5m")))
                .isNotEmpty()
                .allSatisfy(record -> assertThat(tests).contains(record));
    }
}
