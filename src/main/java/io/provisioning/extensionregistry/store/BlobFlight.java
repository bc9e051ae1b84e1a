package io.provisioning.extensionregistry.store;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * One transfer of a blob, for all who want it while it runs. One thread brings the bytes; each reader follows at its own
 * pace behind what is on the disk, and never sees the newest bytes before more have come or the digest of all is right.
 *
 * <p>If the disk lets us down in the middle, the transfer goes on through a bounded buffer in memory: then the slowest
 * reader sets the pace, nobody new is let in, and nothing is kept.
 */
public final class BlobFlight {
    private static final int BUFFER = 1 << 20;
    private static final long NOT_ASKED = -2;
    /** A transfer that nobody waits for any more is ended if more bytes than this are missing, or nobody knows. */
    private static final long WORTH_FINISHING = 64L << 20;

    private final String promised;
    private final Set<BlobReader> readers = new HashSet<>();
    private final FlightBytes bytes;
    private long size;
    private long shown;
    private Checksum landed;
    private Throwable failure;
    private Runnable hangUp = () -> {};

    BlobFlight(String promised, long size, IncomingBlob blob) {
        this.promised = promised;
        this.size = size < 0 ? NOT_ASKED : size;
        this.bytes = new FlightBytes(blob);
    }

    /** How many bytes have come: where a transfer that broke off has to go on. */
    public synchronized long received() {
        return bytes.written();
    }

    /** The digest of what has come. */
    public synchronized Checksum soFar() {
        return Checksum.of(bytes.state().digest());
    }

    /** Whether it has succeeded or failed, or nobody waits for it. */
    public synchronized boolean isOver() {
        return landed != null || failure != null;
    }

    /**
     * The source begins to answer.
     *
     * @param whole the size of the whole blob, in bytes; negative if the source does not say
     * @param hangUp ends the answer from another thread; called if nobody waits for it any more
     * @throws WrongContent if that is another size than was known
     */
    public synchronized void answering(long whole, Runnable hangUp) throws IOException {
        requireNotFailed();
        if (size >= 0 && whole >= 0 && size != whole) {
            throw new WrongContent("the source has " + whole + " bytes instead of " + size);
        }
        size = Math.max(-1, Math.max(size, whole));
        this.hangUp = hangUp;
        notifyAll();
    }

    /**
     * Adds bytes; waits for the slowest reader if they are not kept on the disk.
     *
     * @throws WrongContent if they are more than the size
     * @throws IOException if nobody waits for them any more
     */
    public synchronized void append(byte[] chunk, int offset, int length) throws IOException {
        requireNotFailed();
        long before = bytes.written();
        if (size >= 0 && before + length > size) {
            throw new WrongContent("there are more than " + size + " bytes");
        }
        if (!bytes.toDisk(chunk, offset, length)) {
            while (bytes.buffer().held() > 0 && bytes.buffer().held() + length > BUFFER) {
                await();
                requireNotFailed();
            }
            bytes.toMemory(chunk, offset, length);
        }
        shown = before;
        notifyAll();
    }

    /**
     * All bytes have come.
     *
     * @return the digest of all
     * @throws WrongContent if it, or the length, is not what it should be; then the flight has failed
     */
    public Checksum finish() throws IOException {
        Checksum actual = verified();
        bytes.commit();
        succeed(actual);
        return actual;
    }

    private synchronized Checksum verified() throws IOException {
        requireNotFailed();
        Checksum actual = soFar();
        boolean whole = size < 0 || bytes.written() == size;
        if (!whole || (promised != null && !promised.equals(actual.toString()))) {
            fail(new WrongContent(whole ? "the digest is " + actual : "there are " + bytes.written() + " bytes"));
            throw (WrongContent) failure;
        }
        return actual;
    }

    private synchronized void succeed(Checksum actual) {
        size = bytes.written();
        shown = size;
        landed = failure == null ? actual : null;
        notifyAll();
    }

    /** The digest if it has succeeded, else null. */
    synchronized Checksum landed() {
        return landed;
    }

    /** Ends it for all who wait; does nothing after the end. */
    public synchronized void fail(Throwable cause) {
        if (!isOver()) {
            failure = cause;
            bytes.blob().abort();
            notifyAll();
        }
    }

    /** One more reader, at the first byte; null if it is too late for that. */
    synchronized BlobReader join() throws IOException {
        if (isOver() || !bytes.isKept()) {
            return null;
        }
        BlobReader reader = new BlobReader(this, bytes.blob().open());
        readers.add(reader);
        return reader;
    }

    synchronized void leave(BlobReader reader) {
        boolean worthwhile = bytes.isKept() && size >= 0 && size - bytes.written() <= WORTH_FINISHING;
        if (readers.remove(reader) && readers.isEmpty() && !isOver() && !worthwhile) {
            fail(new IOException("nobody waits for it any more"));
            new Thread(hangUp, "transfer-hang-up").start();
        }
        notifyAll();
    }

    /** Waits until the size is known, or known to be unknown; -1 then. */
    synchronized long awaitSize() throws IOException {
        while (size == NOT_ASKED && !isOver()) {
            await();
        }
        requireNotFailed();
        return size;
    }

    /** How many bytes from a position on may be read from the file; 0 if they are in memory, -1 at the end. */
    synchronized long awaitBytes(BlobReader reader, long position) throws IOException {
        while (!reader.isClosed() && failure == null && position >= shown && landed == null) {
            await();
        }
        requireNotFailed();
        return position >= shown ? -1 : bytes.inFile(position, shown);
    }

    synchronized int readBuffer(long position, byte[] into, int offset, int length) {
        return bytes.buffer().read(position, into, offset, (int) Math.min(length, shown - position));
    }

    /** A reader has gone on. */
    synchronized void moved() {
        if (!bytes.isKept()) {
            readers.stream().mapToLong(BlobReader::position).min().ifPresent(bytes.buffer()::dropBefore);
            notifyAll();
        }
    }

    private void requireNotFailed() throws IOException {
        if (failure != null) {
            throw new IOException("the transfer failed: " + failure.getMessage(), failure);
        }
    }

    private void await() throws InterruptedIOException {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
