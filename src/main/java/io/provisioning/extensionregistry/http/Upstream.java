package io.provisioning.extensionregistry.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bytes that a source sends, which any thread may stop. */
final class Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    private static final int MUCH = 8 << 10;
    private static final long QUICKLY_NANOS = 2_000_000;

    private final InputStream stream;
    private volatile boolean broken;
    private boolean ended;

    /** @param stream null for a source that sends none */
    Upstream(InputStream stream) {
        this.stream = stream == null ? InputStream.nullInputStream() : stream;
    }

    /**
     * Up to so many bytes as fit, at least one; -1 at the end. One read of a connection brings no more than a TLS record, or
     * what there is; while much comes quickly more is read, as each piece costs as much to pass on, however small.
     */
    int read(byte[] into) throws IOException {
        try {
            int count = ended ? -1 : stream.read(into);
            int more = count;
            long begun = System.nanoTime();
            while (more >= MUCH && count < into.length && System.nanoTime() - begun < QUICKLY_NANOS) {
                more = stream.read(into, count, into.length - count);
                count += Math.max(0, more);
            }
            ended = more < 0;
            return count;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** Whether it was the source that ended the bytes before their time, or the network between us. */
    boolean isBroken() {
        return broken;
    }

    /** Ends what has turned out to be shorter or longer than announced. */
    IOException broken(String why) {
        broken = true;
        return new EOFException(why);
    }

    void skip(long bytes) throws IOException {
        stream.skipNBytes(bytes);
    }

    /**
     * Hangs up on the source. Closing instead would read the rest first, however long it is. After the end of the bytes
     * this does nothing.
     */
    void abort() {
        try {
            if (stream instanceof EofSensorInputStream connection) {
                connection.abort();
            } else {
                stream.close();
            }
        } catch (IOException | IllegalStateException e) {
            // The latter: it has just gone back to the pool, because its bytes ended after all.
            LOG.debug("The source's connection did not close well", e);
        }
    }
}
