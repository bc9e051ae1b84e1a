package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.Documents;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The source of one YAML file that {@code extending.md} shows works as it is. */
class DocumentedDropInIT {
    private static final StubServer REMOTE = StubServer.start();
    private static RunningRegistry registry;

    @BeforeAll
    static void start(@TempDir Path routes) throws Exception {
        Path document = Path.of("src", "docs", "extending.md");
        String example = Documents.examples(document, "yaml").get(0).text();
        Path backends = Files.createDirectories(routes.resolve("backends"));
        Files.writeString(backends.resolve("mirror.camel.yaml"), example);
        Path token = Files.writeString(routes.resolve("token"), "s3cret");
        REMOTE.on(
                "/api/v1/extensions?limit=1000",
                StubAnswer.json("[" + entry("aws", "1.1.0") + "]")
                        .with("Link", "</api/v1/extensions?limit=1000&offset=1000>; rel=\"next\""));
        REMOTE.on(
                "/api/v1/extensions?limit=1000&offset=1000",
                StubAnswer.json("[" + entry("zeta", "0.1.0") + "]")
                        .with("Link", "</api/v1/extensions?limit=1000>; rel=\"first\""));
        REMOTE.on(
                "/api/v1/extensions/provider/aws/versions",
                StubAnswer.json("[{\"version\":\"1.1.0\"},{\"version\":\"1.0.0\"}]"));
        registry = RunningRegistry.start(Map.of(
                "registry.routes", routes.toString(),
                "registry.mirror.url", REMOTE.url(),
                "registry.mirror.token-path", token.toString(),
                "registry.health.interval-seconds", "3600"));
        Eventually.until("the catalogue is loaded", () -> header(registry.get("/extensions"), "X-Registry-Sources")
                .startsWith("mirror;state=fresh"));
    }

    @AfterAll
    static void stop() {
        registry.close();
        REMOTE.close();
    }

    @Test
    void whatStandsOnFurtherPagesIsListedToo() {
        assertThat(each(registry.get("/extensions").body(), "name")).containsExactly("aws", "zeta");
    }

    @Test
    void versionsAreAskedByName() {
        HttpResponse<String> versions = registry.get("/extensions/provider/aws/versions");

        assertThat(each(versions.body(), "version")).containsExactly("1.1.0", "1.0.0");
        assertThat(registry.get("/extensions/provider/nothing/versions").statusCode())
                .isEqualTo(404);
    }

    @Test
    void theTokenIsShown() {
        assertThat(REMOTE.requests()).isNotEmpty().allSatisfy(request -> assertThat(request.header("authorization"))
                .contains("Bearer s3cret"));
    }

    @Test
    void itsCircuitIsShown() {
        assertThat(Golden.parse(registry.get("/health").body())
                        .at("/backends/mirror/circuit")
                        .asText())
                .isEqualTo("closed");
        assertThat(registry.get("/metrics").body()).contains("source_circuit_state{source=\"mirror\"} 0");
    }

    private static String entry(String name, String version) {
        return "{\"name\":\"%s\",\"type\":\"provider\",\"version\":\"%s\"}".formatted(name, version);
    }
}
