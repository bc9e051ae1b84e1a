package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.deploy.Monitoring;
import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard and the alerts ask for is what a running service has. */
class MonitoringIT {
    private static TwoSources sources;

    @BeforeAll
    static void start(@TempDir Path routes) throws Exception {
        Files.writeString(Files.createDirectories(routes.resolve("backends")).resolve("shelf.camel.yaml"), """
                - route:
                    id: shelf.list
                    description: One entry that is no extension
                    group: backend-drop-in
                    routeConfigurationId: backend
                    from:
                      uri: direct:shelf.list
                      steps:
                        - setBody:
                            constant: '[{"name":"Not One","type":"provider"}]'
                """);
        sources = TwoSources.cold(
                FakeGitea.sample(), FakeRegistry.sample(), Map.of("registry.routes", routes.toString()));
        Eventually.until("all three catalogues are loaded", () -> sources.sources("/extensions")
                .matches("gitea;state=fresh.*oci;state=fresh.*shelf;state=fresh.*"));
        sources.get("/extensions");
        sources.registry().bytes("/extensions/provider/aws/latest");
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    @Test
    void everyMetricOfTheDashboardAndTheRulesIsThere() {
        Set<String> names = sources.get("/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.replaceAll("[{ ].*", ""))
                .collect(Collectors.toSet());

        // Those of the certificate are there if there is one: see HttpsIT.
        assertThat(Monitoring.metrics())
                .hasSizeGreaterThan(20)
                .filteredOn(name -> !name.startsWith("tls_"))
                .isSubsetOf(names);
    }

    @Test
    void aFreshCatalogueIsNotStaleAndNoFileIsRejected() {
        assertThat(sources.metric("source_stale_seconds")).hasSize(3).allSatisfy(line -> assertThat(line)
                .endsWith(" 0.0"));
        assertThat(sources.value("route_files_rejected")).isZero();
    }
}
