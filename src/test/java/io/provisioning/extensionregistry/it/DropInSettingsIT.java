package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose file is good, but lacks something that somebody has yet to set. */
class DropInSettingsIT {
    private static final String ROUTE = """
            - route:
                id: late.list
                description: For a test
                group: backend-drop-in
                routeConfigurationId: backend
                from:
                  uri: direct:late.list
                  steps:
                    - setBody:
                        simple: "{{registry.late.url}}/list"
                    - to: direct:late.get
            """;

    private static final String TOKEN = Secrets.of("late");

    private final StubServer remote = StubServer.start();
    private RunningRegistry registry;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws Exception {
        remote.on("/list", StubAnswer.json("[{\"name\":\"tool\",\"type\":\"taskserv\",\"version\":\"2.0.0\"}]"));
        Path backends = Files.createDirectories(folder.resolve("routes/backends"));
        Files.writeString(backends.resolve("late.camel.yaml"), ROUTE);
        configure("");
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.routes", folder.resolve("routes").toString());
        settings.put("registry.config", folder.resolve("config.toml").toString());
        settings.put("registry.health.interval-seconds", "3600");
        registry = RunningRegistry.start(settings);
    }

    @AfterEach
    void stop() {
        registry.close();
        remote.close();
    }

    private void configure(String toml) throws IOException {
        Files.writeString(folder.resolve("config.toml"), toml);
    }

    private JsonNode rejected() {
        return Golden.parse(registry.get("/health").body()).path("rejected_files");
    }

    @Test
    void healthNamesWhatIsMissingAndTheFileIsTriedAgainWhenItIsThere() throws IOException {
        Path token = folder.resolve("token");

        assertThat(rejected().at("/0/file").asText()).isEqualTo("backends/late.camel.yaml");
        assertThat(rejected().at("/0/reason").asText()).isEqualTo("registry.late.url is not set");
        assertThat(rejected().at("/0/line").asInt()).isEqualTo(9);
        assertThat(registry.get("/extensions?source=late").statusCode()).isEqualTo(400);

        configure("[late]\nurl = \"%s\"\ntoken_path = \"%s\"\n".formatted(remote.url(), token));
        Eventually.until("health names the secret", () -> rejected()
                .at("/0/reason")
                .asText()
                .matches("registry\\.late\\.token-path = .*: must be the path of a file that can be read.*"));

        Files.writeString(token, TOKEN);
        Eventually.until(
                "the source is there", () -> TwoSources.header(registry.get("/extensions"), "X-Registry-Sources")
                        .startsWith("late;state=fresh"));
        assertThat(rejected().isMissingNode()).isTrue();
        assertThat(remote.requests()).allSatisfy(request -> assertThat(request.header("authorization"))
                .contains("Bearer " + TOKEN));
    }
}
