package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.RealRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.StubRequest;
import io.provisioning.extensionregistry.support.StubServer;
import io.provisioning.extensionregistry.support.TarGz;
import io.provisioning.extensionregistry.support.Webhook;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the real CNCF distribution registry says of itself, handed on to the service byte by byte. Where the program is
 * missing the test is skipped; with {@code REAL_REGISTRY=required} in the environment that is a failure.
 */
class RealWebhookIT {
    private static final String SECRET = Secrets.of("shown-by-the-registry");
    private static final String REPOSITORY = "team/aws-provider";

    @Test
    void aPushIsSeenByWhatTheRegistrySaysOfIt(@TempDir Path directory) throws Exception {
        boolean installed = RealRegistry.isInstalled(RealRegistry.BINARY);
        assumeTrue(installed || "required".equals(System.getenv("REAL_REGISTRY")), RealRegistry.BINARY + " is missing");
        Path secret = Files.writeString(directory.resolve("secret"), SECRET);
        try (StubServer ear = StubServer.start().otherwise(request -> StubAnswer.status(200));
                RealRegistry oci = RealRegistry.startNotifying(directory, ear.url() + "/heard", SECRET)) {
            push(oci, "1.0.0");
            try (RunningRegistry registry = RunningRegistry.start(Map.of(
                    "registry.oci.registry", oci.url(),
                    "registry.oci.namespace", "team",
                    "registry.oci.webhook-secret-path", secret.toString()))) {
                Eventually.until(
                        "the catalogue is loaded", () -> latest(registry).contains("1.0.0"));
                push(oci, "2.0.0");
                Eventually.until("the registry has told of it", () -> ear.requests().stream()
                        .anyMatch(told -> body(told).contains("\"tag\":\"2.0.0\"")));
                assertThat(latest(registry)).contains("1.0.0");
                List<String> outcomes = new ArrayList<>();
                for (StubRequest told : ear.requests()) {
                    outcomes.add(Webhook.of(body(told))
                            .with("Content-Type", told.header("content-type").orElseThrow())
                            .with("Authorization", told.header("authorization").orElseThrow())
                            .to(registry, "oci")
                            .body());
                }
                assertThat(outcomes)
                        .contains(
                                "{\"outcome\":\"accepted\",\"extensions\":[\"provider/aws\"]}",
                                "{\"outcome\":\"ignored\",\"extensions\":[]}")
                        .hasSizeGreaterThan(2);
                Eventually.until("the push is seen", () -> latest(registry).contains("2.0.0"));
            }
        }
    }

    private static void push(RealRegistry registry, String version) throws Exception {
        byte[] archive = registry.pushBlob(REPOSITORY, TarGz.extension("provider", "aws", version));
        registry.pushBlob(REPOSITORY, "{}".getBytes(StandardCharsets.UTF_8));
        registry.pushManifest(
                REPOSITORY,
                version,
                OciDocuments.MANIFEST,
                OciDocuments.manifest(
                        OciDocuments.emptyConfig(), List.of(OciDocuments.file("aws.tar.gz", archive)), Map.of()));
    }

    private static String body(StubRequest request) {
        return new String(request.body(), StandardCharsets.UTF_8).replaceAll("\\s*:\\s*", ":");
    }

    private static String latest(RunningRegistry registry) {
        return registry.get("/extensions/provider/aws").body();
    }
}
