package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits holds up nobody else. */
class IsolationIT {
    private static final int DOWNLOADS = 100;
    private static final byte[] ARCHIVE = TarGz.extension("provider", "aws", "1.2.0");
    private static final String BLOB = "/v2/provisioning/aws-provider/blobs/sha256:" + TarGz.sha256(ARCHIVE);

    @Test
    void aHundredSlowDownloadsBesideASilentSourceDelayNothingElse() throws Exception {
        Map<String, String> settings = Map.of(
                "registry.oci.max-connections", "200",
                "registry.oci.timeout-ms", "60000",
                "registry.gitea.timeout-ms", "60000",
                "registry.fan-out.timeout-ms", "1000");
        CountDownLatch hold = new CountDownLatch(1);
        try (TwoSources sources = TwoSources.cold(FakeGitea.sample(), FakeRegistry.sample(), settings)) {
            sources.awaitLoaded();
            sources.gitea().traffic().fault("/", StubAnswer.status(200).failing(StubAnswer.Fault.SILENCE));
            sources.oci()
                    .server()
                    .on(
                            BLOB,
                            StubAnswer.of(200, "application/octet-stream", ARCHIVE)
                                    .heldUntil(hold));

            List<CompletableFuture<HttpResponse<byte[]>>> downloads = downloads(sources);
            Eventually.until(
                    "the registry holds a hundred downloads",
                    () -> sources.oci().server().targets().stream()
                                    .filter(BLOB::equals)
                                    .count()
                            == DOWNLOADS);

            for (int i = 0; i < 5; i++) {
                HttpResponse<String> list = sources.get("/extensions");
                assertThat(list.statusCode()).isEqualTo(200);
                assertThat(header(list, "X-Cache")).isEqualTo("hit");
                assertThat(sources.get("/extensions/search?q=aws").statusCode()).isEqualTo(200);
                assertThat(sources.get("/health").statusCode()).isEqualTo(200);
                assertThat(sources.get("/metrics").statusCode()).isEqualTo(200);
            }
            assertThat(downloads).noneMatch(CompletableFuture::isDone);

            hold.countDown();

            assertThat(downloads.stream().map(CompletableFuture::join)).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(ARCHIVE);
            });
        }
    }

    private static List<CompletableFuture<HttpResponse<byte[]>>> downloads(TwoSources sources) {
        String url = sources.registry().url() + "/api/v1/extensions/provider/aws/1.2.0";
        return IntStream.range(0, DOWNLOADS)
                .mapToObj(i -> RunningRegistry.sendAsync(
                        RunningRegistry.request(url).build(), HttpResponse.BodyHandlers.ofByteArray()))
                .toList();
    }
}
