package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The bytes of a flight, for one reader. Reading waits for what has not come yet and fails if the flight does; what was
 * read up to the end has the right digest. Closing it, which any thread may do, ends the reader's part in the flight.
 */
public final class BlobReader extends InputStream {
    private final BlobFlight flight;
    private final FileChannel file;
    private volatile long position;
    private volatile boolean closed;

    /** @param file closed with this */
    BlobReader(BlobFlight flight, FileChannel file) {
        this.flight = flight;
        this.file = file;
    }

    /**
     * The size of the whole blob; waits for the source to say it.
     *
     * @return in bytes; -1 if the source does not say
     * @throws IOException if the flight fails before; its cause says why
     */
    public long size() throws IOException {
        return flight.awaitSize();
    }

    /** How many bytes have come; they need not be readable yet. */
    public long received() {
        return flight.received();
    }

    long position() {
        return position;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        long inFile = flight.awaitBytes(this, position);
        if (closed) {
            throw new IOException("it was closed");
        }
        if (inFile < 0) {
            return -1;
        }
        int count = inFile > 0
                ? file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, inFile)), position)
                : flight.readBuffer(position, into, offset, length);
        if (count < 0) {
            throw new IOException("the file is shorter than what was written to it");
        }
        position += count;
        flight.moved();
        return count;
    }

    /** Goes on without reading; behind what has come, reading waits for it. */
    @Override
    public long skip(long bytes) {
        long skipped = Math.max(0, bytes);
        position += skipped;
        flight.moved();
        return skipped;
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            flight.leave(this);
            file.close();
        }
    }
}
