package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * After the second look everything shows what a file has changed. The timer that looks is replaced by an endpoint here, so
 * that nothing depends on how fast a machine is; {@code LookIntervalTest} says how far apart looks are.
 */
class DropInLooksIT {
    private static final String LOOK = """
            - rest:
                path: /look
                get:
                  - id: test.look
                    path: /now
                    to: direct:look
            - route:
                id: system.route-files
                description: Looks when it is told to
                routeConfigurationId: api
                from:
                  uri: direct:look
                  steps:
                    - bean:
                        ref: liveSources
                        method: look
                    - setBody:
                        constant: looked
            """;

    private static final String ROUTE = """
            - route:
                id: shelf.list
                description: For a test
                group: backend-drop-in
                routeConfigurationId: backend
                from:
                  uri: direct:shelf.list
                  steps:
                    - setBody:
                        simple: "%s/list"
                    - to: direct:shelf.get
            """;

    private final StubServer remote = StubServer.start();
    private TwoSources sources;

    @TempDir
    Path routes;

    @BeforeEach
    void start() throws Exception {
        remote.on("/list", StubAnswer.json("[{\"name\":\"tool\",\"type\":\"taskserv\",\"version\":\"2.0.0\"}]"));
        Files.createDirectories(routes.resolve("backends"));
        Files.writeString(Files.createDirectories(routes.resolve("system")).resolve("live.camel.yaml"), LOOK);
        sources = TwoSources.cold(
                FakeGitea.sample(), FakeRegistry.sample(), Map.of("registry.routes", routes.toString()));
        sources.awaitLoaded();
    }

    @AfterEach
    void stop() {
        sources.close();
        remote.close();
    }

    private void look() {
        HttpResponse<String> answer = RunningRegistry.send(
                RunningRegistry.request(sources.registry().url() + "/look/now").build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("looked");
    }

    private void put(String text) throws IOException {
        Files.writeString(routes.resolve("backends/shelf.camel.yaml"), text);
    }

    private JsonNode json(String path) {
        return Golden.parse(sources.get(path).body());
    }

    private int catalogues() {
        return json("/cache/stats").at("/caches/list/entries").asInt();
    }

    private void assertThere() {
        assertThat(sources.sources("/extensions")).contains("shelf;state=fresh");
        assertThat(Golden.each(sources.get("/extensions").body(), "name")).contains("tool");
        assertThat(json("/health").at("/backends/shelf/healthy").asBoolean()).isTrue();
        assertThat(sources.value("source_up", "source=\"shelf\"")).isEqualTo(1);
        assertThat(sources.value("catalog_extensions", "source=\"shelf\"")).isEqualTo(1);
        assertThat(sources.metric("source_circuit_state", "source=\"shelf\"")).hasSize(1);
        assertThat(catalogues()).isEqualTo(3);
    }

    private void assertNotThere() {
        assertThat(sources.sources("/extensions")).doesNotContain("shelf");
        assertThat(Golden.each(sources.get("/extensions").body(), "name")).doesNotContain("tool");
        assertThat(json("/health").at("/backends").has("shelf")).isFalse();
        assertThat(sources.metric("source_up", "source=\"shelf\"")).isEmpty();
        assertThat(sources.metric("catalog_extensions", "source=\"shelf\"")).isEmpty();
        assertThat(sources.metric("source_circuit_state", "source=\"shelf\"")).isEmpty();
        assertThat(catalogues()).isEqualTo(2);
    }

    @Test
    void theSecondLookAfterItCameMakesAFileAndAfterItWentNone() throws IOException {
        assertNotThere();

        put(ROUTE.formatted(remote.url()));
        look();
        assertNotThere();
        look();
        assertThere();

        Files.delete(routes.resolve("backends/shelf.camel.yaml"));
        look();
        assertThere();
        look();
        assertNotThere();
    }

    @Test
    void theSecondLookAfterItBrokeSaysSoAndAfterItsRepairNoMore() throws IOException {
        put(ROUTE.formatted(remote.url()));
        look();
        look();
        assertThere();

        put(ROUTE.replace("setBody", "setBoddy"));
        look();
        assertThat(json("/health").has("rejected_files")).isFalse();
        look();
        assertThat(json("/health").at("/rejected_files/0/file").asText()).isEqualTo("backends/shelf.camel.yaml");
        assertThat(sources.value("route_files_rejected")).isEqualTo(1);
        assertThere();

        put(ROUTE.formatted(remote.url()));
        look();
        look();
        assertThat(json("/health").has("rejected_files")).isFalse();
        assertThat(sources.value("route_files_rejected")).isZero();
        assertThere();
    }
}
