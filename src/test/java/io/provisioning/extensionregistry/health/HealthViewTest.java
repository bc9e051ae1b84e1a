package io.provisioning.extensionregistry.health;

import static io.provisioning.extensionregistry.support.Samples.catalog;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.http.JsonBytes;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.Failure;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.support.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthViewTest {
    private static final Instant NOW = Instant.parse("2025-10-06T12:00:00.123456Z");

    private final RejectedFiles rejected = new RejectedFiles();
    private final SourceStates states = new SourceStates(Clock.fixed(NOW, ZoneOffset.UTC));

    private HealthView view(Set<String> kept, String... sources) {
        return HealthView.of(
                List.of(sources),
                states,
                rejected.all(),
                source -> SourceCondition.kept(kept.contains(source)),
                "1.0.0",
                3600);
    }

    private void up(String source) {
        states.record(catalog(source), "ping", Duration.ofMillis(12));
    }

    private void down(String source) {
        try (LogLines log = new LogLines(SourceStates.class)) {
            states.record(
                    BackendAnswer.failed(source, Failure.of(Reason.TIMEOUT, "no answer in 5 s")),
                    "ping",
                    Duration.ZERO);
            assertThat(log.lines()).hasSizeLessThan(2);
        }
    }

    @ParameterizedTest(name = "gitea {0}, oci {1}, kept: {2} is {3}")
    @CsvSource({
        "up, up, none, healthy, 200",
        "up, down, none, degraded, 200",
        "up, unknown, none, degraded, 200",
        "down, down, oci, degraded, 200",
        "unknown, unknown, gitea, degraded, 200",
        "down, down, none, unhealthy, 503",
        "unknown, down, none, unhealthy, 503",
        "unknown, unknown, none, unhealthy, 503"
    })
    void theWorstThatUsersNoticeIsTheStatus(String gitea, String oci, String kept, String status, int code) {
        Map.of("gitea", gitea, "oci", oci).forEach((source, state) -> {
            if (state.equals("up")) {
                up(source);
            } else if (state.equals("down")) {
                down(source);
            }
        });
        HealthView view = view(Set.of(kept), "gitea", "oci");

        assertThat(view.status()).isEqualTo(status);
        assertThat(view.httpStatus()).isEqualTo(code);
    }

    @Test
    void withNothingConfiguredItIsDegradedAndServes() {
        HealthView view = view(Set.of());

        assertThat(view.status()).isEqualTo("degraded");
        assertThat(view.httpStatus()).isEqualTo(200);
        assertThat(json(view))
                .isEqualTo("{\"status\":\"degraded\",\"version\":\"1.0.0\",\"uptime\":3600,\"backends\":{}}");
    }

    @Test
    void whatIsKnownIsShownAndNothingElse() {
        up("gitea");
        down("oci");

        assertThat(json(view(Set.of(), "oci", "gitea", "nexus")))
                .isEqualTo("{\"status\":\"degraded\",\"version\":\"1.0.0\",\"uptime\":3600,\"backends\":{"
                        + "\"oci\":{\"enabled\":true,\"healthy\":false,\"reason\":\"timeout\",\"error\":\"no answer in 5 s\"},"
                        + "\"gitea\":{\"enabled\":true,\"healthy\":true,\"latency_ms\":12,\"last_success\":\"2025-10-06T12:00:00Z\"},"
                        + "\"nexus\":{\"enabled\":true,\"healthy\":false,\"reason\":\"loading\"}}}");
    }

    @Test
    void whatWasPassedOverIsCounted() {
        try (LogLines log = new LogLines(SourceStates.class)) {
            states.record(
                    BackendAnswer.catalog("gitea", List.of(), Map.of("no_version", 2)), "list", Duration.ofMillis(1));
            assertThat(log.lines()).hasSize(1);
        }

        assertThat(json(view(Set.of(), "gitea"))).contains("\"skipped\":{\"no_version\":2}");
    }

    private static String json(HealthView view) {
        return new String(JsonBytes.of(view), StandardCharsets.UTF_8);
    }

    @Test
    void whatKeepsUsFromASourceIsShown() {
        down("oci");
        SourceCondition condition = new SourceCondition(true, 340L, "open", new SourceCondition.Budget(60L, 0, 12L));
        HealthView view = HealthView.of(List.of("oci"), states, List.of(), source -> condition, "1.0.0", 3600);

        assertThat(new String(JsonBytes.of(view), StandardCharsets.UTF_8))
                .contains("\"circuit\":\"open\",\"stale_for_s\":340")
                .contains("\"budget\":{\"limit\":60,\"remaining\":0,\"reset_s\":12}");
    }

    @Test
    void aRejectedFileDegradesWhatIsHealthyAndIsNamed() {
        up("gitea");
        rejected.reject("backends/nexus.camel.yaml", 7, "there is no such step", true);
        rejected.reject("backends/shelf.camel.yaml", 0, "there is no route", false);
        HealthView view = view(Set.of(), "gitea");

        assertThat(view.status()).isEqualTo("degraded");
        assertThat(view.httpStatus()).isEqualTo(200);
        assertThat(new String(JsonBytes.of(view), StandardCharsets.UTF_8)).contains("""
                        "rejected_files":[{"file":"backends/nexus.camel.yaml","line":7,"reason":"there is no such step","serving":"previous"},\
                        {"file":"backends/shelf.camel.yaml","reason":"there is no route","serving":"nothing"}]""".replace("\\\n", ""));
        rejected.forget("backends/nexus.camel.yaml");
        rejected.forget("backends/shelf.camel.yaml");
        assertThat(view(Set.of(), "gitea").status()).isEqualTo("healthy");
    }
}
