package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Where the bytes of a flight go: to the disk as long as that goes well, from then on to memory. Only the thread that
 * brings them writes; the rest is guarded by the flight.
 */
final class FlightBytes {
    private final FlightBuffer buffer = new FlightBuffer();
    private final IncomingBlob blob;
    private MessageDigest digest;
    private long onDisk;
    private long written;

    FlightBytes(IncomingBlob blob) {
        this.blob = blob;
    }

    IncomingBlob blob() {
        return blob;
    }

    /** Whether all of it is on the disk so far. */
    boolean isKept() {
        return digest == null;
    }

    long written() {
        return written;
    }

    /** How many bytes from a position on can be read from the file, of those before {@code end}. */
    long inFile(long position, long end) {
        return Math.max(0, Math.min(end, onDisk) - position);
    }

    FlightBuffer buffer() {
        return buffer;
    }

    /** Puts bytes on the disk; false if they are not kept there. */
    boolean toDisk(byte[] bytes, int offset, int length) {
        if (!isKept()) {
            return false;
        }
        try {
            blob.write(bytes, offset, length);
            onDisk += length;
            written += length;
            return true;
        } catch (IOException e) {
            digest = blob.state();
            return false;
        }
    }

    void toMemory(byte[] bytes, int offset, int length) {
        buffer.add(written, Arrays.copyOfRange(bytes, offset, offset + length));
        digest.update(bytes, offset, length);
        written += length;
    }

    /** The digest so far, to be gone on with. */
    MessageDigest state() {
        return isKept() ? blob.state() : Digests.copy(digest);
    }

    /** Keeps it, if it can be: those who read already need not care. */
    void commit() {
        if (isKept()) {
            try {
                blob.commit();
            } catch (IOException e) {
                // The store has taken note.
            }
        }
    }
}
