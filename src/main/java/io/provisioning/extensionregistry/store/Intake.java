package io.provisioning.extensionregistry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The way into a store. */
final class Intake implements AutoCloseable {
    private final Layout layout;
    private final long maxBytes;
    private final Shelf shelf;
    private final StoreCounts counts;
    private final Trouble trouble;
    private Incoming incoming;

    /** @param layout null for a store that takes nothing */
    Intake(Layout layout, long maxBytes, Shelf shelf, StoreCounts counts, Trouble trouble) {
        this.layout = layout;
        this.maxBytes = maxBytes;
        this.shelf = shelf;
        this.counts = counts;
        this.trouble = trouble;
    }

    /** Makes the directory fit to be written to. */
    synchronized Incoming ready() throws IOException {
        if (incoming != null && !incoming.exists()) {
            close();
        }
        if (incoming == null) {
            incoming = Incoming.open(layout);
        }
        return incoming;
    }

    /** As {@link ContentStore#begin}. */
    IncomingBlob begin(String digest, long expectedSize) throws IOException {
        if (layout == null) {
            throw new IOException("the store is off");
        }
        if (digest != null && Digests.hex(digest).isEmpty()) {
            throw new IOException("nothing is kept by " + digest);
        }
        if (expectedSize > maxBytes) {
            throw new NoRoom("%d bytes are more than the store may hold".formatted(expectedSize));
        }
        long size = Math.max(0, expectedSize);
        long reserved = 0;
        try {
            Path file = ready().next();
            reserve(size);
            reserved = size;
            return new IncomingBlob(this, Digests.hex(digest).orElse(null), expectedSize, size, file);
        } catch (IOException | UnsupportedOperationException e) {
            release(reserved);
            trouble.met(e);
            throw e instanceof IOException io ? io : new IOException(e);
        }
    }

    void reserve(long bytes) throws IOException {
        shelf.reserve(bytes, Files.getFileStore(layout.root()).getUsableSpace());
    }

    void release(long bytes) {
        shelf.release(bytes);
    }

    /** Where a blob lies when it is kept. */
    Path place(String hex) {
        return layout.blob(hex);
    }

    /** Moves a file with the right bytes to its place. */
    StoredBlob take(String hex, Path file, boolean pinned) throws IOException {
        if (pinned) {
            layout.mark(hex);
        }
        Layout.move(file, layout.blob(hex));
        FileStamp stamp = FileStamp.of(layout.blob(hex));
        shelf.sound(hex, stamp, true);
        counts.storedOne();
        trouble.over();
        return new StoredBlob(Digests.digest(hex), stamp.size(), layout.blob(hex));
    }

    /** A blob that is being taken in has failed. */
    IOException failed(IOException failure, IncomingBlob blob) {
        blob.abort();
        trouble.met(failure);
        return failure;
    }

    /** What is not whole goes. */
    @Override
    public synchronized void close() {
        if (incoming != null) {
            incoming.close();
            incoming = null;
        }
    }
}
