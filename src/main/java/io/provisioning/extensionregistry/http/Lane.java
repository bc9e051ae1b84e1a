package io.provisioning.extensionregistry.http;

import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * In what pieces a download is read, and where their digest is computed. A large one is read in wide pieces while another
 * thread computes the digest of those before. There are only as many wide lanes as processors, which are then all busy, and
 * at most {@value #MOST}, which bounds the memory; whoever finds none free, or is small, takes narrow pieces and computes
 * their digest itself.
 */
final class Lane implements AutoCloseable {
    /** In bytes; what is smaller has passed before another thread is awake. */
    static final long LARGE = 4L << 20;

    private static final int NARROW = 64 << 10;
    /** Fewer pieces wake fewer threads; one of 512 KiB would take a whole region of a small heap for itself. */
    private static final int WIDE = 448 << 10;

    private static final int MOST = 8;
    /** Wide pieces of one download that are being read or wait for their digest. */
    private static final int PIECES = 4;

    private static final ByteBuffer END = ByteBuffer.allocate(0);
    private static final Semaphore FREE =
            new Semaphore(Math.min(MOST, Runtime.getRuntime().availableProcessors()));
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "download-digest");
        thread.setDaemon(true);
        return thread;
    });

    private final MessageDigest digest = EntityTag.sha256();
    private final BlockingQueue<byte[]> pieces = new ArrayBlockingQueue<>(PIECES);
    private final boolean wide;
    private final BlockingQueue<ByteBuffer> waiting = new LinkedBlockingQueue<>();
    private CompletableFuture<Void> digester;

    private Lane(boolean wide, int pieces, int bytes) {
        this.wide = wide;
        for (int i = 0; i < pieces; i++) {
            this.pieces.add(new byte[bytes]);
        }
    }

    /**
     * A lane for one download, whose thread closes it.
     *
     * @param length of the download, in bytes; negative if not known, which may be large
     */
    static Lane take(long length) {
        boolean large = length < 0 || length >= LARGE;
        return large && FREE.tryAcquire() ? new Lane(true, PIECES, WIDE) : narrow(length);
    }

    private static Lane narrow(long length) {
        return new Lane(false, 1, length < 0 ? NARROW : (int) Math.max(1, Math.min(NARROW, length)));
    }

    boolean isWide() {
        return wide;
    }

    /** Where to read the next piece to; waits for one that is no longer needed. It goes back by one of the next two. */
    byte[] piece() throws InterruptedIOException {
        try {
            return pieces.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the download was interrupted");
        }
    }

    /** Adds a piece to the digest, now or soon. It must not be written to again, but may be read until the next is asked for. */
    void digest(byte[] piece, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(piece, 0, length);
        if (!wide) {
            add(bytes);
            return;
        }
        if (digester == null) {
            digester = CompletableFuture.runAsync(this::addAll, THREADS);
        }
        waiting.add(bytes);
    }

    private void addAll() {
        try {
            for (ByteBuffer next = waiting.take(); next != END; next = waiting.take()) {
                add(next);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts these threads", e);
        }
    }

    private void add(ByteBuffer bytes) {
        digest.update(bytes);
        pieces.add(bytes.array());
    }

    /** Gives a piece back whose digest nobody needs. */
    void pass(byte[] piece) {
        pieces.add(piece);
    }

    /** The digest of all pieces; waits for it. */
    byte[] digest() {
        if (digester != null) {
            waiting.add(END);
            digester.join();
        }
        return digest.digest();
    }

    /** Lets another download have it. */
    @Override
    public void close() {
        if (wide) {
            waiting.add(END);
            FREE.release();
        }
    }
}
