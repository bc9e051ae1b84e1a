package io.provisioning.extensionregistry.distribution;

import io.provisioning.extensionregistry.http.DownloadWriter;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Ends in an {@link IOException} instead of the end, unless its bytes have the digest; for whoever holds the last back. */
final class CheckedStream extends FilterInputStream {
    private final Digest digest;
    private final MessageDigest seen;

    CheckedStream(InputStream bytes, Digest digest) {
        super(bytes);
        this.digest = digest;
        this.seen = digest.function();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count > 0) {
            seen.update(into, offset, count);
        } else if (count < 0 && !digest.text().endsWith(":" + HexFormat.of().formatHex(seen.digest()))) {
            throw new IOException("the bytes do not have the digest " + digest);
        }
        return count;
    }

    /** What is skipped is not checked, so it is read. */
    @Override
    public long skip(long bytes) throws IOException {
        return read(new byte[(int) Math.min(bytes, 1 << 16)], 0, (int) Math.min(bytes, 1 << 16));
    }

    /** Hangs up instead of reading to the end. */
    @Override
    public void close() {
        DownloadWriter.abandon(in);
    }
}
