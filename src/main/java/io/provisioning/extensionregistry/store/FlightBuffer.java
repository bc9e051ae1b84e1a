package io.provisioning.extensionregistry.store;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The bytes of a flight that could not be kept on the disk, from some offset on. As much stays as the slowest reader has
 * not yet read. Not thread-safe.
 */
final class FlightBuffer {
    private record Chunk(long from, byte[] bytes) {
        long to() {
            return from + bytes.length;
        }
    }

    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private long held;

    void add(long from, byte[] bytes) {
        chunks.addLast(new Chunk(from, bytes));
        held += bytes.length;
    }

    /** How many bytes are in memory. */
    long held() {
        return held;
    }

    /** Copies what there is from a position on, at least one byte, if it has come and has not been dropped. */
    int read(long position, byte[] into, int offset, int length) {
        for (Chunk chunk : chunks) {
            if (position >= chunk.from && position < chunk.to()) {
                int begin = (int) (position - chunk.from);
                int count = Math.min(length, chunk.bytes.length - begin);
                System.arraycopy(chunk.bytes, begin, into, offset, count);
                return count;
            }
        }
        throw new IllegalStateException("nothing is kept of " + position);
    }

    /** Drops what everybody has read. */
    void dropBefore(long position) {
        while (!chunks.isEmpty() && chunks.peekFirst().to() <= position) {
            held -= chunks.removeFirst().bytes.length;
        }
    }
}
