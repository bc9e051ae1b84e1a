package io.provisioning.extensionregistry.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.vertx.core.Vertx;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {
    private final Vertx vertx = Vertx.vertx();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile boolean started;
    private volatile boolean ready;
    private volatile String status = HealthView.HEALTHY;
    private ManagementServer server;

    @BeforeEach
    void start() throws Exception {
        server = open(0);
    }

    private ManagementServer open(int port) throws Exception {
        return ManagementServer.open(
                vertx,
                "127.0.0.1",
                port,
                () -> started,
                () -> ready,
                () -> new HealthView(status, null, "1.0.0", 1, Map.of(), List.of(), null),
                metrics);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private HttpResponse<String> get(String path) {
        return RunningRegistry.send(
                RunningRegistry.request("http://127.0.0.1:" + server.port() + path)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void assertProbe(String name, int code, String body) {
        HttpResponse<String> response = get("/observe/health/" + name);
        assertThat(response.statusCode()).as(name).isEqualTo(code);
        assertThat(response.body()).as(name).isEqualTo("{\"status\":\"" + body + "\"}");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void itLivesBeforeItHasStarted() {
        assertProbe("live", 200, "UP");
        assertProbe("startup", 503, "DOWN");
        assertProbe("ready", 503, "DOWN");
    }

    @Test
    void itHasStartedBeforeItIsReady() {
        started = true;
        assertProbe("startup", 200, "UP");
        assertProbe("ready", 503, "DOWN");
        ready = true;
        assertProbe("ready", 200, "UP");
    }

    @Test
    void whereNoSourceAnswersItStillLives() {
        started = true;
        status = HealthView.UNHEALTHY;
        assertProbe("live", 200, "UP");
        assertThat(get("/observe/health").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health").body()).startsWith("{\"status\":\"unhealthy\"");
    }

    @Test
    void healthIsShownHereToo() {
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health").body())
                .isEqualTo("{\"status\":\"healthy\",\"version\":\"1.0.0\",\"uptime\":1,\"backends\":{}}");
    }

    @Test
    void metricsAreText() {
        metrics.counter("source.requests", "source", "gitea").increment();
        HttpResponse<String> response = get("/observe/metrics");

        assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body()).contains("source_requests_total{source=\"gitea\"} 1.0");
    }

    @Test
    void anythingElseIsAnErrorInJson() {
        HttpResponse<String> response = get("/elsewhere");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("\"error\":\"not_found\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    }

    @Test
    void aPortThatIsTakenIsTold() {
        assertThatThrownBy(() -> open(server.port())).hasRootCauseInstanceOf(java.net.BindException.class);
    }
}
