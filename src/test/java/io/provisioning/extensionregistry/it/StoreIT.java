package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.RunningRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads by way of the content store. */
class StoreIT {
    private static final String AWS = "/extensions/provider/aws/1.2.0?source=gitea";
    private static final String BIG = "/extensions/cluster/big/1.0.0";
    private static final byte[] ARCHIVE = TarGz.extension("provider", "aws", "1.2.0");
    private static final byte[] BYTES = new byte[3 << 20];

    @TempDir
    Path directory;

    private TwoSources sources;

    @BeforeEach
    void start() throws Exception {
        new Random(1).nextBytes(BYTES);
        FakeRegistry oci = FakeRegistry.sample();
        oci.content().artifact("provisioning/big-cluster", "1.0.0", "big.tar.gz", BYTES, Map.of());
        sources = TwoSources.cold(
                FakeGitea.sample(),
                oci,
                Map.of("registry.store.mode", "read-through", "registry.store.directory", directory.toString()));
        sources.awaitLoaded();
        assertThat(sources.get("/extensions/cluster/big/versions").statusCode()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        sources.close();
    }

    @Test
    void theSecondDownloadComesFromTheDisk() {
        HttpResponse<byte[]> first = sources.registry().bytes(AWS);
        assertThat(first.body()).isEqualTo(ARCHIVE);
        Eventually.until("it is kept", () -> sources.value("store_stored_total") == 1);
        int calls = sources.calls();

        HttpResponse<byte[]> second = sources.registry().bytes(AWS);

        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(ARCHIVE);
        String digest = "sha256:" + TarGz.sha256(ARCHIVE);
        assertThat(header(second, "ETag")).isEqualTo('"' + digest + '"');
        assertThat(header(second, "Content-Length")).isEqualTo(String.valueOf(ARCHIVE.length));
        for (String name : List.of("Content-Type", "Content-Disposition", "X-Registry-Source", "Accept-Ranges")) {
            assertThat(header(second, name))
                    .as(name)
                    .isEqualTo(header(first, name))
                    .isNotEmpty();
        }
        assertThat(sources.calls()).isEqualTo(calls);
        assertThat(directory.resolve("blobs/sha256").resolve(TarGz.sha256(ARCHIVE)))
                .hasBinaryContent(ARCHIVE);
        assertThat(sources.value("store_hits_total")).isEqualTo(1);
        Eventually.until(
                "both are counted",
                () -> sources.value("download_bytes_total", "source=\"gitea\"") == 2.0 * ARCHIVE.length);
    }

    @Test
    void partsComeFromTheDiskToo() {
        sources.registry().bytes(BIG);
        Eventually.until("it is kept", () -> sources.value("store_stored_total") == 1);
        int calls = sources.calls();
        String tag = "\"sha256:" + TarGz.sha256(BYTES) + '"';

        HttpResponse<byte[]> part = sources.registry().bytes(BIG, "Range", "bytes=1000000-1999999", "If-Range", tag);
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 1000000-1999999/" + BYTES.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(BYTES, 1_000_000, 2_000_000));
        HttpResponse<byte[]> other = sources.registry().bytes(BIG, "Range", "bytes=1-2", "If-Range", "\"other\"");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(BYTES);
        assertThat(sources.registry().bytes(BIG, "Range", "bytes=99999999-").statusCode())
                .isEqualTo(416);
        assertThat(sources.registry().bytes(BIG, "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(sources.calls()).isEqualTo(calls);
    }

    @Test
    void aPartOfWhatIsNotKeptYetBringsAllOfIt() {
        HttpResponse<byte[]> end = sources.registry().bytes(BIG, "Range", "bytes=3000000-");
        assertThat(end.statusCode()).isEqualTo(206);
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(BYTES, 3_000_000, BYTES.length));
        Eventually.until("it is kept", () -> sources.value("store_stored_total") == 1);
        assertThat(blobCalls()).isEqualTo(1);
    }

    @Test
    void fiftyClientsOfAColdFileCauseOneTransfer() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        sources.oci()
                .server()
                .on(
                        blob(),
                        StubAnswer.of(200, "application/octet-stream", BYTES).heldUntil(hold));
        ExecutorService clients = Executors.newFixedThreadPool(50);
        try {
            List<CompletableFuture<byte[]>> answers = new ArrayList<>();
            for (int client = 0; client < 50; client++) {
                answers.add(CompletableFuture.supplyAsync(
                        () -> sources.registry().bytes(BIG).body(), clients));
            }
            Eventually.until("somebody asks the source", () -> blobCalls() > 0);
            hold.countDown();
            for (CompletableFuture<byte[]> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(BYTES);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(blobCalls()).isEqualTo(1);
    }

    @Test
    void aSourceThatBreaksOffIsGoneOnWith() {
        int half = BYTES.length / 2;
        sources.oci()
                .server()
                .on(
                        blob(),
                        StubAnswer.of(200, "application/octet-stream", BYTES).failing(StubAnswer.Fault.TRUNCATE),
                        StubAnswer.of(206, "application/octet-stream", Arrays.copyOfRange(BYTES, half, BYTES.length))
                                .with(
                                        "Content-Range",
                                        "bytes " + half + "-" + (BYTES.length - 1) + "/" + BYTES.length));

        assertThat(sources.registry().bytes(BIG).body()).isEqualTo(BYTES);

        assertThat(sources.oci().server().requests().stream()
                        .filter(request -> request.target().equals(blob()))
                        .map(request -> request.headers().getOrDefault("range", List.of())))
                .containsExactly(List.of(), List.of("bytes=" + half + "-"));
    }

    @Test
    void aSourceThatCannotSendPartsSendsItAgain() {
        sources.oci()
                .server()
                .on(
                        blob(),
                        StubAnswer.of(200, "application/octet-stream", BYTES).failing(StubAnswer.Fault.TRUNCATE),
                        StubAnswer.of(200, "application/octet-stream", BYTES));
        assertThat(sources.registry().bytes(BIG).body()).isEqualTo(BYTES);
        assertThat(blobCalls()).isEqualTo(2);
    }

    @Test
    void aClientThatGoesAwayInTheMiddleLeavesTheFileToTheNext() throws Exception {
        CountDownLatch rest = new CountDownLatch(1);
        sources.oci()
                .server()
                .on(
                        blob(),
                        StubAnswer.of(200, "application/octet-stream", BYTES)
                                .failing(StubAnswer.Fault.STALL)
                                .heldUntil(rest));
        try (Socket client = Raw.open(sources.registry().application().port(), "GET /api/v1" + BIG + " HTTP/1.1")) {
            InputStream in = client.getInputStream();
            assertThat(Raw.head(in)).startsWith("HTTP/1.1 200");
            assertThat(in.readNBytes(100_000)).hasSize(100_000);
        }
        assertThat(unfinished()).hasSize(1);
        rest.countDown();
        Eventually.until("it is kept", () -> sources.value("store_stored_total") == 1);
        assertThat(unfinished()).isEmpty();
        assertThat(sources.registry().bytes(BIG).body()).isEqualTo(BYTES);
        assertThat(blobCalls()).isEqualTo(1);
    }

    @Test
    void aFileThatDoesNotEndWhereItShouldLeavesNothing() throws Exception {
        sources.oci()
                .server()
                .on(
                        blob(),
                        StubAnswer.of(200, "application/octet-stream", new byte[64 << 10])
                                .failing(StubAnswer.Fault.ENDLESS));
        int port = sources.registry().application().port();
        try (Socket client = Raw.open(port, "GET /api/v1" + BIG + " HTTP/1.1", "Connection: close")) {
            // 200 or 502, by what is sooner: the first bytes on their way or the one that is too many.
            assertThat(client.getInputStream().readAllBytes()).hasSizeLessThan(BYTES.length);
        }
        Eventually.until("nothing is left", () -> unfinished().isEmpty());
        assertThat(sources.value("store_stored_total")).isZero();
    }

    @Test
    void aDamagedFileIsFoundDroppedAndBroughtAgain() throws IOException {
        sources.registry().bytes(BIG);
        Eventually.until("it is kept", () -> sources.value("store_stored_total") == 1);
        Path file = directory.resolve("blobs/sha256").resolve(TarGz.sha256(BYTES));
        byte[] damaged = BYTES.clone();
        damaged[1_234_567]++;
        Files.write(file, damaged);
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));

        assertThat(sources.registry().bytes(BIG).body()).isEqualTo(BYTES);

        assertThat(blobCalls()).isEqualTo(2);
        assertThat(sources.value("store_damaged_total")).isEqualTo(1);
        Eventually.until("it is kept again", () -> sources.value("store_stored_total") == 2);
        assertThat(file).hasBinaryContent(BYTES);
    }

    @Test
    void wrongBytesAreNeverKept() {
        byte[] other = BYTES.clone();
        other[BYTES.length - 1]++;
        sources.oci().content().corrupt("sha256:" + TarGz.sha256(BYTES), other);
        try {
            assertThat(sources.registry().bytes(BIG).statusCode()).isEqualTo(502);
        } catch (java.io.UncheckedIOException cut) {
            // The answer had begun.
        }
        Eventually.until("it is noted", () -> sources.value("checksum_mismatches_total", "source=\"oci\"") == 1);
        assertThat(sources.value("store_stored_total")).isZero();
        Eventually.until("nothing is left", () -> unfinished().isEmpty());
    }

    @Test
    void healthShowsTheStore() {
        assertThat(Golden.parse(sources.get("/health").body()).get("store"))
                .isEqualTo(Golden.parse("{\"mode\":\"read-through\",\"healthy\":true,\"blobs\":0,\"bytes\":0}"));
    }

    @Test
    void aDirectoryThatCannotBeUsedChangesNothingForClients() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "no folder");
        try (RunningRegistry registry = RunningRegistry.start(settingsWith(file.resolve("store")))) {
            for (int round = 0; round < 2; round++) {
                Eventually.until("it serves", () -> registry.get(BIG).statusCode() == 200);
                assertThat(registry.bytes(BIG).body()).isEqualTo(BYTES);
            }
            var store = Golden.parse(registry.get("/health").body()).get("store");
            assertThat(store.get("healthy").asBoolean()).isFalse();
            assertThat(store.get("error").asText()).isNotEmpty();
            assertThat(registry.get("/metrics").body()).contains("store_writable 0.0");
        }
    }

    private Map<String, String> settingsWith(Path store) {
        Map<String, String> settings = new java.util.HashMap<>(TwoSources.settings(sources.gitea(), sources.oci()));
        settings.put("registry.store.mode", "read-through");
        settings.put("registry.store.directory", store.toString());
        return settings;
    }

    private static String blob() {
        return "/v2/provisioning/big-cluster/blobs/sha256:" + TarGz.sha256(BYTES);
    }

    private long blobCalls() {
        return sources.oci().server().targets().stream().filter(blob()::equals).count();
    }

    private List<Path> unfinished() {
        try (Stream<Path> files = Files.walk(directory.resolve("incoming"))) {
            return files.filter(file -> file.toString().endsWith(".partial")).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
