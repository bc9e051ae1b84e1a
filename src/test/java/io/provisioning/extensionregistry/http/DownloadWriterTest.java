package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadWriterTest {
    private static final int MIB = 1 << 20;
    private static final byte[] FILE = DownloadFixture.file(3 * MIB + 17);
    private DownloadFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new DownloadFixture(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() throws Exception {
        fixture.close();
    }

    @Test
    void aFilePassesWithItsLengthNameAndDigest() throws Exception {
        fixture.serves(FILE);
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        Checksum checksum = DownloadFixture.checksum(FILE);
        assertThat(reply.complete()).isTrue();
        assertThat(reply.body()).isEqualTo(FILE);
        assertThat(reply.headers())
                .containsEntry("Content-Length", String.valueOf(FILE.length))
                .containsEntry("Content-Type", "application/gzip")
                .containsEntry("Content-Disposition", "attachment; filename=\"aws.tar.gz\"")
                .containsEntry("ETag", "\"" + checksum + "\"")
                .containsEntry("Accept-Ranges", "bytes")
                .containsEntry("X-Registry-Source", "gitea")
                .containsEntry("Repr-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(checksum.bytes()) + ":")
                .containsKey("X-Request-Id")
                .doesNotContainKey("Transfer-Encoding");
        assertThat(fixture.computed).containsExactly(checksum);
    }

    @Test
    void headSendsTheHeadersAlone() throws Exception {
        fixture.serves(FILE);
        RawClient.Reply get = RawClient.get(fixture.port(), "/file", "X-Request-Id: a");
        RawClient.Reply head = RawClient.request(fixture.port(), "HEAD", "/file", "X-Request-Id: a");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers()).isEqualTo(get.headers());
    }

    @Test
    void aFileOfUnknownLengthPassesInChunksAndItsDigestIsLearnt() throws Exception {
        fixture.download = Download.whole("oci", -1, "x", null, null, null);
        fixture.source.answers("HTTP/1.1 200 OK\r\nX: x", sink -> sink.write(FILE));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.body()).isEqualTo(FILE);
        assertThat(reply.headers()).doesNotContainKeys("ETag", "Repr-Digest", "Content-Length");
        assertThat(fixture.computed).containsExactly(DownloadFixture.checksum(FILE));
    }

    @Test
    void aWrongDigestNeverCompletes() throws Exception {
        fixture.serves(FILE, DownloadFixture.checksum(new byte[1]));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.complete()).isFalse();
        assertThat(reply.body().length).isLessThan(FILE.length);
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("mismatch");
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("cut: the digest is not the promised one");
        assertThat(fixture.computed).isEmpty();
    }

    @Test
    void aWrongDigestBeforeTheFirstByteLetsTheNextSourceServe() throws Exception {
        fixture.serves(new byte[1000], DownloadFixture.checksum(new byte[1]));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.text()).isEqualTo("the next source");
        assertThat(reply.headers()).doesNotContainKeys("Content-Disposition", "X-Registry-Source", "Repr-Digest");
        assertThat(fixture.broken).containsExactly("mismatch");
    }

    @Test
    void aSourceThatBreaksOffBeforeTheFirstByteLetsTheNextSourceServe() throws Exception {
        fixture.serves(FILE);
        fixture.source.body = sink -> {};

        assertThat(RawClient.get(fixture.port(), "/file").text()).isEqualTo("the next source");
    }

    @Test
    void aSourceThatBreaksOffLaterCutsTheConnection() throws Exception {
        fixture.serves(FILE);
        fixture.source.body = sink -> sink.write(DownloadFixture.file(MIB));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.complete()).isFalse();
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).startsWith("cut: ");
    }

    @Test
    void aSourceThatSendsMoreThanPromisedNeverCompletes() throws Exception {
        fixture.download = Download.whole("gitea", MIB, "x", null, null, null);
        fixture.source.answers("HTTP/1.1 200 OK\r\nX: x", sink -> sink.write(FILE));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.complete()).isFalse();
    }

    @Test
    void aClientThatGoesAwayHangsUpOnTheSource() throws Exception {
        fixture.serves(FILE);
        fixture.source.answers("HTTP/1.1 200 OK\r\nContent-Length: 1073741824", sink -> {
            while (true) {
                sink.write(new byte[MIB]);
            }
        });
        fixture.download = Download.whole("gitea", 1 << 30, "x", null, null, null);
        leaveAfterTheFirstBytes();

        assertThat(fixture.source.hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.source.sent.get()).isLessThan(64 * MIB);
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).startsWith("cut: ");
    }

    @Test
    void aClientThatGoesAwayHangsUpOnASourceThatIsSilent() throws Exception {
        fixture.serves(FILE);
        fixture.source.body = sink -> {
            sink.write(DownloadFixture.file(MIB));
            sink.waitForTheEnd();
        };
        leaveAfterTheFirstBytes();

        assertThat(fixture.source.hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("cut: the client went away");
    }

    private void leaveAfterTheFirstBytes() throws Exception {
        try (Socket client = new Socket("127.0.0.1", fixture.port())) {
            client.getOutputStream().write("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            InputStream in = client.getInputStream();
            assertThat(in.readNBytes(100_000)).hasSize(100_000);
        }
    }

    @Test
    void aClientThatTakesNothingHoldsLittleAndIsCutOff() throws Exception {
        fixture.download = Download.whole("gitea", 1 << 30, "x", null, null, null);
        fixture.source.answers("HTTP/1.1 200 OK\r\nContent-Length: 1073741824", sink -> {
            while (true) {
                sink.write(new byte[MIB]);
            }
        });
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(8192);
            client.connect(new java.net.InetSocketAddress("127.0.0.1", fixture.port()));
            client.getOutputStream().write("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());

            assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("cut: the client takes no bytes");
            assertThat(fixture.source.hungUp.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(fixture.source.sent.get()).isLessThan(32 * MIB);
        }
    }
}
