package io.provisioning.extensionregistry.it;

import static io.provisioning.extensionregistry.it.TwoSources.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.provisioning.extensionregistry.support.FakeGitea;
import io.provisioning.extensionregistry.support.FakeRegistry;
import io.provisioning.extensionregistry.support.StubAnswer;
import io.provisioning.extensionregistry.support.TarGz;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sources that fail while a file is downloaded, or send another one. */
class DownloadFaultsIT {
    private static final String AWS = "/extensions/provider/aws/1.2.0";
    private static final byte[] ARCHIVE = TarGz.extension("provider", "aws", "1.2.0");
    private static final byte[] GOOD = "the good bytes".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BIG = new byte[3 << 20];
    private static TwoSources sources;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(BIG);
        FakeGitea gitea = FakeGitea.sample();
        gitea.repository("twin_prov")
                .release("1.0.0")
                .asset("twin.tar.gz", "not those bytes")
                .asset("twin.tar.gz.sha256", TarGz.sha256(GOOD) + "  twin.tar.gz\n");
        FakeRegistry oci = FakeRegistry.sample();
        oci.content().artifact("provisioning/twin-provider", "1.0.0", "twin.tar.gz", GOOD, Map.of());
        for (String name : new String[] {"cut", "wrong", "stalled"}) {
            byte[] own = BIG.clone();
            own[0] = (byte) name.charAt(0);
            oci.content().artifact("provisioning/" + name + "-cluster", "1.0.0", "big.tar.gz", own, Map.of());
        }
        // Longer than any test waits: what ends a call ends it for another reason.
        sources = TwoSources.cold(gitea, oci, Map.of("registry.oci.timeout-ms", "120000"));
        sources.awaitLoaded();
        // So that only the file itself is asked for below.
        for (String path : new String[] {"provider/aws", "provider/twin", "cluster/cut", "cluster/wrong"}) {
            assertThat(sources.get("/extensions/" + path + "/versions").statusCode())
                    .isEqualTo(200);
        }
    }

    @AfterEach
    void heal() {
        sources.gitea().traffic().heal();
    }

    @AfterAll
    static void stop() {
        sources.close();
    }

    static Stream<StubAnswer> failures() {
        return Stream.of(
                StubAnswer.status(500),
                StubAnswer.status(404),
                StubAnswer.status(403),
                StubAnswer.status(429),
                StubAnswer.status(200).failing(StubAnswer.Fault.CLOSE),
                StubAnswer.redirect(303, "/user/login"),
                StubAnswer.of(200, "text/html", "<html>Sign in</html>"),
                StubAnswer.of(200, "application/gzip", "another file of another length"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theNextSourceServesIfTheFirstFailsBeforeItsFirstByte(StubAnswer failure) {
        sources.gitea().traffic().fault("/releases/download/", failure);

        HttpResponse<byte[]> answer = sources.registry().bytes(AWS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ARCHIVE);
        assertThat(header(answer, "X-Registry-Source")).isEqualTo("oci");
    }

    @Test
    void theFailureIsToldIfThereIsNoNextSource() {
        sources.gitea().traffic().fault("/releases/download/", StubAnswer.status(503));
        HttpResponse<String> down = sources.get(AWS + "?source=gitea");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(Golden.parse(down.body()).get("error").asText()).isEqualTo("source_unavailable");
        assertThat(header(down, "X-Registry-Sources")).isEqualTo("gitea;state=failed;reason=unavailable");

        sources.gitea().traffic().fault("/releases/download/", StubAnswer.of(200, "text/html", "<html></html>"));
        HttpResponse<String> page = sources.get(AWS + "?source=gitea");
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(Golden.parse(page.body()).get("error").asText()).isEqualTo("source_error");
    }

    @Test
    void wrongBytesOfWhichNothingWasSentAreReplacedByTheNextSources() {
        double before = sources.value("checksum_mismatches_total", "source=\"gitea\"");

        HttpResponse<byte[]> answer = sources.registry().bytes("/extensions/provider/twin/1.0.0");

        assertThat(answer.body()).isEqualTo(GOOD);
        assertThat(header(answer, "X-Registry-Source")).isEqualTo("oci");
        assertThat(sources.value("checksum_mismatches_total", "source=\"gitea\""))
                .isEqualTo(before + 1);
        HttpResponse<String> alone = sources.get("/extensions/provider/twin/1.0.0?source=gitea");
        assertThat(alone.statusCode()).isEqualTo(502);
        assertThat(alone.body()).doesNotContain("not those bytes");
    }

    @Test
    void aBigFileWithAnotherDigestNeverArrivesWhole() {
        String digest = digest("wrong");
        byte[] other = BIG.clone();
        other[BIG.length - 1]++;
        sources.oci().content().corrupt(digest, other);

        assertThatThrownBy(() -> sources.registry().bytes("/extensions/cluster/wrong/1.0.0"))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(sources.value("checksum_mismatches_total", "source=\"oci\"")).isEqualTo(1);
    }

    @Test
    void aSourceThatBreaksOffBreaksTheDownloadOff() {
        byte[] own = BIG.clone();
        own[0] = 'c';
        sources.oci()
                .server()
                .on(
                        "/v2/provisioning/cut-cluster/blobs/" + digest("cut"),
                        StubAnswer.of(200, "application/octet-stream", own).failing(StubAnswer.Fault.TRUNCATE));

        assertThatThrownBy(() -> sources.registry().bytes("/extensions/cluster/cut/1.0.0"))
                .isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void aClientThatGoesAwayTakesTheSourcesConnectionAlong() throws Exception {
        byte[] own = BIG.clone();
        own[0] = 's';
        sources.oci()
                .server()
                .on(
                        "/v2/provisioning/stalled-cluster/blobs/" + digest("stalled"),
                        StubAnswer.of(200, "application/octet-stream", own).failing(StubAnswer.Fault.STALL));
        AtomicInteger open = new AtomicInteger();
        try (Socket client = Raw.open(
                sources.registry().application().port(), "GET /api/v1/extensions/cluster/stalled/1.0.0 HTTP/1.1")) {
            InputStream in = client.getInputStream();
            assertThat(Raw.head(in)).startsWith("HTTP/1.1 200");
            assertThat(in.readNBytes(100_000)).hasSize(100_000);
            open.set(sources.oci().server().connectionsOpen());
        }

        Eventually.until(
                "the source is hung up on", () -> sources.oci().server().connectionsOpen() < open.get());
    }

    private static String digest(String name) {
        byte[] own = BIG.clone();
        own[0] = (byte) name.charAt(0);
        return "sha256:" + TarGz.sha256(own);
    }
}
