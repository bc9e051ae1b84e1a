package io.provisioning.extensionregistry.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class UpstreamTest {
    private static final byte[] FILE = DownloadFixture.file(100_000);

    /** A connection that brings so many bytes with each read, and must not be read after its end. */
    private static InputStream inReadsOf(int bytes) {
        return new ByteArrayInputStream(FILE) {
            private boolean ended;

            @Override
            public int read(byte[] into, int offset, int length) {
                assertThat(ended).as("read after the end").isFalse();
                int count = super.read(into, offset, Math.min(length, bytes));
                ended = count < 0;
                return count;
            }

            @Override
            public int read(byte[] into) throws IOException {
                return read(into, 0, into.length);
            }
        };
    }

    @Test
    void whatComesQuicklyFillsThePiece() throws Exception {
        Upstream source = new Upstream(inReadsOf(16 << 10));
        byte[] piece = new byte[2 * FILE.length];
        int got = 0;
        int reads = 0;
        for (int count = source.read(piece); count >= 0; count = source.read(piece)) {
            assertThat(count).isPositive();
            got += count;
            reads++;
        }
        assertThat(got).isEqualTo(FILE.length);
        assertThat(reads).isLessThan(7);
        assertThat(source.read(piece)).isNegative();
    }

    @Test
    void whatTricklesIsPassedOnAsItComes() throws Exception {
        Upstream source = new Upstream(inReadsOf(1000));

        assertThat(source.read(new byte[FILE.length])).isEqualTo(1000);
        assertThat(source.read(new byte[FILE.length])).isEqualTo(1000);
    }
}
