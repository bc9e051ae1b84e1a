package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code GET /health}, and the probes of the management port. */
class HealthIT {
    @Test
    void twoSourcesThatAnswerAreHealthy() throws Exception {
        try (TwoSources sources = TwoSources.start()) {
            int before = sources.calls();

            HttpResponse<String> answer = sources.get("/health");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
            JsonNode health = Golden.parse(answer.body());
            assertThat(Golden.keys(health)).containsExactly("status", "version", "uptime", "backends");
            assertThat(health.get("status").asText()).isEqualTo("healthy");
            assertThat(health.get("uptime").isIntegralNumber()).isTrue();
            assertThat(Golden.keys(health.get("backends"))).containsExactly("gitea", "oci");
            JsonNode gitea = health.at("/backends/gitea");
            assertThat(Golden.keys(gitea)).startsWith("enabled", "healthy", "latency_ms", "last_success");
            assertThat(gitea.get("enabled").asBoolean()).isTrue();
            assertThat(gitea.get("healthy").asBoolean()).isTrue();
            assertThat(gitea.get("latency_ms").isIntegralNumber()).isTrue();
            assertThat(Instant.parse(gitea.get("last_success").asText())).isBefore(Instant.now());
            assertThat(sources.calls()).isEqualTo(before);
            assertProbes(sources.registry(), 200);
        }
    }

    @Test
    void aSourceThatFailsDegradesTheServiceAndHealsWithTheNextProbe() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        gitea.traffic().fault("/", StubAnswer.status(503));
        try (TwoSources sources =
                TwoSources.cold(gitea, FakeRegistry.sample(), Map.of("registry.health.interval-seconds", "1"))) {
            Eventually.until(
                    "the registry is healthy",
                    () -> sources.get("/health").body().contains("\"oci\":{\"enabled\":true,\"healthy\":true"));
            JsonNode health = Golden.parse(sources.get("/health").body());
            assertThat(health.get("status").asText()).isEqualTo("degraded");
            assertThat(health.at("/backends/gitea/healthy").asBoolean()).isFalse();
            assertThat(health.at("/backends/gitea/reason").asText()).isEqualTo("unavailable");
            assertThat(health.at("/backends/gitea/error").asText()).isNotEmpty().doesNotContain("127.0.0.1");
            assertThat(sources.value("source_up", "source=\"gitea\"")).isZero();
            assertThat(sources.value("source_up", "source=\"oci\"")).isEqualTo(1);
            assertProbes(sources.registry(), 200);

            gitea.traffic().heal();

            Eventually.until(
                    "it is healthy again", () -> sources.get("/health").body().startsWith("{\"status\":\"healthy\""));
        }
    }

    @Test
    void withoutAnySourceThatAnswersTheServiceIsUnhealthyButAlive() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        gitea.traffic().fault("/", StubAnswer.status(503));
        FakeRegistry oci = FakeRegistry.sample();
        oci.server().refuseConnections();
        try (TwoSources sources = TwoSources.cold(gitea, oci, Map.of())) {
            Eventually.until(
                    "both failures are known",
                    () -> sources.get("/health").body().contains("unavailable")
                            && sources.get("/health").body().contains("refused"));
            HttpResponse<String> answer = sources.get("/health");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(Golden.parse(answer.body()).get("status").asText()).isEqualTo("unhealthy");
            assertProbes(sources.registry(), 503);
        }
    }

    @Test
    void withoutASourceTheServiceStartsAndServesNothing() throws Exception {
        try (RunningRegistry registry = RunningRegistry.start(Map.of())) {
            JsonNode health = Golden.parse(registry.get("/health").body());
            assertThat(health.get("status").asText()).isEqualTo("degraded");
            assertThat(health.get("backends").toString()).isEqualTo("{}");
            HttpResponse<String> list = registry.get("/extensions");
            assertThat(list.statusCode()).isEqualTo(200);
            assertThat(list.body()).isEqualTo("[]");
            assertThat(registry.get("/extensions/search?q=aws").body()).isEqualTo("[]");
            assertThat(registry.get("/extensions/provider/aws").statusCode()).isEqualTo(404);
            assertProbes(registry, 200);
        }
    }

    private static void assertProbes(RunningRegistry registry, int ready) {
        assertThat(probe(registry, "live")).isEqualTo(200);
        assertThat(probe(registry, "startup")).isEqualTo(200);
        assertThat(probe(registry, "ready")).isEqualTo(ready);
    }

    private static int probe(RunningRegistry registry, String name) {
        return RunningRegistry.send(
                        RunningRegistry.request(registry.managementUrl() + "/observe/health/" + name)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
