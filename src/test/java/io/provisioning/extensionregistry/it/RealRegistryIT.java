package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.provisioning.extensionregistry.config.SourceSettings;
import io.provisioning.extensionregistry.model.Artifact;
import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.oci.OciRoutes;
import io.provisioning.extensionregistry.oci.RegistrySettings;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.OciLayout;
import io.provisioning.extensionregistry.support.RealRegistry;
import io.provisioning.extensionregistry.support.Secrets;
import io.provisioning.extensionregistry.support.TarGz;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The OCI routes against the real CNCF distribution registry. Where the program is missing the tests are skipped; with
 * {@code REAL_REGISTRY=required} in the environment that is a failure.
 */
class RealRegistryIT {
    private static final String REPOSITORY = "team/apps/aws-provider";

    @TempDir
    Path directory;

    @Test
    void whatWasPushedIsListedFoundAndDownloaded() throws Exception {
        demand(RealRegistry.BINARY);
        try (RealRegistry registry = RealRegistry.start(directory);
                OciRoutes routes = new OciRoutes(settings(registry))) {
            for (String version : List.of("1.0.0", "v1.2.0", "1.10.0", "2.0.0-rc.1")) {
                push(registry, REPOSITORY, version);
            }
            push(registry, "team/apps/deeper/x-provider", "1.0.0");
            push(registry, "team/website", "1.0.0");

            BackendAnswer list = routes.list();
            assertThat(list.extensions())
                    .extracting(each -> each.id().toString())
                    .containsExactly("provider/aws");
            SourceExtension aws =
                    routes.versions("provider", "aws").extensions().get(0);
            assertThat(aws.versions())
                    .extracting(version -> version.version().text())
                    .containsExactly("2.0.0-rc.1", "1.10.0", "1.2.0", "1.0.0");
            assertThat(aws.latest()).isEqualTo(list.extensions().get(0).latest());
            assertThat(aws.description()).isEqualTo("Pushed for real");
            assertThat(routes.find("provider", "aws").extensions().get(0).latest())
                    .isEqualTo(aws.latest());
            assertThat(routes.find("provider", "gcp").outcome()).isEqualTo(Outcome.ABSENT);
            assertThat(routes.ping().outcome()).isEqualTo(Outcome.ANSWERED);
            verifyDownload(routes, aws.latest().download().orElseThrow(), archive("1.10.0"));
        }
    }

    @Test
    void longListsAreReadToTheirEnd() throws Exception {
        demand(RealRegistry.BINARY);
        try (RealRegistry registry = RealRegistry.start(directory);
                OciRoutes routes = new OciRoutes(settings(registry))) {
            for (int i = 0; i < 120; i++) {
                push(registry, "team/apps/x" + i + "-taskserv", "1.0.0");
                push(registry, REPOSITORY, "1.0." + i);
            }

            BackendAnswer list = routes.list();

            assertThat(list.extensions()).hasSize(121);
            assertThat(list.skipped()).isEmpty();
            SourceExtension aws = routes.find("provider", "aws").extensions().get(0);
            assertThat(aws.versions()).hasSize(120);
            assertThat(aws.latest().version().text()).isEqualTo("1.0.119");
        }
    }

    @Test
    void whatSkopeoCopiedIsListedAndDownloaded() throws Exception {
        demand(RealRegistry.BINARY);
        demand("skopeo");
        byte[] file = archive("3.0.0");
        byte[] config = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] manifest = OciDocuments.manifest(
                OciDocuments.descriptor("application/vnd.unknown.config.v1+json", config, Map.of()),
                List.of(OciDocuments.file("aws-provider.tar.gz", file)),
                Map.of("org.opencontainers.image.created", "2025-07-01T00:00:00Z"));
        Path layout = directory.resolve("layout");
        OciLayout.write(layout, "3.0.0", manifest, file, config);
        try (RealRegistry registry = RealRegistry.start(directory);
                OciRoutes routes = new OciRoutes(settings(registry))) {
            skopeo(
                    "copy",
                    "--insecure-policy",
                    "--dest-tls-verify=false",
                    "oci:" + layout + ":3.0.0",
                    "docker://" + registry.url().substring("http://".length()) + "/" + REPOSITORY + ":3.0.0");

            SourceExtension aws = routes.list().extensions().get(0);

            assertThat(aws.latest().publishedAt()).isEqualTo("2025-07-01T00:00:00Z");
            verifyDownload(routes, aws.latest().download().orElseThrow(), file);
        }
    }

    @Test
    void aRegistryThatDemandsAPasswordGetsIt() throws Exception {
        demand(RealRegistry.BINARY);
        Path token = Files.writeString(directory.resolve("token"), RealRegistry.CREDENTIALS + "\n");
        Path wrong = Files.writeString(directory.resolve("wrong"), "me:" + Secrets.of("wrong"));
        try (RealRegistry registry = RealRegistry.startRestricted(directory)) {
            push(registry, REPOSITORY, "1.0.0");
            RegistrySettings settings = RegistrySettings.of(registry.url()).namespace("team/apps");
            try (OciRoutes routes = new OciRoutes(settings.token(token).build())) {
                assertThat(routes.list().extensions()).hasSize(1);
            }
            try (OciRoutes routes = new OciRoutes(settings.token(wrong).build())) {
                assertThat(routes.ping().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
                assertThat(routes.list().failure().reason()).isEqualTo(Reason.UNAUTHORIZED);
            }
        }
    }

    private static void verifyDownload(OciRoutes routes, Artifact file, byte[] expected) {
        assertThat(file.checksum()).hasToString(OciDocuments.digest(expected));
        Exchange whole = routes.download(file, Map.of());
        assertThat(whole.getMessage().getBody(byte[].class)).isEqualTo(expected);
        Exchange part = routes.download(file, Map.of("range", "bytes=5-14"));
        assertThat(part.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(206);
        assertThat(part.getMessage().getBody(byte[].class)).isEqualTo(Arrays.copyOfRange(expected, 5, 15));
    }

    private static void push(RealRegistry registry, String repository, String tag) throws Exception {
        byte[] config = registry.pushBlob(repository, "{}".getBytes(StandardCharsets.UTF_8));
        byte[] file = registry.pushBlob(repository, archive(tag));
        byte[] manifest = OciDocuments.manifest(
                OciDocuments.descriptor(OciDocuments.EMPTY, config, Map.of()),
                List.of(OciDocuments.file("aws-provider.tar.gz", file)),
                Map.of("org.opencontainers.image.description", "Pushed for real"));
        registry.pushManifest(repository, tag, OciDocuments.MANIFEST, manifest);
    }

    private static byte[] archive(String version) {
        return TarGz.extension("provider", "aws", version);
    }

    private static SourceSettings settings(RealRegistry registry) {
        return RegistrySettings.of(registry.url()).namespace("team/apps").build();
    }

    private static void demand(String program) {
        boolean installed = RealRegistry.isInstalled(program);
        if ("required".equals(System.getenv("REAL_REGISTRY"))) {
            assertThat(installed).as("%s is installed", program).isTrue();
        }
        assumeTrue(installed, () -> "skipped: the program " + program + " is not installed");
    }

    private static void skopeo(String... arguments) throws Exception {
        List<String> command = new java.util.ArrayList<>(List.of("skopeo"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
