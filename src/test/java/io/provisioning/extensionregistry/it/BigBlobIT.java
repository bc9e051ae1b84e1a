package io.provisioning.extensionregistry.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.RunningRegistry;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large blobs below {@code /v2}, through the packaged service with a heap of 128 MiB. */
class BigBlobIT {
    private static final String BLOBS = "/v2/big/huge-taskserv/blobs/sha256:";
    private static final int CLIENTS = 50;

    @TempDir
    private Path folder;

    @Test
    void aGibibytePassesThroughASmallHeapAndThenComesFromTheDisk() throws Exception {
        try (BigRegistry big = BigRegistry.with(1L << 30, new CountDownLatch(0));
                PackagedRegistry registry = started(big)) {
            assertThat(sha256(pull(registry, big))).isEqualTo(big.digest());
            assertThat(sha256(pull(registry, big))).isEqualTo(big.digest());
            assertThat(big.transfers()).isEqualTo(1);
            assertThat(registry.err()).doesNotContain("OutOfMemory");
        }
    }

    @Test
    void oneTransferServesAllWhoPullTheSameBlobAtOnce() throws Exception {
        CountDownLatch half = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (BigRegistry big = BigRegistry.with(4 << 20, half);
                PackagedRegistry registry = started(big)) {
            List<Future<String>> pulls = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> threads.submit(() -> sha256(pull(registry, big))))
                    .toList();
            Eventually.until("the transfer has begun", () -> big.transfers() > 0);
            half.countDown();
            for (Future<String> pull : pulls) {
                assertThat(pull.get()).isEqualTo(big.digest());
            }
            assertThat(big.transfers()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private PackagedRegistry started(BigRegistry big) throws Exception {
        PackagedRegistry registry =
                PackagedRegistry.started(folder, "registry.oci.registry=" + big.url(), "registry.oci.namespace=big");
        Eventually.until(
                "the file is in the catalogue",
                () -> registry.get("/extensions").body().contains("huge"));
        return registry;
    }

    private static HttpResponse<InputStream> pull(PackagedRegistry registry, BigRegistry big) {
        String url = "http://127.0.0.1:" + registry.port() + BLOBS + big.digest();
        return RunningRegistry.send(
                RunningRegistry.request(url).timeout(Duration.ofMinutes(2)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String sha256(HttpResponse<InputStream> answer) throws Exception {
        assertThat(answer.statusCode()).isEqualTo(200);
        MessageDigest digest = BigRegistry.sha256();
        byte[] buffer = new byte[256 << 10];
        try (InputStream in = answer.body()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
