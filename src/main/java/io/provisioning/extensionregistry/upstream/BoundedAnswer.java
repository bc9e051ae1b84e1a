package io.provisioning.extensionregistry.upstream;

import io.provisioning.extensionregistry.model.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * The body of an answer, which must end in time and be of a bearable size. Closing it gives the connection up unless all
 * of it was read: HTTP clients would first read what is left, for ever if it never ends.
 */
final class BoundedAnswer extends FilterInputStream {
    private final long maxBytes;
    private final long untilNanos;
    private final Runnable giveUp;
    private long count;
    private boolean ended;

    /**
     * A body of which nothing was read yet.
     *
     * @param untilNanos when it must have ended, as {@link System#nanoTime} counts
     * @param giveUp closes the connection
     */
    BoundedAnswer(InputStream in, long maxBytes, long untilNanos, Runnable giveUp) {
        super(in);
        this.maxBytes = maxBytes;
        this.untilNanos = untilNanos;
        this.giveUp = giveUp;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int read = read(one, 0, 1);
        return read < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * As usual.
     *
     * @throws IOException because of a {@link SourceException} if there is too much, {@link SocketTimeoutException} if it
     *     takes too long
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        if (read < 0) {
            ended = true;
            return read;
        }
        count += read;
        if (count > maxBytes) {
            giveUp.run();
            throw new IOException(new SourceException(Reason.INVALID_ANSWER, "the answer is too long"));
        }
        if (System.nanoTime() - untilNanos > 0) {
            giveUp.run();
            throw new SocketTimeoutException("the answer did not end in time");
        }
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        return n <= 0 ? 0 : Math.max(0, read(new byte[(int) Math.min(n, 1024)]));
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            giveUp.run();
        }
        super.close();
    }
}
