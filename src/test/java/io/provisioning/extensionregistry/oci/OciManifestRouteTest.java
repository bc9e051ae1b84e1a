package io.provisioning.extensionregistry.oci;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.BackendAnswer;
import io.provisioning.extensionregistry.model.BackendAnswer.Outcome;
import io.provisioning.extensionregistry.model.ExtensionVersion;
import io.provisioning.extensionregistry.model.Reason;
import io.provisioning.extensionregistry.model.SourceExtension;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRegistrySamples;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.StubAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OciManifestRouteTest {
    private static final String REPOSITORY = "provisioning/x-provider";
    private static final String MANIFEST = "/v2/" + REPOSITORY + "/manifests/1.0.0";

    private final FakeRegistry registry = FakeRegistry.start();

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest(name = "E42: {0}")
    @ValueSource(strings = {"list", "find", "versions"})
    void aManifestThatIsNotWhatItsHeaderSaysIsDiscarded(String operation) throws Exception {
        registry.content().artifact(REPOSITORY, "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        String digest = registry.content().repository(REPOSITORY).get("1.0.0");
        registry.content().corrupt(digest, "{\"schemaVersion\":2,\"layers\":[]}".getBytes(StandardCharsets.UTF_8));
        try (OciRoutes routes = routes()) {
            if (operation.equals("list")) {
                BackendAnswer answer = routes.list();
                assertThat(answer.extensions()).isEmpty();
                assertThat(answer.skipped()).isEqualTo(Map.of("invalid_manifest", 1));
            } else {
                BackendAnswer answer =
                        operation.equals("find") ? routes.find("provider", "x") : routes.versions("provider", "x");
                assertThat(answer.failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
            }
            assertThat(routes.manifests.asMap()).isEmpty();
        }
    }

    @Test
    @DisplayName("E42: a manifest by digest that is another one is never kept")
    void aChildThatIsNotWhatTheIndexSaysIsDiscarded() throws Exception {
        FakeRegistrySamples.otherKinds(registry.content());
        byte[] child = registry.content().manifest(OciDocuments.MANIFEST, "{}".getBytes(StandardCharsets.UTF_8));
        byte[] index = OciDocuments.index(List.of(OciDocuments.entry(child, "linux", "amd64")), Map.of());
        registry.content().tag(REPOSITORY, "1.0.0", OciDocuments.INDEX, index);
        registry.content().corrupt(OciDocuments.digest(child), "{ }".getBytes(StandardCharsets.UTF_8));
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("provider", "x").failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
            assertThat(routes.manifests.asMap()).containsOnlyKeys("oci-eu " + OciDocuments.digest(index));
        }
    }

    @Test
    void oldRegistriesSendNoDigest() throws Exception {
        registry.digestHeader(false);
        registry.content().artifact(REPOSITORY, "1.0.0", "x.tar.gz", new byte[] {1}, Map.of());
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("provider", "x").outcome()).isEqualTo(Outcome.ANSWERED);
        }
    }

    @ParameterizedTest(name = "E43: {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "application/vnd.docker.distribution.manifest.v1+prettyjws|{'schemaVersion':1,'fsLayers':[]}",
                "application/json|{'schemaVersion':1,'name':'x'}",
                "application/vnd.example.manifest.v9+json|{'schemaVersion':2,'layers':[{'size':1}]}"
            })
    void otherManifestsAreNoVersions(String type, String json) throws Exception {
        registry.content()
                .tag(REPOSITORY, "1.0.0", type, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        registry.content().artifact(REPOSITORY, "0.9.0", "x.tar.gz", new byte[] {1}, Map.of());
        try (OciRoutes routes = routes()) {
            BackendAnswer answer = routes.list();

            assertThat(answer.extensions().get(0).versions())
                    .extracting(version -> version.version().text())
                    .containsExactly("0.9.0");
            assertThat(answer.skipped()).isEqualTo(Map.of("unsupported_manifest", 1));
        }
    }

    @Test
    @DisplayName("E44: an image for two platforms, with an attestation; its config tells what annotations do not")
    void aContainerImageIsAVersionWithoutAFile() throws Exception {
        FakeRegistrySamples.otherKinds(registry.content());
        try (OciRoutes routes = routes()) {
            SourceExtension runner =
                    routes.versions("cluster", "runner").extensions().get(0);

            ExtensionVersion version = runner.latest();
            assertThat(version.image()).isTrue();
            assertThat(version.download()).isEmpty();
            assertThat(version.publishedAt()).isEqualTo(Instant.parse("2025-06-06T06:06:06Z"));
            assertThat(runner.description()).isEqualTo("Runs jobs");
            assertThat(runner.author()).isEqualTo("builders");
            assertThat(runner.repository()).isEqualTo(registry.url() + "/provisioning/runner-cluster");
        }
    }

    @Test
    void whatIsNamedByItsDigestIsAskedOnce() throws Exception {
        FakeRegistrySamples.otherKinds(registry.content());
        try (OciRoutes routes = routes()) {
            routes.find("cluster", "runner");
            routes.find("cluster", "runner");

            assertThat(registry.server().targets())
                    .filteredOn(target -> target.contains("sha256:"))
                    .hasSize(2)
                    .doesNotHaveDuplicates();
            assertThat(routes.manifests.asMap()).hasSize(3);
        }
    }

    @Test
    @DisplayName("E48: a Timoni module has two layers")
    void ofATimoniModuleTheModuleIsDownloaded() throws Exception {
        FakeRegistrySamples.otherKinds(registry.content());
        try (OciRoutes routes = routes()) {
            ExtensionVersion version =
                    routes.find("cluster", "podinfo").extensions().get(0).latest();

            assertThat(version.image()).isFalse();
            var file = version.download().orElseThrow();
            assertThat(file.mediaType()).isEqualTo("application/vnd.timoni.content.v1.tar+gzip");
            byte[] bytes = routes.download(file, Map.of()).getMessage().getBody(byte[].class);
            assertThat(OciDocuments.digest(bytes)).isEqualTo(file.checksum().toString());
            assertThat(new String(gunzip(bytes), StandardCharsets.UTF_8)).contains("timoni.cue");
        }
    }

    @Test
    void aHelmChartIsDescribedByItsConfig() throws Exception {
        FakeRegistrySamples.otherKinds(registry.content());
        try (OciRoutes routes = routes()) {
            SourceExtension nginx =
                    routes.find("taskserv", "nginx").extensions().get(0);

            assertThat(nginx.latest().version().text()).isEqualTo("1.0.0+build5");
            assertThat(nginx.description()).isEqualTo("A web server");
            assertThat(nginx.author()).isEqualTo("ops");
            assertThat(nginx.repository()).isEqualTo("https://nginx.example.com");
            assertThat(nginx.tags()).containsExactly("web", "proxy");
            assertThat(nginx.latest().download().orElseThrow().mediaType())
                    .isEqualTo("application/vnd.cncf.helm.chart.content.v1.tar+gzip");
        }
    }

    @Test
    @DisplayName("E49: the tag moves between the index and its manifest")
    void theManifestOfTheIndexThatWeGotCounts() throws Exception {
        FakeRegistrySamples.otherKinds(registry.content());
        String repository = "provisioning/runner-cluster";
        byte[] index = fetched(repository, "3.1.4");
        registry.content().artifact(repository, "3.1.4", "new.tar.gz", new byte[] {9}, Map.of());
        registry.server().on("/v2/" + repository + "/manifests/3.1.4", StubAnswer.of(200, OciDocuments.INDEX, index));
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("cluster", "runner")
                            .extensions()
                            .get(0)
                            .latest()
                            .image())
                    .isTrue();
        }
    }

    @Test
    @DisplayName("E50: a manifest of more than 4 MiB")
    void aManifestThatIsTooLongIsRefused() throws Exception {
        registry.content()
                .tag(
                        REPOSITORY,
                        "1.0.0",
                        OciDocuments.MANIFEST,
                        OciDocuments.json(Map.of("schemaVersion", 2, "annotations", Map.of("x", "y".repeat(4 << 20)))));
        try (OciRoutes routes = routes()) {
            assertThat(routes.list().skipped()).isEqualTo(Map.of("invalid_manifest", 1));
        }
    }

    @Test
    @DisplayName("E50: a config of more than 1 MiB, or one that lies about its size")
    void aConfigThatIsTooLongIsIgnored() throws Exception {
        byte[] config = registry.content().blob(OciDocuments.json(Map.of("author", "a".repeat(1 << 20))));
        Map<String, Object> honest = OciDocuments.descriptor(OciDocuments.IMAGE_CONFIG, config, Map.of());
        Map<String, Object> lying = new java.util.LinkedHashMap<>(honest);
        lying.put("size", 100);
        for (Map<String, Object> descriptor : List.of(honest, lying)) {
            byte[] manifest =
                    OciDocuments.manifest(descriptor, List.of(OciDocuments.file("x.tar.gz", new byte[] {1})), Map.of());
            registry.content().tag(REPOSITORY, "1.0.0", OciDocuments.MANIFEST, manifest);
            try (OciRoutes routes = routes()) {
                SourceExtension found =
                        routes.find("provider", "x").extensions().get(0);
                assertThat(found.author()).isNull();
                assertThat(found.latest().download()).isPresent();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{'mediaType':'application/vnd.oci.empty.v1+json','size':2,'digest':'x'}]"})
    void anArtifactWithoutContentIsNoVersion(String layers) throws Exception {
        String json = "{'schemaVersion':2,'layers':" + layers + "}";
        registry.content()
                .tag(
                        REPOSITORY,
                        "1.0.0",
                        OciDocuments.MANIFEST,
                        json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        try (OciRoutes routes = routes()) {
            assertThat(routes.list().skipped()).isEqualTo(Map.of("no_content", 1));
            assertThat(routes.find("provider", "x").outcome()).isEqualTo(Outcome.ABSENT);
        }
    }

    @Test
    void aPageForPeopleIsNoManifest() throws Exception {
        registry.content().repository(REPOSITORY).put("1.0.0", "sha256:0");
        registry.server().on(MANIFEST, StubAnswer.of(200, "text/html", "<html>log in</html>"));
        try (OciRoutes routes = routes()) {
            assertThat(routes.find("provider", "x").failure().reason()).isEqualTo(Reason.INVALID_ANSWER);
        }
    }

    private byte[] fetched(String repository, String tag) throws Exception {
        var client = java.net.http.HttpClient.newHttpClient();
        var request = java.net.http.HttpRequest.newBuilder(
                        registry.server().url("/v2/" + repository + "/manifests/" + tag))
                .build();
        return client.send(request, java.net.http.HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private OciRoutes routes() throws Exception {
        return new OciRoutes(RegistrySettings.of(registry.url()).build());
    }

    private static byte[] gunzip(byte[] bytes) throws java.io.IOException {
        return new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes)).readAllBytes();
    }
}
