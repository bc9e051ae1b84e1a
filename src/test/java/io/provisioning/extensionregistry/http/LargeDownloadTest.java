package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PoolArenaMetric;
import io.provisioning.extensionregistry.it.Eventually;
import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Downloads whose digest is computed beside them. */
class LargeDownloadTest {
    private static final byte[] FILE = DownloadFixture.file((int) (3 * Lane.LARGE) + 17);
    private DownloadFixture fixture;
    private long before;

    @BeforeEach
    void start() throws Exception {
        fixture = new DownloadFixture(Duration.ofSeconds(1));
        before = memory();
    }

    /** However it ended: the memory that it took outside of the heap is free. */
    @AfterEach
    void stop() throws Exception {
        Eventually.until("the memory of all pieces is free", () -> memory() <= before);
        fixture.close();
    }

    private static long memory() {
        return Outflow.MEMORY.metric().directArenas().stream()
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    @Test
    void itPassesAndItsDigestIsComputed() throws Exception {
        fixture.serves(FILE);
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.complete()).isTrue();
        assertThat(reply.body()).isEqualTo(FILE);
        assertThat(fixture.computed).containsExactly(DownloadFixture.checksum(FILE));
    }

    @Test
    void aPartOfItIsPassedOnWithoutADigest() throws Exception {
        fixture.serves(FILE, DownloadFixture.checksum(new byte[1]));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file", "Range: bytes=1000-" + (2 * Lane.LARGE));

        assertThat(reply.status()).isEqualTo(206);
        assertThat(reply.complete()).isTrue();
        assertThat(reply.body()).isEqualTo(java.util.Arrays.copyOfRange(FILE, 1000, (int) (2 * Lane.LARGE) + 1));
        assertThat(fixture.computed).isEmpty();
    }

    @Test
    void oneWrongByteKeepsBackTheEnd() throws Exception {
        Checksum promised = DownloadFixture.checksum(FILE);
        byte[] wrong = FILE.clone();
        wrong[FILE.length - 1]++;
        fixture.serves(wrong, promised);
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.complete()).isFalse();
        assertThat(reply.body().length).isLessThan(FILE.length);
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("mismatch");
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("cut: the digest is not the promised one");
        assertThat(fixture.computed).isEmpty();
    }

    @Test
    void aSourceThatBreaksOffCutsTheConnection() throws Exception {
        fixture.serves(FILE);
        fixture.source.body = sink -> sink.write(DownloadFixture.file((int) (2 * Lane.LARGE)));
        RawClient.Reply reply = RawClient.get(fixture.port(), "/file");

        assertThat(reply.complete()).isFalse();
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).startsWith("cut: ");
    }

    @Test
    void aClientThatTakesNothingIsCutOff() throws Exception {
        fixture.serves(FILE);
        fixture.source.body = sink -> {
            while (true) {
                sink.write(FILE);
            }
        };
        fixture.download = Download.whole("gitea", 1L << 40, "x", null, null, null);
        fixture.source.head = "HTTP/1.1 200 OK\r\nContent-Length: " + (1L << 40);
        try (Socket client = RawClient.connect(fixture.port())) {
            client.getOutputStream().write("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());

            long most = 0;
            String end = null;
            for (int i = 0; i < 4000 && end == null; i++) {
                end = fixture.broken.poll(5, TimeUnit.MILLISECONDS);
                most = Math.max(most, memory() - before);
            }
            assertThat(end).isEqualTo("cut: the client takes no bytes");
            assertThat(most)
                    .as("pieces outside of the heap: four wait for the client, one is held back")
                    .isEqualTo(5L);
            assertThat(fixture.source.hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aClientThatGoesAwayEndsIt() throws Exception {
        fixture.serves(FILE);
        fixture.source.body = sink -> {
            sink.write(DownloadFixture.file((int) Lane.LARGE));
            sink.waitForTheEnd();
        };
        leaveInTheMiddle();

        assertThat(fixture.source.hungUp.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(fixture.broken.poll(20, TimeUnit.SECONDS)).isEqualTo("cut: the client went away");
    }

    private void leaveInTheMiddle() throws IOException {
        try (Socket client = RawClient.connect(fixture.port())) {
            client.getOutputStream().write("GET /file HTTP/1.1\r\nHost: h\r\n\r\n".getBytes());
            assertThat(client.getInputStream().readNBytes(1_000_000)).hasSize(1_000_000);
        }
    }
}
