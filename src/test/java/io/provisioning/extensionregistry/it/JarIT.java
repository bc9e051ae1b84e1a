package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.Golden.each;
import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service, {@code target/extension-registry.jar}, as a process of its own. */
class JarIT {
    private static final long GIBIBYTE = 1L << 30;
    private static final String HUGE = "/extensions/taskserv/huge/1.0.0";

    @TempDir
    private Path folder;

    @Test
    void aGibibytePassesThroughASmallHeapWhileAnotherClientReadsSlowly() throws Exception {
        try (BigRegistry big = BigRegistry.with(GIBIBYTE, new CountDownLatch(0));
                PackagedRegistry registry = PackagedRegistry.started(
                        folder, "registry.oci.registry=" + big.url(), "registry.oci.namespace=big")) {
            awaitHuge(registry);
            assertThat(registry.probe("ready")).isEqualTo(200);
            try (Socket slow = Raw.open(registry.port(), "GET /api/v1" + HUGE + " HTTP/1.1")) {
                InputStream slowly = slow.getInputStream();
                assertThat(Raw.head(slowly)).startsWith("HTTP/1.1 200");
                assertThat(slowly.readNBytes(64 << 10)).hasSize(64 << 10);

                HttpResponse<InputStream> answer = RunningRegistry.send(
                        RunningRegistry.request(registry.url(HUGE))
                                .timeout(Duration.ofMinutes(2))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());

                assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(GIBIBYTE));
                assertThat(header(answer, "ETag")).isEqualTo("\"sha256:" + big.digest() + "\"");
                assertThat(sha256(answer.body())).isEqualTo(big.digest());
                assertThat(slowly.readNBytes(64 << 10)).hasSize(64 << 10);
            }
            Path kept = folder.resolve("data/store/blobs/sha256").resolve(big.digest());
            Eventually.until("it is kept", () -> Files.exists(kept));
            assertThat(sha256(RunningRegistry.send(
                                    RunningRegistry.request(registry.url(HUGE))
                                            .timeout(Duration.ofMinutes(2))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofInputStream())
                            .body()))
                    .isEqualTo(big.digest());
            assertThat(registry.get("/metrics").body()).contains("store_hits_total 1.0");
            System.out.printf(
                    "JarIT: 1 GiB through a heap of 128 MiB, peak memory of the process %d MiB%n",
                    registry.peakMemory());
            assertThat(registry.err()).doesNotContain("OutOfMemory");
            assertThat(registry.out()).doesNotContain("OutOfMemory", "DEBUG");
            assertThat(Files.list(folder)).containsExactly(folder.resolve("data"));
            assertThat(Files.list(folder.resolve("data"))).containsExactly(folder.resolve("data/store"));
        }
    }

    @Test
    void badSettingsEndItBeforeAPortOpens() throws Exception {
        try (PackagedRegistry registry = PackagedRegistry.run(
                folder,
                "registry.server.port=99999",
                "registry.gitea.url=ftp://gitea.example.com",
                "registry.oci.timeout-ms=soon",
                "registry.oci.pasword-path=/nowhere")) {
            assertThat(registry.exitStatus()).isEqualTo(78);
            assertThat(registry.out()).doesNotContain("/api/v1");
            assertThat(registry.err().lines().toList())
                    .hasSize(4)
                    .anySatisfy(line -> assertThat(line).contains("registry.server.port", "99999"))
                    .anySatisfy(line -> assertThat(line).contains("registry.gitea.url", "ftp://gitea.example.com"))
                    .anySatisfy(line -> assertThat(line).contains("registry.oci.timeout-ms", "soon"))
                    .anySatisfy(line ->
                            assertThat(line).contains("registry.oci.pasword-path", "registry.oci.password-path"));
        }
    }

    @Test
    void aRunningRequestFinishesWhenItIsToldToStop() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        try (BigRegistry big = BigRegistry.with(8 << 20, half);
                PackagedRegistry registry = PackagedRegistry.started(
                        folder, "registry.oci.registry=" + big.url(), "registry.oci.namespace=big")) {
            awaitHuge(registry);
            HttpResponse<InputStream> answer = RunningRegistry.send(
                    RunningRegistry.request(registry.url(HUGE)).build(), HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            CompletableFuture<String> digest = CompletableFuture.supplyAsync(() -> sha256(answer.body()));

            registry.terminate();
            Eventually.until("readiness goes down", () -> registry.probe("ready") == 503);
            assertThat(digest).isNotDone();
            half.countDown();

            assertThat(digest.join()).isEqualTo(big.digest());
            assertThat(registry.exitStatus()).isIn(0, 143);
        }
    }

    @Test
    void aPortThatIsTakenEndsItWithAClearMessage() throws Exception {
        try (PackagedRegistry first = PackagedRegistry.started(folder);
                PackagedRegistry sameApi = PackagedRegistry.run(
                        folder, "registry.server.port=" + first.port(), "registry.management.port=0");
                PackagedRegistry sameManagement = PackagedRegistry.run(
                        folder, "registry.server.port=0", "registry.management.port=" + first.managementPort())) {
            assertThat(sameApi.exitStatus()).isEqualTo(1);
            assertThat(sameApi.out() + sameApi.err())
                    .contains("cannot listen on 127.0.0.1:" + first.port(), "registry.server.port");
            assertThat(sameApi.err().lines()).hasSize(1);
            assertThat(sameManagement.exitStatus()).isEqualTo(1);
            assertThat(sameManagement.out() + sameManagement.err())
                    .contains("cannot listen on 127.0.0.1:" + first.managementPort());
            assertThat(sameManagement.err().lines()).hasSize(1);
            assertThat(first.get("/health").statusCode()).isEqualTo(200);
            try (PackagedRegistry health =
                    PackagedRegistry.run(folder, "registry.management.port=" + first.managementPort(), "health")) {
                assertThat(health.exitStatus()).isZero();
            }
        }
    }

    @Test
    void filesBesideItAreUsed() throws Exception {
        try (FakeGitea gitea = FakeGitea.sample();
                FakeRegistry oci = FakeRegistry.sample()) {
            Files.writeString(folder.resolve("config.toml"), """
                    [gitea]
                    url = "%s"
                    organization = "provisioning"

                    [oci]
                    registry = "%s"
                    namespace = "provisioning"

                    [cache]
                    capacity = 55
                    ttl_seconds = 77
                    """.formatted(gitea.url(), oci.url()));
            Files.writeString(
                    folder.resolve("application.properties"),
                    "registry.cache.ttl-seconds=99\nregistry.sources=shelf,oci,gitea\nregistry.shelf.name=rack\n");
            Path backends = Files.createDirectories(folder.resolve("routes/backends"));
            Files.writeString(backends.resolve("shelf.camel.yaml"), """
                    - route:
                        id: shelf.list
                        description: What lies on the shelf
                        group: backend-drop-in
                        routeConfigurationId: backend
                        from:
                          uri: direct:shelf.list
                          steps:
                            - setBody:
                                constant: '[{"name":"{{registry.shelf.name}}","type":"cluster","version":"1.0.0"}]'
                    """);
            try (PackagedRegistry registry = PackagedRegistry.started(folder)) {
                Eventually.until(
                        "all three sources are loaded", () -> header(registry.get("/extensions"), "X-Registry-Sources")
                                .matches("shelf;state=fresh.*, oci;state=fresh.*, gitea;state=fresh.*"));
                assertThat(each(registry.get("/extensions").body(), "name"))
                        .containsExactly("aws", "buildkit", "kubernetes", "rack", "upcloud");
                assertThat(Golden.parse(registry.get("/extensions/provider/aws").body())
                                .get("source")
                                .asText())
                        .isEqualTo("oci");
                assertThat(Golden.parse(registry.get("/cache/stats").body())
                                .get("ttl_seconds")
                                .asInt())
                        .isEqualTo(77);
                assertThat(registry.out())
                        .containsPattern("(?s)sources +shelf +file .* oci +oci .* gitea +gitea ")
                        .contains("with your own: backends/shelf");
            }
        }
    }

    private static void awaitHuge(PackagedRegistry registry) {
        Eventually.until(
                "the file is in the catalogue",
                () -> registry.get("/extensions").body().contains("huge"));
    }

    private static String sha256(InputStream in) {
        MessageDigest digest = BigRegistry.sha256();
        byte[] buffer = new byte[256 << 10];
        try (in) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        } catch (java.io.IOException e) {
            return "cut: " + e.getMessage();
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
