package io.provisioning.extensionregistry.store;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A blob on its way into the intake. One thread writes; any number may read the file behind it, up to {@link #written}.
 * Whoever began it ends it, with {@link #commit} or {@link #abort}; closing aborts unless it was committed.
 */
public final class IncomingBlob implements AutoCloseable {
    private final Intake intake;
    private final String promised;
    private final long expectedSize;
    private final Path file;
    private final FileChannel out;
    private final MessageDigest digest = Digests.sha256();
    private long reserved;
    private volatile long written;
    private volatile Path place;
    private boolean pinned;
    private boolean ended;

    /** @param promised the digits of the digest; null if nobody knows it yet */
    IncomingBlob(Intake intake, String promised, long expectedSize, long reserved, Path file) throws IOException {
        this.intake = intake;
        this.promised = promised;
        this.expectedSize = expectedSize;
        this.reserved = reserved;
        this.file = file;
        this.out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** It cannot be had again: it will not be evicted. */
    public IncomingBlob pinned() {
        this.pinned = true;
        return this;
    }

    /**
     * Adds bytes.
     *
     * @throws WrongContent if they are more than were promised
     * @throws IOException if they cannot be kept; the blob is then aborted
     */
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        try {
            if (expectedSize >= 0 && written + length > expectedSize) {
                throw new WrongContent("there are more than the promised " + expectedSize + " bytes");
            }
            long more = written + length - reserved;
            if (more > 0) {
                intake.reserve(more);
                reserved += more;
            }
            Layout.writeAll(out, ByteBuffer.wrap(bytes, offset, length));
            digest.update(bytes, offset, length);
            written += length;
        } catch (IOException e) {
            throw intake.failed(e, this);
        }
    }

    /** How many bytes are in the file; they do not change any more. */
    public long written() {
        return written;
    }

    /** What is being written; it moves when it is committed, and whoever has opened it may read on. */
    public Path file() {
        return file;
    }

    /** Opens it for reading, wherever it lies now. */
    FileChannel open() throws IOException {
        try {
            return FileChannel.open(file, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            Path kept = place;
            if (kept == null) {
                throw e;
            }
            return FileChannel.open(kept, StandardOpenOption.READ);
        }
    }

    /**
     * The digest of what was written so far.
     *
     * @return {@code sha256:} and the digits
     */
    public synchronized String digest() {
        return Checksum.of(state().digest()).toString();
    }

    /** The digest of what was written so far, to be gone on with; also after the end. */
    synchronized MessageDigest state() {
        return Digests.copy(digest);
    }

    /**
     * Puts it in its place, forced to the disk, if it is what it should be.
     *
     * @throws WrongContent if digest or length are not the promised ones; nothing is kept
     * @throws IOException if it cannot be kept; the blob is then aborted
     */
    public synchronized StoredBlob commit() throws IOException {
        requireOpen();
        try {
            String hex = Checksum.of(state().digest()).hex();
            if (promised != null && !promised.equals(hex)) {
                throw new WrongContent("the digest is sha256:" + hex + " and not the promised sha256:" + promised);
            }
            if (expectedSize >= 0 && expectedSize != written) {
                throw new WrongContent("there are " + written + " bytes instead of " + expectedSize);
            }
            out.force(true);
            out.close();
            place = intake.place(hex);
            StoredBlob blob = intake.take(hex, file, pinned);
            end();
            return blob;
        } catch (IOException e) {
            throw intake.failed(e, this);
        }
    }

    /** Leaves nothing behind. Does no harm after the end. */
    public synchronized void abort() {
        if (!ended) {
            try {
                out.close();
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It stays until the next start.
            } finally {
                end();
            }
        }
    }

    @Override
    public void close() {
        abort();
    }

    private void end() {
        ended = true;
        intake.release(reserved);
        reserved = 0;
    }

    private void requireOpen() throws IOException {
        if (ended) {
            throw new IOException("it has ended");
        }
    }
}
