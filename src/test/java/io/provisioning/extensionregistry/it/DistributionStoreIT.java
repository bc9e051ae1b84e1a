package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.V2Client.code;
import static io.provisioning.extensionregistry.it.V2Client.header;
import static io.provisioning.extensionregistry.it.V2Client.json;
import static io.provisioning.extensionregistry.it.V2Client.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.FakeRelease;
import io.provisioning.extensionregistry.support.OciDocuments;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read once, kept, and answered when sources are not there: below {@code /v2}. */
class DistributionStoreIT {
    private static final String AWS = "/provisioning/aws-provider";
    private static final byte[] BARE = TarGz.extension("cluster", "bare", "1.0.0");

    @TempDir
    Path directory;

    @Test
    @DisplayName("E53: the head of a release that nobody has read is as its body will be")
    void aFileWithoutAChecksumIsReadOnceForAllWhoWait() throws Exception {
        try (FakeGitea gitea = withBareFile();
                FakeRegistry oci = FakeRegistry.start();
                RunningRegistry registry = start(gitea, oci, Map.of())) {
            V2Client client = V2Client.of(registry);
            String repository = "/provisioning/bare-cluster";
            List<CompletableFuture<HttpResponse<byte[]>>> all = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> client.send(i % 2 == 0 ? "HEAD" : "GET", repository + "/manifests/1.0.0")))
                    .toList();
            for (CompletableFuture<HttpResponse<byte[]>> each : all) {
                assertThat(each.join().statusCode()).isEqualTo(200);
            }
            String digest = header(all.get(0).join(), "Docker-Content-Digest");
            assertThat(OciDocuments.digest(all.get(1).join().body())).isEqualTo(digest);
            String layer = json(all.get(1).join()).at("/layers/0/digest").asText();

            assertThat(client.get(repository + "/blobs/" + layer).body()).isEqualTo(BARE);
            assertThat(downloads(gitea)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("E54: a part of a file that nobody has read is a part of the whole one")
    void aPartOfAFileThatNobodyHasReadIsSent() throws Exception {
        try (FakeGitea gitea = withBareFile();
                FakeRegistry oci = FakeRegistry.start();
                RunningRegistry registry = start(gitea, oci, Map.of())) {
            HttpResponse<byte[]> part = V2Client.of(registry)
                    .get("/provisioning/bare-cluster/blobs/" + OciDocuments.digest(BARE), "Range", "bytes=3-9");

            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BARE, 3, 10));
        }
    }

    @Test
    void aReleaseHasTheSameDigestOnEveryMachineAndAfterItsDateMoved() throws Exception {
        try (FakeGitea gitea = FakeGitea.start("provisioning");
                FakeRegistry oci = FakeRegistry.start()) {
            FakeRelease release = gitea.repository("bare_cluster").release("1.0.0");
            release.withSidecar("bare_cluster.tar.gz", BARE);
            String first = manifestDigest(gitea, oci, Map.of("registry.store.mode", "off"));
            assertThat(manifestDigest(gitea, oci, Map.of())).isEqualTo(first);
            release.at("2026-01-01T00:00:00Z");
            assertThat(manifestDigest(gitea, oci, Map.of())).isEqualTo(first);
        }
    }

    private String manifestDigest(FakeGitea gitea, FakeRegistry oci, Map<String, String> settings) throws Exception {
        try (RunningRegistry registry = start(gitea, oci, settings)) {
            HttpResponse<byte[]> answer = V2Client.of(registry).get("/provisioning/bare-cluster/manifests/1.0.0");
            assertThat(answer.statusCode()).isEqualTo(200);
            return header(answer, "Docker-Content-Digest");
        }
    }

    @Test
    void whatWasPulledOnceIsThereWhenTheRegistryIsNot() throws Exception {
        try (FakeGitea gitea = FakeGitea.start("provisioning");
                FakeRegistry oci = FakeRegistry.sample();
                RunningRegistry registry = start(gitea, oci, Map.of())) {
            V2Client client = V2Client.of(registry);
            HttpResponse<byte[]> before = client.get(AWS + "/manifests/1.1.0");
            String layer = json(before).at("/layers/0/digest").asText();
            byte[] blob = client.get(AWS + "/blobs/" + layer).body();
            oci.server().otherwise(request -> StubAnswer.status(503));

            HttpResponse<byte[]> kept = client.get(AWS + "/manifests/1.1.0");
            assertThat(kept.body()).isEqualTo(before.body());
            assertThat(header(before, "X-Cache")).isEmpty();
            assertThat(header(kept, "X-Cache")).isEqualTo("stale");
            assertThat(header(kept, "X-Registry-Sources")).contains("oci;state=failed;reason=unavailable");
            HttpResponse<byte[]> same = client.get(AWS + "/manifests/" + header(before, "Docker-Content-Digest"));
            assertThat(same.body()).isEqualTo(before.body());
            assertThat(header(same, "X-Cache")).isEmpty();
            assertThat(client.get(AWS + "/blobs/" + layer).body()).isEqualTo(blob);
            HttpResponse<byte[]> other = client.get(AWS + "/manifests/1.0.0");
            assertThat(other.statusCode()).isEqualTo(503);
            assertThat(code(other)).isEqualTo("SOURCE_UNAVAILABLE");
            assertThat(header(other, "Retry-After")).matches("\\d+");
            assertThat(header(other, "X-Registry-Sources")).contains("oci;state=failed;reason=unavailable");
        }
    }

    @Test
    void offlineAnswersWhatWasAskedForBeforeAndAsksNobody() throws Exception {
        try (FakeGitea gitea = FakeGitea.sample();
                FakeRegistry oci = FakeRegistry.sample()) {
            String subject = signed(oci);
            byte[] released;
            byte[] artifact;
            String layer;
            try (RunningRegistry registry = start(gitea, oci, Map.of())) {
                V2Client client = V2Client.of(registry);
                released = client.get("/gitea" + AWS + "/manifests/1.2.0").body();
                HttpResponse<byte[]> manifest = client.get(AWS + "/manifests/1.1.0");
                artifact = manifest.body();
                layer = json(manifest).at("/layers/0/digest").asText();
                client.get(AWS + "/blobs/" + layer);
                client.get(AWS + "/tags/list");
                assertThat(client.json("/oci" + AWS + "/referrers/" + subject).path("manifests"))
                        .hasSize(1);
            }
            int asked = gitea.targets().size() + oci.server().targets().size();
            try (RunningRegistry registry = start(gitea, oci, Map.of("registry.store.mode", "offline"))) {
                V2Client client = V2Client.of(registry);
                assertThat(client.get("/gitea" + AWS + "/manifests/1.2.0").body())
                        .isEqualTo(released);
                assertThat(client.get(AWS + "/manifests/1.1.0").body()).isEqualTo(artifact);
                assertThat(OciDocuments.digest(
                                client.get(AWS + "/blobs/" + layer).body()))
                        .isEqualTo(layer);
                assertThat(texts(client.json("/oci" + AWS + "/tags/list"), "tags"))
                        .containsExactly("1.1.0");
                assertThat(client.get(AWS + "/manifests/1.0.0").statusCode()).isEqualTo(503);
                assertThat(client.json("/oci" + AWS + "/referrers/" + subject).path("manifests"))
                        .hasSize(1);
                assertThat(client.get("/oci" + AWS + "/referrers/" + layer).statusCode())
                        .isEqualTo(503);
            }
            assertThat(gitea.targets().size() + oci.server().targets().size()).isEqualTo(asked);
        }
    }

    /** Has a signature refer to an artifact, and the registry list it; the digest of the artifact. */
    private static String signed(FakeRegistry oci) {
        String subject = oci.content().repository("provisioning/aws-provider").get("1.1.0");
        oci.content()
                .manifest(
                        OciDocuments.MANIFEST,
                        OciDocuments.referring(
                                oci.content().manifestBytes(subject),
                                "application/vnd.example.sig",
                                "s".getBytes(StandardCharsets.UTF_8)));
        oci.tellsReferrers();
        return subject;
    }

    @Test
    void referrersAreListedByEitherWayOfTheRegistryAndFiltered() throws Exception {
        try (FakeGitea gitea = FakeGitea.start("provisioning");
                FakeRegistry oci = FakeRegistry.sample();
                RunningRegistry registry = start(gitea, oci, Map.of())) {
            String subject =
                    oci.content().repository("provisioning/aws-provider").get("1.1.0");
            byte[] signature = OciDocuments.referring(
                    oci.content().manifestBytes(subject),
                    "application/vnd.example.sig",
                    "s".getBytes(StandardCharsets.UTF_8));
            oci.content().manifest(OciDocuments.MANIFEST, signature);
            V2Client client = V2Client.of(registry);
            String list = AWS + "/referrers/" + subject;
            assertThat(client.json(list).path("manifests")).isEmpty();
            oci.content()
                    .tag(
                            "provisioning/aws-provider",
                            subject.replace(':', '-'),
                            OciDocuments.INDEX,
                            OciDocuments.index(List.of(OciDocuments.referrer(signature)), Map.of()));
            String found = client.json(list).at("/manifests/0/digest").asText();
            assertThat(found).isEqualTo(OciDocuments.digest(signature));
            oci.tellsReferrers();
            assertThat(client.json(list).at("/manifests/0/digest").asText()).isEqualTo(found);
            HttpResponse<byte[]> filtered = client.get(list + "?artifactType=application/vnd.other");
            assertThat(json(filtered).path("manifests")).isEmpty();
            assertThat(header(filtered, "OCI-Filters-Applied")).isEqualTo("artifactType");
            assertThat(header(filtered, "Content-Type")).isEqualTo(OciDocuments.INDEX);
            assertThat(client.get("/no/such-thing/referrers/" + subject).statusCode())
                    .isEqualTo(200);
            oci.server().otherwise(request -> StubAnswer.status(503));
            assertThat(client.get(list).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void otherRepositoriesArePassedThroughOnlyIfThatIsSet() throws Exception {
        try (FakeGitea gitea = FakeGitea.start("provisioning");
                FakeRegistry oci = FakeRegistry.sample()) {
            byte[] file = "anything".getBytes(StandardCharsets.UTF_8);
            oci.content().artifact("library/tool", "1.0", "tool", file, Map.of());
            try (RunningRegistry registry = start(gitea, oci, Map.of())) {
                assertThat(V2Client.of(registry)
                                .get("/library/tool/manifests/1.0")
                                .statusCode())
                        .isEqualTo(404);
            }
            try (RunningRegistry registry = start(gitea, oci, Map.of("registry.distribution.pull-through", "true"))) {
                V2Client client = V2Client.of(registry);
                assertThat(texts(client.json("/library/tool/tags/list"), "tags"))
                        .containsExactly("1.0");
                for (String name : List.of("/library/tool", "/oci/library/tool")) {
                    HttpResponse<byte[]> manifest = client.get(name + "/manifests/1.0");
                    String layer = json(manifest).at("/layers/0/digest").asText();
                    assertThat(client.get(name + "/blobs/" + layer).body()).isEqualTo(file);
                }
                assertThat(code(client.get("/library/none/manifests/1.0"))).isEqualTo("MANIFEST_UNKNOWN");
            }
        }
    }

    @Test
    void aRegistryThatIsSilentHidesNoReleaseButDecidesOverItsTags() throws Exception {
        FakeGitea gitea = FakeGitea.sample();
        gitea.repository("bare_cluster").release("1.0.0").asset("bare_cluster.tar.gz", BARE);
        try (TwoSources sources = TwoSources.start(gitea, FakeRegistry.sample())) {
            V2Client client = V2Client.of(sources.registry());
            HttpResponse<byte[]> candidate = client.get(AWS + "/manifests/2.0.0-rc.1");
            sources.oci().server().otherwise(request -> StubAnswer.status(503));

            assertThat(client.get("/provisioning/bare-cluster/manifests/1.0.0").statusCode())
                    .isEqualTo(200);
            HttpResponse<byte[]> byTag = client.get(AWS + "/manifests/2.0.0-rc.1");
            assertThat(byTag.statusCode()).isEqualTo(503);
            assertThat(code(byTag)).isEqualTo("SOURCE_UNAVAILABLE");
            assertThat(client.get(AWS + "/manifests/" + header(candidate, "Docker-Content-Digest"))
                            .body())
                    .isEqualTo(candidate.body());
            assertThat(client.get("/gitea" + AWS + "/manifests/2.0.0-rc.1").body())
                    .isEqualTo(candidate.body());
            assertThat(client.get("/provisioning/nothing-provider/manifests/1.0.0")
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    @Test
    void filesAreReadAheadIfThatIsSet() throws Exception {
        try (FakeGitea gitea = withBareFile();
                FakeRegistry oci = FakeRegistry.start();
                RunningRegistry registry = start(gitea, oci, Map.of("registry.distribution.hash-ahead", "true"))) {
            Eventually.until("the file is read", () -> downloads(gitea) == 1);
            HttpResponse<byte[]> manifest = V2Client.of(registry).get("/provisioning/bare-cluster/manifests/1.0.0");
            assertThat(manifest.statusCode()).isEqualTo(200);
            assertThat(downloads(gitea)).isEqualTo(1);
        }
    }

    private static FakeGitea withBareFile() {
        FakeGitea gitea = FakeGitea.start("provisioning");
        gitea.repository("bare_cluster").release("1.0.0").asset("bare_cluster.tar.gz", BARE);
        return gitea;
    }

    private static int downloads(FakeGitea gitea) {
        return (int) gitea.targets().stream()
                .filter(target -> target.endsWith("bare_cluster.tar.gz"))
                .count();
    }

    private RunningRegistry start(FakeGitea gitea, FakeRegistry oci, Map<String, String> more) throws Exception {
        Map<String, String> settings = new HashMap<>(TwoSources.settings(gitea, oci));
        settings.put("registry.store.mode", "read-through");
        settings.put("registry.store.directory", directory.toString());
        settings.putAll(more);
        return RunningRegistry.start(settings);
    }
}
