package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubAnswer.Fault;
import io.provisioning.extensionregistry.support.StubServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drop-in that calls its server with Camel's own HTTP endpoint, whatever that server does. */
@Timeout(60)
class DropInFaultsIT {
    private static final String ROUTE = """
            - route:
                id: plain.list
                description: For a test
                group: backend-drop-in
                routeConfigurationId: backend
                from:
                  uri: direct:plain.list
                  steps:
                    - removeHeaders:
                        pattern: "*"
                    - to:
                        uri: "{{registry.plain.url}}/list"
                        parameters:
                          httpMethod: GET
            """;

    private final StubServer remote = StubServer.start();
    private RunningRegistry registry;

    @TempDir
    Path routes;

    @BeforeEach
    void writeRoute() throws Exception {
        Path backends = Files.createDirectories(routes.resolve("backends"));
        Files.writeString(backends.resolve("plain.camel.yaml"), ROUTE);
    }

    @AfterEach
    void stop() {
        if (registry != null) {
            registry.close();
        }
        remote.close();
    }

    @Test
    void anAnswerThatNeverEndsIsGivenUp() throws Exception {
        remote.on("/list", StubAnswer.json("[" + "{},".repeat(20_000)).failing(Fault.ENDLESS));

        assertThat(reason()).isEqualTo("invalid_answer");
        Eventually.until("the connection is gone", () -> remote.connectionsOpen() == 0);
    }

    private String reason() throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("registry.routes", routes.toString());
        settings.put("registry.plain.url", remote.url());
        settings.put("registry.health.interval-seconds", "3600");
        registry = RunningRegistry.start(settings);
        Eventually.until("the load has ended", () -> !header(list(), "X-Registry-Sources")
                .contains("loading"));
        return header(list(), "X-Registry-Sources").replaceFirst("^plain;state=failed;reason=([a-z_]+).*$", "$1");
    }

    private HttpResponse<String> list() {
        return registry.get("/extensions");
    }
}
