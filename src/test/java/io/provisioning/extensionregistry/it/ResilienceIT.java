package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.HandClock;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users and operators see of a source that fails, from the first failure to its recovery. */
class ResilienceIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIST = "/extensions";

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private FakeGitea gitea;
    private FakeRegistry oci;
    private RunningRegistry registry;

    @BeforeEach
    void start() throws Exception {
        gitea = FakeGitea.sample();
        oci = FakeRegistry.sample();
    }

    @AfterEach
    void stop() throws Exception {
        registry.close();
        oci.close();
        gitea.close();
    }

    private void run(String... more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of(
                "registry.gitea.url", gitea.url(),
                "registry.gitea.organization", "provisioning",
                "registry.oci.registry", oci.url(),
                "registry.oci.namespace", "provisioning",
                "registry.gitea.breaker-calls", "4",
                "registry.gitea.retries", "1",
                "registry.health.interval-seconds", "3600"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        registry = RunningRegistry.start(settings, clock);
        awaitSources("gitea;state=fresh");
        awaitSources("oci;state=fresh");
    }

    private void awaitSources(String part) {
        Eventually.until(part, () -> sources(registry.get(LIST)).contains(part));
    }

    private void awaitReason(String reason) {
        Eventually.until(reason, () -> backend("gitea").path("reason").asText().equals(reason));
    }

    private static String sources(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Registry-Sources").orElse("");
    }

    private JsonNode backend(String source) {
        return json(registry.get("/health").body()).at("/backends/" + source);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void aSourceThatFailsOpensItsCircuitServesStaleAndComesBack() throws Exception {
        run();
        gitea.traffic().fault("/api/v1", StubAnswer.status(503));
        clock.advance(Duration.ofSeconds(340));
        registry.get(LIST);
        Eventually.until("the circuit opens", () -> {
            clock.advance(Duration.ofMillis(200));
            registry.get(LIST);
            return backend("gitea").path("circuit").asText().equals("open");
        });
        gitea.traffic().forget();
        HttpResponse<String> stale = registry.get(LIST);

        assertThat(stale.statusCode()).isEqualTo(200);
        assertThat(sources(stale)).contains("gitea;state=stale").contains(";reason=unavailable");
        assertThat(backend("gitea").path("reason").asText()).isEqualTo("unavailable");
        assertThat(backend("gitea").path("stale_for_s").asLong()).isBetween(40L, 200L);
        assertThat(backend("oci").path("circuit").asText()).isEqualTo("closed");
        assertThat(registry.get("/metrics").body())
                .contains("source_circuit_state{source=\"gitea\"} 2", "source_circuit_state{source=\"oci\"} 0");
        assertThat(gitea.traffic().requests()).isEmpty();

        gitea.traffic().heal();
        clock.advance(Duration.ofSeconds(21));
        awaitSources("gitea;state=fresh");
        assertThat(backend("gitea").path("circuit").asText()).isEqualTo("closed");
        assertThat(backend("gitea").has("stale_for_s")).isFalse();
    }

    @Test
    @DisplayName("E5: a bad token is shown in health at once, serves stale and causes no storm")
    void aBadTokenIsShownAtOnceServesStaleAndCausesNoStorm() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), Secrets.of("good"));
        gitea.token(Secrets.of("good"), false);
        run("registry.gitea.token-path", token.toString());
        gitea.traffic().fault("/api/v1", StubAnswer.status(401));
        gitea.traffic().forget();
        clock.advance(Duration.ofSeconds(301));
        registry.get(LIST);
        awaitReason("unauthorized");
        for (int i = 0; i < 20; i++) {
            assertThat(sources(registry.get(LIST)))
                    .contains("gitea;state=stale")
                    .contains(";reason=unauthorized");
            registry.get("/extensions/provider/not-in-any-catalogue-" + i);
        }
        assertThat(gitea.traffic().requests()).hasSizeLessThan(3);

        gitea.traffic().heal();
        gitea.token(Secrets.of("better"), false);
        Files.writeString(token, Secrets.of("better"));
        clock.advance(Duration.ofSeconds(2));
        awaitSources("gitea;state=fresh");
    }

    @Test
    void aSourceThatTellsItsBudgetIsBelieved() throws Exception {
        run();
        gitea.traffic()
                .fault(
                        "/api/v1",
                        StubAnswer.status(429)
                                .with("Retry-After", "60")
                                .with("X-RateLimit-Limit", "500")
                                .with("X-RateLimit-Remaining", "0")
                                .with("X-RateLimit-Reset", "60"));
        gitea.traffic().forget();
        clock.advance(Duration.ofSeconds(301));
        registry.get(LIST);
        awaitReason("rate_limited");

        assertThat(backend("gitea").path("budget")).isEqualTo(json("{\"limit\":500,\"remaining\":0,\"reset_s\":60}"));
        assertThat(registry.get("/metrics").body()).contains("source_budget_remaining{source=\"gitea\"} 0");
        int asked = gitea.traffic().requests().size();
        HttpResponse<String> missing = registry.get("/extensions/provider/nobody?source=gitea");
        assertThat(missing.statusCode()).isEqualTo(503);
        assertThat(missing.body()).contains("gitea: rate_limited");
        assertThat(missing.headers().firstValue("Retry-After")).contains("60");
        assertThat(gitea.traffic().requests()).hasSize(asked);
    }

    @Test
    void requestsMayHaveTheSourcesAskedOrNobody() throws Exception {
        run("registry.cache.no-cache-per-minute", "2");
        HttpResponse<String> kept = registry.get(LIST, "Cache-Control", "only-if-cached");
        assertThat(kept.statusCode()).isEqualTo(200);
        HttpResponse<String> unknown = registry.get("/extensions/provider/nobody", "Cache-Control", "only-if-cached");
        assertThat(unknown.statusCode()).isEqualTo(504);
        assertThat(unknown.body()).contains("\"error\":\"not_cached\"");

        for (String use : new String[] {"miss", "miss", "hit"}) {
            HttpResponse<String> answer = registry.get(LIST, "Cache-Control", "no-cache");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("X-Cache")).contains(use);
        }
    }
}
