package io.provisioning.extensionregistry.store;

import io.provisioning.extensionregistry.model.Checksum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads all blobs again, a little at each step, and has those dropped that are damaged. One pass after the other, with a
 * pause between them. A blob that cannot be read now is left for the next pass. Each step is called by itself: by one
 * thread at a time, any thread.
 */
public final class Scrub {
    private final ContentStore store;
    private final Duration pause;
    private final Clock clock;
    private final Deque<String> left = new ArrayDeque<>();
    private final ByteBuffer chunk = ByteBuffer.allocate(Digests.CHUNK);
    private Instant next;
    private String hex;
    private FileStamp stamp;
    private Instant used;
    private FileChannel file;
    private MessageDigest digest;

    /** @param pause between the end of a pass and the next one; the first begins at once */
    public Scrub(ContentStore store, Duration pause, Clock clock) {
        this.store = store;
        this.pause = pause;
        this.clock = clock;
        this.next = clock.instant();
    }

    /**
     * Goes on with the pass, if it is time for one.
     *
     * @param bytes to read at most; how often this is called with how many is the rate
     */
    public synchronized void step(long bytes) {
        if (!store.isOn() || clock.instant().isBefore(next)) {
            return;
        }
        if (left.isEmpty() && hex == null) {
            store.digests().forEach(each -> left.add(Digests.hex(each).orElseThrow()));
        }
        for (long budget = bytes; budget > 0 && (hex != null || !left.isEmpty()); ) {
            try {
                budget -= read(budget);
            } catch (IOException e) {
                // It went, or the disk does not let us; whoever asks for it will see.
                close();
            }
        }
        if (left.isEmpty() && hex == null) {
            next = clock.instant().plus(pause);
        }
    }

    /** Whether a pass is under way. */
    public synchronized boolean isBusy() {
        return hex != null || !left.isEmpty();
    }

    private long read(long budget) throws IOException {
        if (hex == null) {
            open(left.removeFirst());
        }
        chunk.clear().limit((int) Math.min(chunk.capacity(), budget));
        int count = file.read(chunk);
        if (count >= 0) {
            digest.update(chunk.flip());
            return Math.max(1, count);
        }
        try {
            store.inspection().judge(hex, stamp, Checksum.of(digest.digest()).hex(), false);
        } finally {
            close();
        }
        return 1;
    }

    private void open(String blob) throws IOException {
        Path path = store.layout().blob(blob);
        hex = blob;
        stamp = FileStamp.of(path);
        used = FileStamp.used(path);
        file = FileChannel.open(path, StandardOpenOption.READ);
        digest = Digests.sha256();
    }

    private void close() {
        try {
            if (file != null) {
                file.close();
                // Reading has made it look used.
                FileStamp.use(store.layout().blob(hex), used);
            }
        } catch (IOException e) {
            // Nothing was written.
        }
        hex = null;
        file = null;
    }
}
